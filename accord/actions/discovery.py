"""How actions are found from outside: permanent id, head of their pages, image."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accord.actions import feeds, linked
from accord.actions.listing import FILTERS
from accord.actions.models import Action, Kind
from accord.actions.projection import project
from accord.atlas.models import Area, Challenge, Country, Target
from accord.base.discovery import cards, heads, records
from accord.base.discovery.cards import Card
from accord.base.discovery.heads import Head, data_files
from accord.base.discovery.linked import Node, Trail, dataset, item_list
from accord.base.projecting import texts_of
from accord.base.templatetags.components import constituency_code
from accord.partners.models import Partner

LIST = records.Page(
    "actions",
    gettext_lazy("Actions"),
    gettext_lazy("What partners undertake for social justice, alone or together."),
)
_NAMED_COUNTRIES = 3
_LETTERS_OF_A_LINE = 70
_Words = dict[str, dict[str, str]]


def find(reference: str) -> Action | None:
    """Return a public action. A draft, or one thrown away, was never public."""
    published = Action.objects.published().for_page()
    return published.filter(reference=reference).first()


def project_one(action: Action, on: date) -> dict[str, Any]:
    return project([action], on=on)[0]


def linked_nodes(action: Action, on: date) -> list[Node]:
    language = _language()
    return [
        linked.project(
            project_one(action, on),
            names=words_of(
                action.countries.in_name_order(language),
                action.areas.all(),
                action.challenges.all(),
                action.targets.all(),
            ),
            language=language,
            address=heads.public_address(action.get_absolute_url()),
        )
    ]


def words_of(
    countries: Iterable[Country],
    areas: Iterable[Area],
    challenges: Iterable[Challenge],
    targets: Iterable[Target],
) -> _Words:
    """Return what the codes of an action are called in the reader's language."""
    return {
        "countries": {each.iso3: each.name for each in countries},
        "areas": {each.code: each.name for each in areas},
        "challenges": {each.code: each.name for each in challenges},
        "targets": {each.code: each.name for each in targets},
    }


def card_of(action: Action, on: date) -> Card:
    countries = action.countries.in_name_order(_language())
    return card(action, on=on, countries=list(countries))


def card(action: Action, *, on: date, countries: Sequence[Country]) -> Card:
    kind = str(Kind(action.kind).label) if action.kind else ""
    title, shown = cards.drawable(texts_of(action.title), _language())
    return Card(
        kind="action",
        code=action.reference,
        language=_language(),
        kicker=" · ".join(filter(None, (_("Action"), kind))),
        title=title or action.reference,
        title_language=shown,
        lead=_called(action.lead),
        mark=constituency_code(action.lead.constituency.code),
        details=" · ".join(
            filter(
                None,
                (_places(countries), str(action.stage_on(on).label), _years(action)),
            )
        ),
    )


def _called(partner: Partner) -> str:
    """Return the name in full, unless it is too long for a line."""
    name = str(partner.name)
    return name if len(name) <= _LETTERS_OF_A_LINE else partner.title


def _places(countries: Sequence[Country]) -> str:
    names = [each.name for each in countries]
    if len(names) <= _NAMED_COUNTRIES + 1:
        return ", ".join(names)
    more = len(names) - _NAMED_COUNTRIES
    return ngettext(
        "{countries} and {more} more", "{countries} and {more} more", more
    ).format(countries=", ".join(names[:_NAMED_COUNTRIES]), more=more)


def _years(action: Action) -> str:
    if action.starts_on is None:
        return ""
    first = action.starts_on.year
    if action.ends_on is None:
        return _("since {year}").format(year=first)
    last = action.ends_on.year
    return f"{first}" if first == last else f"{first}–{last}"


def head(
    request: HttpRequest,
    action: Action,
    *,
    on: date,
    trail: Trail,
    countries: Sequence[Country],
    what_for: Mapping[str, Sequence[Any]],
) -> Head | None:
    """Return the head of an action's page; a draft has none."""
    if action.published_on is None:
        return None
    language = _language()
    record = project_one(action, on)
    path = action.get_absolute_url()
    node = linked.project(
        record,
        names=words_of(countries, **what_for),
        language=language,
        address=heads.public_address(path),
    )
    return heads.of(
        request,
        name=action.title.in_language(language).text,
        description=Truncator(action.summary.in_language(language).text).chars(200),
        card=card(action, on=on, countries=countries),
        trail=trail,
        nodes=[node],
        main=record["id"],
        published=record["published_on"],
        modified=record["updated_at"],
        feeds=[feeds.calendar_of(action)],
        og_type="article",
    )


def head_of_list(
    request: HttpRequest, *, page: Page[Action], trail: Trail, description: str
) -> Head:
    address = heads.public_address(reverse("actions:list"))
    listed = item_list(
        (
            (each.title.in_language(_language()).text, each.get_absolute_url())
            for each in page
        ),
        address=address,
        total=page.paginator.count,
        start=page.start_index(),
    )
    return heads.of_list(
        request,
        filters=("q", *FILTERS),
        page=page.number,
        name=_("Actions"),
        description=description,
        card=LIST.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[listed, *_data(request, address, description)],
        main=listed["@id"],
        feeds=feeds.of_list(request.GET),
    )


def _data(request: HttpRequest, address: str, description: str) -> list[Node]:
    """Return the whole list as data; parts of it, and further pages, say nothing."""
    if request.GET:
        return []
    first = Action.objects.standing().aggregate(first=Min("starts_on"))["first"]
    return [
        dataset(
            address=address,
            name=_("Actions of the coalition"),
            description=description,
            language=_language(),
            files=data_files("actions"),
            # An interval of ISO 8601 without an end.
            covers=f"{first.isoformat()}/.." if first else "",
        )
    ]


def _language() -> str:
    return get_language() or "en"


records.register(records.Kind("action", find, project_one, linked_nodes, card_of))
records.add_page(LIST)
