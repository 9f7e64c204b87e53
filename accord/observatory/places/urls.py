"""Addresses of a country's figures, of regions and of the world."""

from django.urls import path

from accord.base.exchange import formats
from accord.observatory.places import views

urlpatterns = [
    path("countries/<slug:code>/figures/", views.country, name="country"),
    path(
        "countries/<slug:code>/figures.<file_format:ending>",
        views.country_file,
        name="country_file",
    ),
    path("world/", views.world, name="world"),
    path("world.<file_format:ending>", views.world_file, name="world_file"),
    path("regions/<slug:m49>/", views.region, name="region"),
    path(
        "regions/<slug:m49>.<file_format:ending>", views.region_file, name="region_file"
    ),
]
# Whose converter the addresses of files are written with.
__all__ = ["formats", "urlpatterns"]
