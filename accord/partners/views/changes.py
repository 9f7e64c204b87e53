"""Facts that the secretariat confirms: asking, sending, deciding."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.partners import access, operations
from accord.partners.life_forms import DecisionForm, FactsForm, facts_initial
from accord.partners.models import ChangeRequest, Partner
from accord.partners.past import facts_changed
from accord.partners.views.profile import trail

UNPROCESSABLE = 422


@login_required
@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.asking_partner(request.actor, slug, on=today)
    found = list(partner.change_requests.order_by("-id"))
    return render(
        request,
        "partners/change_list.html",
        {
            "partner": partner,
            "requests": found,
            "is_open": any(each.state == "sent" for each in found),
            "is_office": access.may_decide_change(request.actor, today),
            "trail": trail(partner, _("Confirmed facts")),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for other facts; the secretariat changes them at once."""
    today = timezone.localdate()
    partner = access.asking_partner(request.actor, slug, on=today)
    is_office = access.may_decide_change(request.actor, today)
    prepared = partner.change_requests.filter(state="prepared").first()
    initial = facts_initial(partner) | {
        "day": today,
        "version": partner.version if is_office else _version(prepared),
    }
    if prepared is not None and not is_office:
        initial |= operations.wanted_by(prepared) | {"why": prepared.why}
    form = FactsForm(request.POST or None, initial=initial, is_office=is_office)
    if request.method == "POST" and form.is_valid():
        try:
            address = submissions.once(
                form.cleaned_data["token"],
                lambda: _carry_out(request, partner, form, today, is_office=is_office),
            )
        except operations.NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request,
                _("The facts are changed.")
                if is_office
                else _("Your request is kept."),
            )
            return redirect(address)
    return render(
        request,
        "partners/change_form.html",
        {
            "partner": partner,
            "form": form,
            "is_office": is_office,
            "may_send": access.may_send_change(request.actor, partner, today),
            "trail": trail(partner, _("Confirmed facts")),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


def _version(prepared: ChangeRequest | None) -> int:
    return prepared.version if prepared is not None else 0


def _carry_out(
    request: HttpRequest,
    partner: Partner,
    form: FactsForm,
    today: date,
    *,
    is_office: bool,
) -> str:
    if is_office:
        changed = operations.change_facts(
            partner,
            form.facts,
            by=request.actor,
            on=today,
            since=form.cleaned_data["day"],
            version=form.cleaned_data["version"] or 0,
        )
        return changed.get_absolute_url()
    made = operations.request_change(
        partner,
        form.facts,
        by=request.actor,
        on=today,
        why=form.cleaned_data["why"],
        version=form.cleaned_data["version"] or 0,
    )
    return reverse("partners:change", args=[partner.slug, made.reference])


@login_required
@require_safe
def change(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.change_request(request.actor, slug, reference, on=today)
    return _page(request, found, DecisionForm(initial={"day": today}), today)


def _page(
    request: HttpRequest,
    found: ChangeRequest,
    form: DecisionForm,
    today: date,
    *,
    status: int = 200,
) -> HttpResponse:
    actor, partner = request.actor, found.partner
    is_sent = found.state == ChangeRequest.State.SENT
    return render(
        request,
        "partners/change_detail.html",
        {
            "partner": partner,
            "change": found,
            "differences": facts_changed(found.was, found.wanted),
            "may_decide": is_sent and access.may_decide_change(actor, today),
            "may_send": found.state == ChangeRequest.State.PREPARED
            and access.may_send_change(actor, partner, today),
            "may_withdraw": found.is_open
            and access.acts_for_as_editor(actor, partner, today),
            "form": form,
            "plain": SubmissionForm(),
            "trail": [
                *trail(partner, found.reference)[:-1],
                (
                    _("Confirmed facts"),
                    reverse("partners:changes", args=[partner.slug]),
                ),
                (found.reference, None),
            ],
        },
        status=status,
    )


@login_required
@require_POST
def send(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.change_request(request.actor, slug, reference, on=today)
    if not access.may_send_change(request.actor, found.partner, today):
        raise PermissionDenied
    return _done(request, found, operations.send_change, _("The request is sent."))


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.change_request(request.actor, slug, reference, on=today)
    if not access.acts_for_as_editor(request.actor, found.partner, today):
        raise PermissionDenied
    return _done(
        request, found, operations.withdraw_change, _("The request is withdrawn.")
    )


def _done(
    request: HttpRequest,
    found: ChangeRequest,
    carry_out: Callable[..., Any],
    words: str,
) -> HttpResponse:
    try:
        carry_out(found, by=request.actor, on=timezone.localdate())
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, words)
    return redirect("partners:change", found.partner.slug, found.reference)


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.change_request(request.actor, slug, reference, on=today)
    if not access.may_decide_change(request.actor, today):
        raise PermissionDenied
    form = DecisionForm(request.POST, initial={"day": today})
    if not form.is_valid():
        return _page(request, found, form, today, status=UNPROCESSABLE)

    def carry_out() -> str:
        operations.decide_change(
            found,
            form.cleaned_data["decision"] == "accept",
            form.cleaned_data["reason"],
            by=request.actor,
            on=today,
            effective_on=form.cleaned_data["day"],
        )
        return reverse("partners:change", args=[slug, reference])

    try:
        address = submissions.once(form.cleaned_data["token"], carry_out)
    except operations.NotPossible as reason:
        form.add_error(None, str(reason))
        return _page(request, found, form, today, status=UNPROCESSABLE)
    messages.success(request, _("The request is decided; the letter is on its way."))
    return redirect(address)
