"""Sign-in, second factor, sessions: the library's pages, under our address."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
