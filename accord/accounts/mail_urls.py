"""What the secretariat does about mail, under /{lang}/mail/."""

from django.urls import path

from accord.accounts import mailboxes

urlpatterns = [
    path("returned/", mailboxes.mailboxes, name="mailboxes"),
    path("returned/<int:number>/", mailboxes.mailbox, name="mailbox"),
]
