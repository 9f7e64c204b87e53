"""Sign-in, second factor, sessions: the library's pages, under our address."""

from django.urls import include, path

from accord.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("welcome/", views.after_sign_in, name="after_sign_in"),
    path("", include("allauth.urls")),
]
