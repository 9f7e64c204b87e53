"""Every public page, in each language, with its reciprocal alternates."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from accord.actions.models import Action
from accord.atlas.models import Area, Challenge, Country, Goal
from accord.partners.models import Partner
from accord.texts.models import Text


class PublicSitemap(Sitemap):  # type: ignore[type-arg]
    """Addresses begin with the public address, whatever host was asked."""

    i18n = True
    alternates = True
    x_default = True
    limit = 5000

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PUBLIC_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme


class Pages(PublicSitemap):
    """The fixed pages: home and the lists."""

    def items(self) -> list[str]:
        return [
            "website:home",
            "partners:list",
            "actions:list",
            "atlas:country_list",
            "atlas:area_list",
            "atlas:challenge_list",
            "atlas:goal_list",
            "texts:news",
            "texts:texts",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Partners(PublicSitemap):
    def items(self) -> QuerySet[Partner]:
        return Partner.objects.order_by("id")


class Actions(PublicSitemap):
    def items(self) -> QuerySet[Action]:
        return Action.objects.published().order_by("id")

    def lastmod(self, item: Action) -> date | None:
        return item.withdrawn_on or item.published_on


class Texts(PublicSitemap):
    """Pages and news; a language that is missing shows the original."""

    def items(self) -> QuerySet[Text]:
        return Text.objects.public().order_by("id")


class Atlas(PublicSitemap):
    def items(self) -> Iterable[Any]:
        return [
            *Area.objects.order_by("position"),
            *Challenge.objects.order_by("position"),
            *Goal.objects.order_by("position"),
            *Country.objects.order_by("iso3"),
        ]


SITEMAPS = {
    "pages": Pages,
    "partners": Partners,
    "actions": Actions,
    "texts": Texts,
    "atlas": Atlas,
}
