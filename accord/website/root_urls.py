"""Addresses outside any language: the root, robots, sitemaps, permanent ids."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
