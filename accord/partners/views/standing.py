"""A partner's standing: the secretariat's page, and a page for each verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.base import submissions
from accord.base.actor import Actor
from accord.partners import access, operations
from accord.partners.dormancy import heard_from
from accord.partners.life_forms import TurnForm, in_a_while
from accord.partners.models import Partner
from accord.partners.operations import Reason, readers_of_letters
from accord.partners.timeline import timeline
from accord.partners.views.profile import trail

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Verb:
    """What one page does, in words, and by which operation."""

    title: str | Promise
    lede: str | Promise
    button: str | Promise
    done: str | Promise
    label: str | Promise
    hint: str | Promise
    door: Callable[..., Partner]
    carry_out: Callable[[Partner, Reason, date, Actor, date], Partner]
    first: Callable[[date], date] = lambda today: today
    # Whether a day in the past makes sense.
    may_be_past: bool = False


def _suspend(
    partner: Partner, reason: Reason, day: date, by: Actor, on: date
) -> Partner:
    return operations.suspend(partner, reason, by=by, on=on, effective_on=day)


def _resume(
    partner: Partner, reason: Reason, _day: date, by: Actor, on: date
) -> Partner:
    return operations.resume(partner, reason, by=by, on=on)


def _leave(partner: Partner, reason: Reason, day: date, by: Actor, on: date) -> Partner:
    return operations.leave(partner, reason, last_day=day, by=by, on=on)


def _rejoin(
    partner: Partner, reason: Reason, day: date, by: Actor, on: date
) -> Partner:
    return operations.rejoin(partner, reason, by=by, on=on, effective_on=day)


VERBS = {
    "suspend": Verb(
        _("Suspend the partner"),
        _(
            "From the day you choose, nobody can act for the organization, neither "
            "people nor programs: from their next request on. It remains a partner "
            "and is counted as one; what it has published stays."
        ),
        _("Suspend, and send the letter"),
        _("The partner is suspended; the letter is on its way."),
        _("First day of the suspension"),
        _("Today or a later day."),
        access.decided_partner,
        _suspend,
    ),
    "resume": Verb(
        _("End the suspension"),
        _(
            "The people of the organization and their programs can act for it again, "
            "from their next request on, under the mandates they had."
        ),
        _("End the suspension, and send the letter"),
        _("The suspension has ended; the letter is on its way."),
        "",
        "",
        access.decided_partner,
        _resume,
    ),
    "leave": Verb(
        _("Leave the coalition"),
        _(
            "After the last day the organization is no partner any more and nobody "
            "can act for it. Its page, its actions and its history stay public, and "
            "counts of earlier days still include it. It can return."
        ),
        _("Leave the coalition, and send the letter"),
        _("The last day is set; the letter is on its way."),
        _("Last day as a partner"),
        _("The day can still be changed by returning before it."),
        access.leaving_partner,
        _leave,
        first=in_a_while,
        may_be_past=True,
    ),
    "return": Verb(
        _("Return to the coalition"),
        _(
            "The organization is a partner again from the day you choose, and mandates "
            "that have not ended hold again. Choose the day after its last day to take "
            "the leaving back as if it had never been."
        ),
        _("Let it return, and send the letter"),
        _("The organization is a partner again; the letter is on its way."),
        _("First day as a partner again"),
        _("Not before the day after its last day as a partner."),
        access.decided_partner,
        _rejoin,
        may_be_past=True,
    ),
}


@login_required
@require_safe
def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a partner's life with all reasons, and what can be done."""
    today = timezone.localdate()
    partner = access.decided_partner(request.actor, slug, on=today)
    [heard] = heard_from(Partner.objects.filter(pk=partner.pk))
    return render(
        request,
        "partners/standing.html",
        {
            "partner": partner,
            "timeline": timeline(partner),
            "turns": partner.turns.select_related("decided_by").order_by("-id"),
            "has_left": partner.has_left_on(today),
            "heard": heard,
            "is_dormant": heard.is_dormant_on(today),
            "trail": trail(partner, str(_("Standing"))),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Carry out one verb; the page tells before what it will do."""
    chosen = VERBS.get(verb)
    if chosen is None:
        raise Http404
    today = timezone.localdate()
    partner = chosen.door(request.actor, slug, on=today)
    is_office = access.may_decide_standing(request.actor, partner, today)
    form = TurnForm(
        request.POST or None,
        initial={"day": _first_day(verb, partner, today)},
        is_office=is_office,
        label=chosen.label,
        hint=chosen.hint,
        earliest=None if chosen.may_be_past and is_office else today,
    )
    if not chosen.label:
        del form.fields["day"]
    if request.method == "POST" and form.is_valid():

        def carry_out() -> str:
            found = chosen.carry_out(
                partner,
                form.reason,
                form.cleaned_data.get("day", today),
                request.actor,
                today,
            )
            if is_office:
                return reverse("partners:standing", args=[found.slug])
            return found.get_absolute_url()

        try:
            address = submissions.once(form.cleaned_data["token"], carry_out)
        except operations.NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, str(chosen.done))
            return redirect(address)
    return render(
        request,
        "partners/turn_form.html",
        {
            "partner": partner,
            "verb": verb,
            "words": chosen,
            "form": form,
            "readers": readers_of_letters(partner, today),
            "is_office": is_office,
            "trail": _trail(partner, chosen, is_office=is_office),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


def _first_day(verb: str, partner: Partner, today: date) -> date:
    if verb == "return" and partner.left_on is not None:
        return max(today, partner.left_on)
    return VERBS[verb].first(today)


def _trail(partner: Partner, chosen: Verb, *, is_office: bool) -> list[Any]:
    way = trail(partner, str(chosen.title))
    if is_office:
        page = (str(_("Standing")), reverse("partners:standing", args=[partner.slug]))
        return [*way[:-1], page, way[-1]]
    return way
