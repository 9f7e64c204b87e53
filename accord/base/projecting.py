"""What the public projections of all apps share: permanent ids, addresses and times.

A projection is a record as everyone may have it, as plain JSON values. All that leaves
the platform is made from projections, so that every format tells the same.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from accord.base.models import Entry
from accord.base.multilingual import Multilingual

# The language of the address that a machine is given for a page.
LANGUAGE = "en"
Projection = dict[str, Any]


class NotPublic(ValueError):
    """A record was to be told to everyone that not everyone may know."""


def permanent_id(kind: str, code: str) -> str:
    """Return the address under which a record is known for good."""
    path = reverse("permanent", args=[kind, code])
    return f"{settings.PUBLIC_URL}{path}"


def address_of(route: str, *args: str) -> str:
    """Return the public address of a page, such as the list that records lie under."""
    with translation.override(LANGUAGE):
        return f"{settings.PUBLIC_URL}{reverse(route, args=args)}"


def page_of(record: Any) -> str:
    """Return the public address of a record's own page."""
    with translation.override(LANGUAGE):
        return f"{settings.PUBLIC_URL}{record.get_absolute_url()}"


def texts_of(value: Multilingual) -> dict[str, str]:
    """Return the text in each language there is, the original first."""
    return {language: value.text_in(language) for language in value.languages}


def moments(subjects: Iterable[str], verbs: Collection[str]) -> dict[str, datetime]:
    """Return when one of the verbs last happened to each subject, in one query."""
    told = (
        Entry.objects.filter(subject__in=list(subjects), verb__in=verbs)
        .order_by()
        .values_list("subject")
        .annotate(last=Max("at"))
    )
    return dict(told)


def instant(at: datetime | None, day: date | None = None) -> str | None:
    """Return a moment as RFC 3339 in UTC; where none is known, when `day` began."""
    if at is None:
        if day is None:
            return None
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
