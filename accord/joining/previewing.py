"""The public profile that an application would become, before it does."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from accord.atlas.models import Area, Category, Challenge, Constituency
from accord.joining.models import Application
from accord.joining.reading import country_of, facts, name_of, text_of
from accord.partners.models import Identifier, Partner


def profile_of(application: Application, *, on: date) -> dict[str, Any]:
    """Return what the page of a partner shows, from the answers; nothing is saved."""
    told = facts(application)
    name = name_of(application)
    partner = Partner(
        name=name,
        short_name=told.short_name,
        category=Category.objects.filter(code=told.category).first(),
        constituency=Constituency.objects.filter(code=told.constituency).first(),
        country=country_of(application),
        website=told.website,
        mandate_text=text_of(application, "mandate_text"),
        priorities=text_of(application, "priorities"),
        expertise=text_of(application, "expertise"),
        joined_on=on,
    )
    shown = name.in_language(get_language() or application.language).language
    return {
        "partner": partner,
        "other_names": [
            (language, name.text_in(language))
            for language in name.languages
            if language != shown
        ],
        "areas": Area.objects.filter(code__in=told.areas),
        "challenges": Challenge.objects.filter(code__in=told.challenges),
        "identifiers": [
            Identifier(scheme=scheme, value=value) for scheme, value in told.numbers
        ],
    }
