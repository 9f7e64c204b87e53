"""What partners show on the pages of countries, areas and challenges."""

from urllib.parse import urlencode

from django.db.models import Count, Window
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from accord.atlas.models import Area, Challenge, Country
from accord.base.actor import Actor
from accord.base.panels import panel
from accord.partners.models import Partner
from accord.partners.querysets import PartnerQuerySet

SHOWN = 12


@panel("atlas.country", order=20)
def partners_here(country: Country, reader: Actor) -> str:
    return _compact("partners/_country_panel.html", {"country": country})


@panel("atlas.area", order=20)
def partners_in_area(area: Area, reader: Actor) -> str:
    return _compact("partners/_theme_panel.html", {"areas": area}, area=area.code)


@panel("atlas.challenge", order=20)
def partners_facing_challenge(challenge: Challenge, reader: Actor) -> str:
    return _compact(
        "partners/_theme_panel.html",
        {"challenges": challenge},
        challenge=challenge.code,
    )


def _compact(template: str, where: dict[str, object], **query: str) -> str:
    """Show the first partners by name and, counted in the same query, how many."""
    found: PartnerQuerySet = Partner.objects.partners_on(timezone.localdate()).filter(
        **where
    )
    shown = list(
        found.select_related("constituency", "country", "region")
        .in_name_order(get_language() or "en")
        .annotate(in_all=Window(Count("pk")))[: SHOWN if query else None]
    )
    total = shown[0].in_all if shown else 0
    return render_to_string(
        template,
        {
            "partners": shown,
            "total": total,
            "more": total - len(shown),
            "url": f"{reverse('partners:list')}?{urlencode(query)}",
            **where,
        },
    )
