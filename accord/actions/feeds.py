"""What is new among actions, for feed readers and calendars.

A feed has one address for each set of values: those of the list, in one order. Anything
else that is asked for leads there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.actions.listing import Listing
from accord.actions.models import Action, Stage
from accord.actions.projection import project
from accord.actions.querysets import ActionQuerySet
from accord.atlas.models import Area, Challenge, Country, Region
from accord.base import calendars
from accord.base.calendars import Day
from accord.base.discovery import feeds, heads
from accord.base.discovery.feeds import Item, tag
from accord.base.discovery.heads import Query, kept_query, public_address
from accord.base.discovery.linked import language_of, text_in
from accord.base.projecting import Projection
from accord.partners.models import Partner

PER_PAGE = 30
# A calendar has no pages: what began and ended long ago is left out.
DAYS_BACK = 400
MOST_ACTIONS = 1000
FORMATS = ("atom", "json")
# What a feed may be about, and how the values are found.
_RECORDS: Mapping[str, tuple[Any, str]] = {
    "area": (Area, "code"),
    "challenge": (Challenge, "code"),
    "country": (Country, "iso3"),
    "partner": (Partner, "slug"),
    "region": (Region, "m49"),
}
FILTERS = tuple(_RECORDS)
_SHOWN_STAGES = (Stage.PLANNED, Stage.UNDER_WAY, Stage.ENDED)


class Unknown(Exception):
    """Nothing has the value that a feed was asked for."""


def query_of(asked: QueryDict) -> Query:
    return kept_query(asked, FILTERS)


def path_of(format_: str, query: Query = (), *, page: int = 1) -> str:
    """Return the one path of a feed, or of the calendar (`ics`), in this language."""
    number = [("page", str(page))] if page > 1 else []
    path = reverse("action_feeds:feed", args=[format_])
    return heads.with_query(path, [*query, *number])


def names_of(query: Query) -> list[str]:
    """Return what the values are called; `Unknown` if one of them is nothing."""
    return [_name(name, value) for name, value in query]


def _name(name: str, value: str) -> str:
    model, key = _RECORDS[name]
    found = model.objects.filter(**{key: value}).first()
    if found is None:
        raise Unknown(f"{name}={value}")
    return str(getattr(found, "short_name", "") or found)


def title_of(names: Sequence[str]) -> str:
    colon = _(":")
    return f"{colon} ".join(filter(None, (_("Actions"), ", ".join(names))))


def of_list(asked: QueryDict) -> list[heads.Feed]:
    """Return the feeds that follow a list as it was asked for."""
    return heads.feeds_of("actions", _("Actions"), query_of(asked))


def calendar_of(action: Action) -> heads.Feed:
    path = reverse("actions:calendar", args=[action.reference])
    title = f"{action.reference} ({heads.CALENDAR})"
    return heads.Feed(title, "text/calendar", path, heads.CALENDAR)


def feed(request: HttpRequest, format_: str, *, page: int, on: date) -> feeds.Feed:
    """Return one page of a feed; `EmptyPage` when there is no such page."""
    query, language = query_of(request.GET), get_language() or "en"
    names = names_of(query)
    listed = Listing.of(request.GET, on).actions().order_by("-published_on", "-id")
    shown = Paginator(listed, PER_PAGE).page(page)
    told = project(list(shown), on=on)

    def address(number: int) -> str:
        return public_address(path_of(format_, query, page=number))

    return feeds.Feed(
        id=tag(heads.with_query(f"feed/{language}/actions", query)),
        title=title_of(names),
        subtitle=_("What partners undertake for social justice, alone or together."),
        language=language,
        address=address(page),
        page=public_address(reverse("actions:list"), query),
        items=items(told, language),
        first=address(1),
        next=address(page + 1) if shown.has_next() else "",
        previous=address(page - 1) if shown.has_previous() else "",
    )


def items(told: Iterable[Projection], language: str) -> list[Item]:
    """Return the actions as a feed tells them; asks for the names of their terms."""
    terms = {
        **{f"area:{each.code}": each.short_name for each in Area.objects.all()},
        **{
            f"challenge:{each.code}": each.short_name
            for each in Challenge.objects.all()
        },
        **{f"country:{each.iso3}": each.name for each in Country.objects.all()},
    }
    return [
        Item(
            id=tag(f"action/{each['reference']}"),
            url=page_of(each),
            title=text_in(each["title"], language),
            summary=Truncator(text_in(each["summary"], language)).chars(1000),
            language=language_of(each["title"], language),
            published=f"{each['published_on']}T00:00:00Z",
            updated=each["updated_at"],
            authors=[
                text_in(partner["name"], language)
                for partner in (each["lead"], *each["partners"])
            ],
            tags=[
                (code, terms[code])
                for code in (
                    *(f"area:{code}" for code in each["areas"]),
                    *(f"challenge:{code}" for code in each["challenges"]),
                    *(f"country:{code}" for code in each["countries"]),
                )
            ],
        )
        for each in told
    ]


def page_of(record: Projection) -> str:
    """Return the address of an action's page in the active language."""
    return public_address(reverse("actions:action", args=[record["reference"]]))


