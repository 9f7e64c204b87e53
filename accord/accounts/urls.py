"""Sign-in, second factor, sessions: the library's pages, under our address."""

from django.urls import include, path

from accord.accounts import inbox, views
from accord.accounts.oidc import views as oidc

urlpatterns = [
    path("", views.account, name="account"),
    path("welcome/", views.after_sign_in, name="after_sign_in"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:number>/", inbox.message, name="inbox_message"),
    path("mail/", inbox.mail, name="mail_choice"),
    path("through/", oidc.begin, name="oidc_begin"),
    # The library would let people change their address; here the office does.
    path("email/", views.not_here),
    path("", include("allauth.urls")),
]
