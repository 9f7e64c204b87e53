"""Addresses under /{lang}/join/."""

from django.urls import path

from accord.joining.views import entering

app_name = "joining"
urlpatterns = [
    path("", entering.about, name="about"),
    path("open/<str:token>/", entering.open_link, name="open"),
]
