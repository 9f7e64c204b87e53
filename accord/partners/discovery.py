"""How partners are found from outside: permanent id, head of their pages, image."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.atlas.models import Area, Challenge
from accord.base.discovery import cards, heads, records
from accord.base.discovery.cards import Card
from accord.base.discovery.heads import Head, data_files
from accord.base.discovery.linked import Node, Trail, coalition, dataset, item_list
from accord.base.projecting import texts_of
from accord.base.templatetags.components import constituency_code
from accord.partners import linked
from accord.partners.models import Partner
from accord.partners.projection import project

LIST = records.Page(
    "partners",
    gettext_lazy("Partners"),
    gettext_lazy("The organizations of the coalition, and what they work on."),
)
COMPOSITION = records.Page(
    "composition",
    gettext_lazy("Composition of the coalition"),
    gettext_lazy("Who has joined, and since when."),
)


def find(reference: str) -> Partner | None:
    """Return a partner; those that have left keep their page."""
    found = (
        Partner.ever.select_related(
            "category", "constituency", "country", "region", "merged_into"
        )
        .filter(reference=reference)
        .first()
    )
    if found is not None and found.merged_into is not None:
        raise records.Moved(found.merged_into.reference)
    return found


def project_one(partner: Partner, on: date) -> dict[str, Any]:
    return project([partner], on=on)[0]


def linked_nodes(partner: Partner, on: date) -> list[Node]:
    node = _node(
        partner,
        project_one(partner, on),
        partner.areas.all(),
        partner.challenges.all(),
    )
    return [node, coalition(_language())]


def _node(
    partner: Partner,
    record: dict[str, Any],
    areas: Iterable[Area],
    challenges: Iterable[Challenge],
) -> Node:
    return linked.partner(
        record,
        names=linked.Names(
            country=partner.country.name if partner.country else "",
            country_iso2=partner.country.iso2 if partner.country else "",
            region=partner.region.name if partner.region else "",
            areas={each.code: each.name for each in areas},
            challenges={each.code: each.name for each in challenges},
        ),
        language=_language(),
        address=heads.public_address(partner.get_absolute_url()),
    )


def card_of(partner: Partner, on: date) -> Card:
    title, shown = cards.drawable(texts_of(partner.name), _language())
    place = partner.country or partner.region
    return Card(
        kind="partner",
        code=partner.reference,
        language=_language(),
        kicker=_("Partner"),
        title=title or partner.reference,
        title_language=shown,
        lead=partner.category.name,
        mark=constituency_code(partner.constituency.code),
        details=place.name if place else "",
    )


def head(
    request: HttpRequest,
    partner: Partner,
    *,
    on: date,
    trail: Trail,
    areas: Iterable[Area],
    challenges: Iterable[Challenge],
) -> Head:
    record = project_one(partner, on)
    summary = partner.mandate_text.in_language(_language()).text
    return heads.of(
        request,
        name=partner.name.in_language(_language()).text,
        description=Truncator(summary).chars(200),
        card=card_of(partner, on),
        trail=trail,
        nodes=[_node(partner, record, areas, challenges), coalition(_language())],
        main=record["id"],
        page_type="ProfilePage",
        modified=record["updated_at"],
        og_type="profile",
        feeds=heads.feeds_of("actions", partner.title, [("partner", partner.slug)]),
    )


def head_of_list(
    request: HttpRequest,
    *,
    filters: Iterable[str],
    page: Page[Partner],
    trail: Trail,
    description: str,
) -> Head:
    address = heads.public_address(reverse("partners:list"))
    listed = item_list(
        (
            (each.name.in_language(_language()).text, each.get_absolute_url())
            for each in page
        ),
        address=address,
        total=page.paginator.count,
        start=page.start_index(),
    )
    return heads.of_list(
        request,
        filters=("q", *filters),
        page=page.number,
        name=_("Partners"),
        description=description,
        card=LIST.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[listed, *_data(request, address, description)],
        main=listed["@id"],
    )


def _data(request: HttpRequest, address: str, description: str) -> list[Node]:
    """Return the whole list as data; parts of it, and further pages, say nothing."""
    if request.GET:
        return []
    first = Partner.objects.aggregate(first=Min("joined_on"))["first"]
    return [
        dataset(
            address=address,
            name=_("Partners of the coalition"),
            description=description,
            language=_language(),
            files=data_files("partners"),
            covers=f"{first.isoformat()}/.." if first else "",
        )
    ]


def head_of_composition(
    request: HttpRequest, *, trail: Trail, title: str, description: str
) -> Head:
    address = heads.public_address(reverse("partners:composition"))
    node = dataset(
        address=address,
        name=title,
        description=description,
        language=_language(),
        files={"csv": reverse("partner_files:composition", args=["csv"])},
    )
    return heads.of(
        request,
        name=title,
        description=description,
        card=COMPOSITION.card(),
        trail=trail,
        nodes=[node, coalition(_language())],
        main=node["@id"],
    )


def _language() -> str:
    return get_language() or "en"


records.register(records.Kind("partner", find, project_one, linked_nodes, card_of))
records.add_page(LIST)
records.add_page(COMPOSITION)
