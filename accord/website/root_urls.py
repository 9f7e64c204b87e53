"""Addresses outside any language: the root, robots, sitemaps, permanent ids."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accord.website import views
from accord.website.sitemaps import SITEMAPS

_public = cache_control(public=True, max_age=3600)

urlpatterns = [
    path("", views.root, name="root"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", _public(views.sitemap_index), name="sitemaps"),
    path(
        "sitemap-<section>.xml",
        _public(require_safe(sitemap_views.sitemap)),
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
    path("id/<slug:kind>/<str:value>", views.permanent, name="permanent"),
]
