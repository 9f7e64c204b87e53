"""Partners in the API: the directory, with its filters."""

from typing import Annotated, Literal

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import Field

from accord.atlas.models import Region
from accord.base.api import listing
from accord.base.api.cursors import Order
from accord.base.api.description import reads
from accord.base.api.listing import Resource
from accord.base.api.parameters import (
    Code,
    ListQuery,
    RecordQuery,
    Words,
    refuse_unknown,
)
from accord.base.api.shapes import Identifier, Page, Shape, Texts, Tombstone, text
from accord.partners import projection
from accord.partners.listing import Listing, Regions
from accord.partners.models import Partner

router = Router(tags=["Partners"])
PARTNERS = Resource(
    ever=Partner.ever.select_related("merged_into"),
    project=projection.project,
    key="reference",
    verbs=projection.VERBS,
    subject="partner:",
    kind="partner",
    successor=lambda partner: partner.merged_into and partner.merged_into.reference,
)
ORDERS = {
    "name": Order(("sort_name", "reference")),
    "joined": Order(("-joined_on", "reference")),
}
EXAMPLE = {
    "reference": "PAR-2024-0007",
    "id": "https://coalition.example/id/partner/PAR-2024-0007",
    "url": "https://coalition.example/en/partners/union-des-pecheurs/",
    "slug": "union-des-pecheurs",
    "name": {"fr": "Union des pêcheurs", "en": "Union of Fishers"},
    "short_name": None,
    "category": "WRK",
    "constituency": "workers",
    "country": "SEN",
    "region": None,
    "mandate": {"fr": "Nous défendons ceux qui pêchent."},
    "priorities": {},
    "expertise": {},
    "areas": ["2"],
    "challenges": ["1"],
    "website": "https://union.example/",
    "identifiers": [{"scheme": "wikidata", "value": "Q42"}],
    "joined_on": "2024-01-24",
    "left_on": None,
    "suspended_on": None,
    "updated_at": "2026-02-03T09:30:00.123456Z",
    "version": 2,
    "sample": False,
}

Reference = Annotated[Code, Path(examples=["PAR-2024-0007"])]


class PartnerShape(Shape):
    """An organization that is, or was, a partner of the coalition."""

    reference: str = text("Its permanent reference.", examples=["PAR-2024-0007"])
    id: str = text("Its permanent address.", format="uri")
    url: str = text("The address of its page.", format="uri")
    slug: str = text("What stands in the address of its page.")
    name: Texts = text("By language, the original first.")
    short_name: str | None = text("Its abbreviation.")
    category: str = text("Code of the kind of organization.")
    constituency: str = text("government, employers, workers or none")
    country: str | None = text("ISO alpha-3 code of where it is based.")
    region: str | None = text("M49 code, for a regional or worldwide body.")
    mandate: Texts = text("What it is for, by language.")
    priorities: Texts = text("By language.")
    expertise: Texts = text("By language.")
    areas: list[str] = text("Codes of areas of immediate action.")
    challenges: list[str] = text("Codes of challenges.")
    website: str | None = text("Its own site.")
    identifiers: list[Identifier] = text("Its numbers in other registers.")
    joined_on: str = text("The day on which its present stay began, or its last one.")
    left_on: str | None = text("The day from which on it is no partner any more.")
    suspended_on: str | None = text("The day from which on it is suspended.")
    updated_at: str | None = text("The last public change.")
    version: int = text("Counts the changes of its profile.")
    sample: bool = text("True for the invented records of a demonstration.")


class PartnerPage(Page):
    """One page of partners."""

    items: list[PartnerShape | Tombstone] = Field(description="The records.")


class PartnerQuery(ListQuery):
    q: Words | None = Field(None, description="Words of the name, in any language.")
    sort: Literal["name", "joined"] = Field("name", description="The order.")
    past: Literal["include", "leave-out"] = Field(
        "leave-out", description="Whether to include those who have left."
    )
    constituency: list[Code] = Field([], description="By code.")
    category: list[Code] = Field([], description="By code.")
    region: list[Code] = Field([], description="Parts of the world, by M49 code.")
    area: list[Code] = Field([], description="Areas of immediate action, by code.")
    challenge: list[Code] = Field([], description="Challenges, by code.")


@router.get(
    "/partners",
    url_name="partners",
    operation_id="listPartners",
    summary=gettext_noop("List partners"),
    response=PartnerPage,
    openapi_extra=reads(404, 422, shape=PartnerShape),
)
def list_partners(request: HttpRequest, query: Query[PartnerQuery]) -> HttpResponse:
    """Return the partners that match every filter, a page at a time."""
    refuse_unknown(request, PartnerQuery)
    found = Listing.of(
        request.GET,
        today=timezone.localdate(),
        regions=Regions(Region.objects.all()),
        # Whoever keeps a copy must hear that a partner has left.
        with_past=query.past == "include" or query.since is not None,
    ).partners()
    return listing.page(request, PARTNERS, query, found, ORDERS[query.sort])


@router.get(
    "/partners/{reference}",
    url_name="partner",
    operation_id="getPartner",
    summary=gettext_noop("Read one partner"),
    response=PartnerShape,
    openapi_extra=reads(404, 422, shape=PartnerShape, example=EXAMPLE),
)
def get_partner(
    request: HttpRequest,
    reference: Annotated[Code, Path(examples=["PAR-2024-0007"])],
    query: Query[RecordQuery],
) -> HttpResponse:
    """Return one partner, by its reference. Those who have left keep their record.

    A second record of an organization leads to the one that is kept (301).
    """
    refuse_unknown(request, RecordQuery)
    partner = Partner.ever.filter(reference=reference).first()
    if partner is None:
        raise Http404
    if partner.merged_into is not None:
        return _led_to(request, partner.merged_into)
    return listing.record(request, PARTNERS, query.names, partner)


def _led_to(request: HttpRequest, kept: Partner) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    address = reverse("api:partner", args=[kept.reference])
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
