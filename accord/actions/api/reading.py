"""Reading actions: the same filters as the page that lists them."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import Field

from accord.actions import access, projection
from accord.actions.api.shapes import EXAMPLE, ActionPage, ActionShape
from accord.actions.listing import Listing
from accord.actions.models import Action
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

router = Router(tags=["Actions"])
ACTIONS = Resource(
    ever=Action.objects.published(),
    project=projection.project,
    key="reference",
    verbs=projection.VERBS,
    subject="action:",
    kind="action",
)
ORDERS = {
    "newest": Order(("-published_on", "-reference")),
    "title": Order(("sort_title", "reference")),
}
Reference = Annotated[Code, Path(examples=["ACT-2026-0042"])]


class ActionQuery(ListQuery):
    q: Words | None = Field(None, description="Words of the title, or a reference.")
    sort: Literal["newest", "title"] = Field("newest", description="The order.")
    kind: list[Literal["commitment", "initiative", "key-intervention"]] = Field(
        [], description="Any of these kinds."
    )
    stage: list[Literal["planned", "under-way", "ended", "withdrawn"]] = Field(
        [], description="Any of these stages; withdrawn ones are left out otherwise."
    )
    constituency: list[Code] = Field([], description="Led by these constituencies.")
    area: list[Code] = Field([], description="Areas of immediate action, by code.")
    challenge: list[Code] = Field([], description="Challenges, by code.")
    region: list[Code] = Field([], description="Sub-regions, by M49 code.")
    country: list[Code] = Field([], description="Countries, by ISO alpha-3 code.")
    language: list[Code] = Field([], description="Languages of the original.")
    goal: list[Code] = Field([], description="Goals, by number.")
    partner: list[Code] = Field([], description="Partners, by slug, in any role.")


@router.get(
    "/actions",
    url_name="actions",
    operation_id="listActions",
    summary=gettext_noop("List actions"),
    response=ActionPage,
    openapi_extra=reads(404, 422, shape=ActionShape),
)
def list_actions(request: HttpRequest, query: Query[ActionQuery]) -> HttpResponse:
    """Return the published actions that match every filter, a page at a time."""
    refuse_unknown(request, ActionQuery)
    found = Listing.of(request.GET, timezone.localdate()).actions()
    if query.since and not query.stage:
        # Whoever keeps a copy must hear that an action was withdrawn.
        withdrawn = request.GET.copy()
        withdrawn.setlist("stage", ["planned", "under-way", "ended", "withdrawn"])
        found = Listing.of(withdrawn, timezone.localdate()).actions()
    return listing.page(request, ACTIONS, query, found, ORDERS[query.sort])


@router.get(
    "/actions/{reference}",
    url_name="action",
    operation_id="getAction",
    summary=gettext_noop("Read one action"),
    response=ActionShape,
    openapi_extra=reads(404, 422, shape=ActionShape, example=EXAMPLE),
)
def get_action(
    request: HttpRequest, reference: Reference, query: Query[RecordQuery]
) -> HttpResponse:
    """Return one action. A draft is shown to keys of the partner that leads it."""
    refuse_unknown(request, RecordQuery)
    today = timezone.localdate()
    action = access.visible_action(request.actor, reference, on=today)
    [told] = projection.told([action], on=today)
    return listing.told_as_record(request, told, query.names)
