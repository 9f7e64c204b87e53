"""Sign-in, second factor, sessions: the library's pages, under our address."""

from django.urls import include, path

from accord.accounts import inbox, views
from accord.accounts.oidc import views as oidc
from accord.accounts.personal import views as personal

urlpatterns = [
    path("", views.account, name="account"),
    path("welcome/", views.after_sign_in, name="after_sign_in"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:number>/", inbox.message, name="inbox_message"),
    path("mail/", inbox.mail, name="mail_choice"),
    path("through/", oidc.begin, name="oidc_begin"),
    path("personal/", personal.own, name="personal"),
    path("personal/copies/<int:number>/", personal.fetch, name="personal_copy"),
    path("personal/erase/", personal.erase, name="personal_erase"),
    # The library would let people change their address; here the office does.
    path("email/", views.not_here),
    path("", include("allauth.urls")),
]
