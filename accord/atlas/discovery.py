"""How reference records are found from outside: permanent ids, heads, images."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from accord.atlas import linked, projection
from accord.atlas.models import Area, Challenge, Country, Goal, Target
from accord.base.discovery import heads, records
from accord.base.discovery.cards import Card
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import Node, Trail, dataset, item_list
from accord.base.projecting import Projection


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One kind of reference record: how it is found, told and listed."""

    kind: str
    model: Any
    key: str
    told: Callable[..., list[Projection]]
    one: str | Promise
    many: str | Promise
    route: str
    # What the image of the list says below its title.
    lead: str | Promise = ""
    # The name under which lists of actions are filtered by it.
    filter: str = ""

    def find(self, code: str) -> Any:
        return self.model.objects.filter(**{self.key: code}).first()

    def project(self, record: Any, on: date) -> Projection:
        return self.told([record], on=on)[0]

    def linked(self, record: Any, on: date) -> list[Node]:
        address = heads.public_address(record.get_absolute_url())
        language = _language()
        if isinstance(record, Country):
            told, region = self.project(record, on), record.region.name
            return [
                linked.country(told, region=region, language=language, address=address)
            ]
        # A goal without its targets: they have ids of their own.
        told = projection.concepts([record], on=on)[0]
        return [linked.concept(self.kind, told, language=language, address=address)]

    def card(self, record: Any, on: date) -> Card:
        code = record.public_code
        numbered = f"{self.one} {code}"
        return Card(
            kind=self.kind,
            code=code,
            language=_language(),
            kicker=str(self.one) if isinstance(record, Country) else numbered,
            title=record.name,
            title_language=record.name_language,
            details=record.region.name if isinstance(record, Country) else "",
        )

    @property
    def page(self) -> records.Page:
        return records.Page(self.route.partition(":")[2], self.many, self.lead)


_GOALS = gettext_lazy(
    "The 17 goals of the 2030 Agenda, with their targets and indicators."
)
VOCABULARIES = {
    each.kind: each
    for each in (
        Vocabulary(
            *("country", Country, "iso3", projection.countries),
            *(gettext_lazy("Country or area"), gettext_lazy("Countries")),
            "atlas:country_list",
            gettext_lazy("What the coalition does in each, and how things stand."),
            "country",
        ),
        Vocabulary(
            *("area", Area, "code", projection.areas),
            gettext_lazy("Area of immediate action"),
            gettext_lazy("Areas of immediate action"),
            "atlas:area_list",
            gettext_lazy("The areas in which the coalition acts first."),
            "area",
        ),
        Vocabulary(
            *("challenge", Challenge, "code", projection.challenges),
            *(gettext_lazy("Challenge"), gettext_lazy("Challenges")),
            "atlas:challenge_list",
            gettext_lazy("What stands in the way of social justice."),
            "challenge",
        ),
        Vocabulary(
            *("goal", Goal, "code", projection.goals),
            *(gettext_lazy("Goal"), gettext_lazy("Sustainable Development Goals")),
            "atlas:goal_list",
            _GOALS,
        ),
        Vocabulary(
            *("target", Target, "code", projection.concepts),
            *(gettext_lazy("Target"), gettext_lazy("Sustainable Development Goals")),
            "atlas:goal_list",
            _GOALS,
        ),
    )
}


def head(
    request: HttpRequest,
    kind: str,
    record: Any,
    *,
    on: date,
    trail: Trail,
    description: str,
    name: str = "",
) -> Head:
    vocabulary = VOCABULARIES[kind]
    nodes = vocabulary.linked(record, on)
    followed = [(vocabulary.filter, record.public_code)]
    return heads.of(
        request,
        name=name or record.name,
        description=description,
        card=vocabulary.card(record, on),
        trail=trail,
        nodes=nodes,
        main=nodes[0]["@id"],
        feeds=heads.feeds_of("actions", record.name, followed)
        if vocabulary.filter
        else (),
    )


def head_of_list(
    request: HttpRequest,
    kind: str,
    listed: Iterable[Any],
    *,
    trail: Trail,
    description: str,
    filters: Sequence[str] = (),
) -> Head:
    vocabulary = VOCABULARIES[kind]
    address = heads.public_address(reverse(vocabulary.route))
    items = [(each.name, each.get_absolute_url()) for each in listed]
    node = item_list(items, address=address, total=len(items))
    sets = [] if kind == "country" else [linked.term_set(kind, _language())]
    return heads.of_list(
        request,
        filters=filters,
        page=1,
        name=str(vocabulary.many),
        description=description,
        card=vocabulary.page.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[node, *sets, *_data(request, vocabulary, address, description)],
        main=node["@id"],
    )


def _data(
    request: HttpRequest, vocabulary: Vocabulary, address: str, description: str
) -> list[Node]:
    """Return the list as data, where it can be taken away."""
    pages = reverse(vocabulary.route).strip("/").partition("/")[2]
    files = heads.data_files(pages)
    if request.GET or not files:
        return []
    return [
        dataset(
            address=address,
            name=str(vocabulary.many),
            description=description,
            language=_language(),
            files=files,
        )
    ]


def _language() -> str:
    return get_language() or "en"


for _each in VOCABULARIES.values():
    records.register(
        records.Kind(_each.kind, _each.find, _each.project, _each.linked, _each.card)
    )
    records.add_page(_each.page)
