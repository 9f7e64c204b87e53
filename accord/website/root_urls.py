"""Addresses outside any language: the root, robots, sitemaps, permanent ids, images."""

from django.conf import settings
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accord.base.discovery.sitemaps import sections
from accord.base.discovery.views import card
from accord.website import permanent, sitemap_views, views


class SectionConverter(StringConverter):
    regex = "|".join(sections())


class SuffixConverter(StringConverter):
    regex = "|".join(permanent.SUFFIXES.values())


class CardLanguageConverter(StringConverter):
    regex = "|".join(code for code, _name in settings.LANGUAGES)


class DigestConverter(StringConverter):
    regex = "[0-9a-f]{20}"


register_converter(SectionConverter, "sitemap_section")
register_converter(SuffixConverter, "data_suffix")
register_converter(CardLanguageConverter, "card_language")
register_converter(DigestConverter, "card_digest")

_CARD = "cards/<slug:kind>/<str:code>/<card_language:language>"
urlpatterns = [
    path("", views.root, name="root"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, name="sitemaps"),
    path(
        "sitemap-<sitemap_section:section>.xml", sitemap_views.section, name="sitemap"
    ),
    path(
        "id/<slug:kind>/<str:value>.<data_suffix:suffix>",
        permanent.data,
        name="record_data",
    ),
    path("id/<slug:kind>/<str:value>", permanent.permanent, name="permanent"),
    path(f"{_CARD}.png", card, name="present_card"),
    path(f"{_CARD}-<card_digest:digest>.png", card, name="card"),
]
