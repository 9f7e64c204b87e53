"""The desk: one page that says what waits, and leads to all that is one's own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accord.base import waiting
from accord.base.models import Message
from accord.base.requests import Request
from accord.partners import access, past
from accord.partners.desk.profiles import completeness
from accord.partners.desk.resting import resting
from accord.partners.desk.sorting import dated, piles
from accord.partners.forms import ActingForForm
from accord.partners.models import Invitation, Mandate, Partner

SHOWN = 5


@login_required
@require_safe
def desk(request: Request) -> HttpResponse:
    today = timezone.localdate()
    answer = waiting.on_reader(request.actor, today)
    context: dict[str, Any] = {
        "today": today,
        "piles": piles(answer.items, request.actor),
        "failed": answer.failed,
        "unread": _unread(request),
        "switch": _switch(request),
        "resting": resting(request.actor, today),
    }
    partner = request.actor.partner
    if partner is None:
        template = "choose" if request.mandates else "nobody"
        return render(request, f"partners/desk/{template}.html", context)
    context |= {
        "partner": partner,
        "mandate": request.actor.mandate,
        "deadlines": dated(answer.items, today),
        "people": _people(partner),
        "invited": Invitation.objects.unanswered().filter(partner=partner).count(),
        "profile": completeness(partner),
        "may_edit": access.may_edit_profile(request.actor, partner, today),
        "may_manage": access.may_manage_mandates(request.actor, partner, today),
        "moments": past.told(
            past.entries_of(partner, with_people=True)[:SHOWN], with_people=True
        ),
    }
    return render(request, "partners/desk/desk.html", context)


def _unread(request: Request) -> int:
    person = request.actor.person
    return Message.objects.of(person.public_id).unread().count() if person else 0


def _switch(request: Request) -> ActingForForm | None:
    """Return the choice of a mandate, for whoever holds several."""
    if len(request.mandates) < 2:
        return None
    acting = request.actor.mandate
    return ActingForForm(
        mandates=request.mandates, initial={"mandate": acting and acting.reference}
    )


def _people(partner: Partner) -> list[Mandate]:
    held = Mandate.objects.in_force_on(timezone.localdate()).filter(partner=partner)
    return sorted(held.for_listing(), key=lambda each: -each.rank)