def calendar(request: HttpRequest, *, on: date) -> tuple[bytes, datetime]:
    """Return the calendar of all actions asked for, and when it last changed."""
    query, language = query_of(request.GET), get_language() or "en"
    names = names_of(query)
    days = _days(project(_dated(request.GET, on), on=on), language)
    content = calendars.calendar(
        days,
        name=title_of(names),
        description=_("When actions of the coalition begin and end."),
        language=language,
        address=public_address(path_of("ics", query)),
    )
    return content, _newest(days)


def calendar_of_one(action: Action, *, on: date) -> tuple[bytes, datetime]:
    """Return the begin and end of one action, cancelled ones for good."""
    language = get_language() or "en"
    days = _days(project([action], on=on), language)
    content = calendars.calendar(
        days,
        name=action.title.in_language(language).text,
        description=_("When actions of the coalition begin and end."),
        language=language,
        address=public_address(reverse("actions:calendar", args=[action.reference])),
    )
    return content, _newest(days)


def _dated(asked: QueryDict, on: date) -> list[Action]:
    """Return the actions of a list that begin or end not long ago, or later.

    Those that were withdrawn in the last weeks are among them.
    """
    chosen = asked.copy()
    chosen.setlist("stage", [*_SHOWN_STAGES, Stage.WITHDRAWN])
    since = on - timedelta(days=DAYS_BACK)
    withdrawn = on - timedelta(days=calendars.DAYS_CANCELLED)
    found: ActionQuerySet = Listing.of(chosen, on).actions()
    found = found.filter(Q(starts_on__gte=since) | Q(ends_on__gte=since)).filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gte=withdrawn)
    )
    return list(found.order_by("-published_on", "-id")[:MOST_ACTIONS])


def _days(told: Iterable[Projection], language: str) -> list[Day]:
    words: dict[str, Callable[[str], str]] = {
        "starts_on": lambda title: _("Begins: {title}").format(title=title),
        "ends_on": lambda title: _("Ends: {title}").format(title=title),
    }
    authority = settings.TAG_AUTHORITY.partition(",")[0]
    return [
        Day(
            uid=f"{each['reference']}-{moment.partition('_')[0]}@{authority}",
            day=date.fromisoformat(each[moment]),
            summary=word(text_in(each["title"], language)),
            language=language_of(each["title"], language),
            url=page_of(each),
            changed_at=datetime.fromisoformat(each["updated_at"]),
            # Withdrawing is a change that the version does not count.
            sequence=each["version"] - 1 + (each["withdrawn_on"] is not None),
            description=Truncator(text_in(each["summary"], language)).chars(500),
            categories=[text_in(each["lead"]["name"], language)],
            is_cancelled=each["withdrawn_on"] is not None,
        )
        for each in told
        for moment, word in words.items()
        if each[moment] is not None
    ]


def _newest(days: Sequence[Day]) -> datetime:
    never = datetime.fromisoformat("2024-01-01T00:00:00Z")
    return max((each.changed_at for each in days), default=never)
