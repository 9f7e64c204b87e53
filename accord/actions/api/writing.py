"""Writing actions with a partner's key: drafts, changes, publishing, withdrawing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Body, Query

from accord.actions import access, operations, projection
from accord.actions.api.reading import Reference, router
from accord.actions.api.shapes import EXAMPLE, ActionPage, ActionShape
from accord.actions.api.wishes import ActionWish, WithdrawalWish, changes
from accord.actions.models import Action
from accord.base.api import idempotency, listing, negotiation
from accord.base.api.caller import key_for
from accord.base.api.cursors import Order
from accord.base.api.description import once, reads_with_key, writes
from accord.base.api.listing import Resource
from accord.base.api.parameters import PageQuery, refuse_unknown
from accord.base.api.problems import Fault, Problem, does_not_fit
from accord.base.api.shapes import Shape
from accord.base.multilingual import Multilingual

Door = Callable[..., Action]
DRAFTS = Resource(
    ever=Action.objects.filter(published_on=None),
    project=projection.told,
    key="reference",
    verbs=(),
    subject="action:",
)
DRAFT = EXAMPLE | {"stage": "draft", "published_on": None, "updated_at": None}


@router.get(
    "/drafts",
    url_name="drafts",
    operation_id="listDrafts",
    summary=gettext_noop("List the drafts of your partner"),
    response=ActionPage,
    tags=["Writing"],
    auth=key_for("read"),
    openapi_extra=reads_with_key(403, 404, 422, shape=ActionShape),
)
def list_drafts(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """Return the drafts of the partner for which the key acts, the newest first."""
    refuse_unknown(request, PageQuery)
    access.drafting_partner(request.actor, on=timezone.localdate())
    found = DRAFTS.ever.filter(lead=request.actor.partner)
    order = Order(("-created_on", "-reference"))
    return listing.page(request, DRAFTS, query, found, order)


@router.post(
    "/actions",
    url_name="actions",
    operation_id="createDraft",
    summary=gettext_noop("Begin a draft"),
    response={201: ActionShape},
    tags=["Writing"],
    auth=key_for("write"),
    openapi_extra=once(writes(success=201, example=DRAFT, on_top=False)),
)
def create_draft(request: HttpRequest, wish: Body[ActionWish]) -> HttpResponse:
    """Begin a draft, led by the partner for which the key acts.

    It may lack anything; only publishing asks for what readers need.
    """
    refuse_unknown(request, Shape)

    def carry_out() -> HttpResponse:
        today = timezone.localdate()
        lead = access.declaring_partner(request.actor, on=today)
        with refusals():
            action = operations.begin(
                lead,
                changes(wish, Action(lead=lead), lead=lead),
                by=request.actor,
                on=today,
                is_sample=lead.is_sample,
            )
        return _told(request, action, status=201)

    return idempotency.once(request, carry_out)


@router.patch(
    "/actions/{reference}",
    url_name="action",
    operation_id="changeAction",
    summary=gettext_noop("Change facts"),
    response=ActionShape,
    tags=["Writing"],
    auth=key_for("write"),
    openapi_extra=writes(success=200, example=DRAFT),
)
def change_action(
    request: HttpRequest, reference: Reference, wish: Body[ActionWish]
) -> HttpResponse:
    """Change facts of a draft; those of a public action with the scope `publish`."""
    refuse_unknown(request, Shape)
    with transaction.atomic():
        action, _seen = _on_top(request, access.editable_action, reference, _sent(wish))
        if action.published_on is not None:
            request.caller.needs("publish")
        with refusals():
            action = operations.revise(
                action,
                changes(wish, action, lead=action.lead),
                by=request.actor,
                on=timezone.localdate(),
                version=action.version,
            )
        return _told(request, action)


@router.post(
    "/actions/{reference}/publish",
    url_name="publish",
    operation_id="publishAction",
    summary=gettext_noop("Publish a draft"),
    response=ActionShape,
    tags=["Writing"],
    auth=key_for("publish"),
    openapi_extra=once(writes(success=200, example=EXAMPLE)),
)
def publish_action(request: HttpRequest, reference: Reference) -> HttpResponse:
    """Put the partner's name to a draft, for everyone to read."""
    refuse_unknown(request, Shape)

    def carry_out() -> HttpResponse:
        action, _seen = _on_top(request, access.publishable_action, reference, {})
        with refusals():
            action = operations.publish(
                action, by=request.actor, on=timezone.localdate()
            )
        return _told(request, action)

    return idempotency.once(request, carry_out)


@router.post(
    "/actions/{reference}/withdraw",
    url_name="withdraw",
    operation_id="withdrawAction",
    summary=gettext_noop("Withdraw an action"),
    response=ActionShape,
    tags=["Writing"],
    auth=key_for("publish"),
    openapi_extra=once(writes(success=200)),
)
def withdraw_action(
    request: HttpRequest, reference: Reference, wish: Body[WithdrawalWish]
) -> HttpResponse:
    """Take back a public action, for a reason that its page then shows."""
    refuse_unknown(request, Shape)

    def carry_out() -> HttpResponse:
        action, _seen = _on_top(
            request, access.publishable_action, reference, _sent(wish)
        )
        original = next(iter(wish.reason))
        reason = Multilingual().with_texts(original, wish.reason)
        with refusals():
            action = operations.withdraw(
                action, reason, by=request.actor, on=timezone.localdate()
            )
        return _told(request, action)

    return idempotency.once(request, carry_out)


def _on_top(
    request: HttpRequest, door: Door, reference: str, sent: dict[str, Any]
) -> tuple[Action, dict[str, Any]]:
    """Return the action, held until the end, if the caller has seen it as it stands."""
    today = timezone.localdate()
    action = door(request.actor, reference, on=today)
    held = Action.objects.select_for_update(of=("self",)).for_page()
    current = held.filter(pk=action.pk).first()
    if current is None:
        # Somebody has thrown the draft away since we looked.
        raise Problem("not-found", str(operations.Discarded()))
    [told] = projection.told([current], on=today)
    negotiation.refuse_stale(request, told, yours=sent)
    return current, told


def _sent(wish: Any) -> dict[str, Any]:
    sent: dict[str, Any] = wish.model_dump(exclude_unset=True)
    return sent


def _told(request: HttpRequest, action: Action, *, status: int = 200) -> HttpResponse:
    [told] = projection.told([action], on=timezone.localdate())
    response = listing.told_as_record(request, told, [], status=status)
    if status == 201:
        response.headers["Location"] = f"{request.path}/{action.reference}"
    return response


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what an operation refuses into problems."""
    try:
        yield
    except operations.NotReady as refused:
        raise does_not_fit(
            Fault(each.sentence, f"/{each.fact}") for each in refused.missing
        ) from refused
    except operations.NotPossible as refused:
        raise Problem("conflict", str(refused)) from refused
    except ValidationError as refused:
        raise does_not_fit(Fault(each) for each in refused.messages) from refused
