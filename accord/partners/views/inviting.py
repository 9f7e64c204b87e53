"""Inviting people, sending and withdrawing invitations, and handing over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.partners import access, operations
from accord.partners.mandate_forms import HandOverForm, InviteForm, RestoreForm
from accord.partners.models import Partner, Role
from accord.partners.views.carrying_out import carried_out
from accord.partners.views.people import trail_below


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.managed_partner(request.actor, slug, on=today)
    roles = access.roles_to_give(request.actor, partner, today)
    form = InviteForm(
        request.POST or None, today=today, roles=roles, initial=_suggested(request)
    )

    def carry_out() -> None:
        given = form.cleaned_data
        operations.invite(
            partner,
            email=given["email"],
            name=given["name"],
            role=Role(given["role"]),
            language=given["language"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            by=request.actor,
            on=today,
        )

    if carried_out(request, form, carry_out):
        return _sent(request, partner, form)
    return _page(request, "partners/invite.html", partner, form, _("Invite somebody"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, slug: str, reference: str) -> HttpResponse:
    """Show an invitation to those who sent it: it is sent again, or withdrawn."""
    today = timezone.localdate()
    found = access.managed_invitation(request.actor, slug, reference, on=today)
    form = SubmissionForm(request.POST if request.method == "POST" else None)
    withdraws = request.POST.get("do") == "withdraw"
    change = operations.withdraw_invitation if withdraws else operations.send_again

    def carry_out() -> None:
        change(found, by=request.actor, on=today)

    if carried_out(request, form, carry_out):
        messages.success(
            request,
            _("The invitation is withdrawn: its link does not work any more.")
            if withdraws
            else _("A new link is on its way. The old one does not work any more."),
        )
        return redirect("partners:people", slug)
    found.refresh_from_db()
    return _page(
        request,
        "partners/invitation.html",
        found.partner,
        form,
        _("Invitation"),
        invitation=found,
        state=found.state_on(today),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    mandate = access.changeable_mandate(request.actor, slug, reference, on=today)
    form = HandOverForm(request.POST or None, today=today)

    def carry_out() -> None:
        given = form.cleaned_data
        operations.hand_over(
            mandate,
            to_email=given["email"],
            to_name=given["name"],
            language=given["language"],
            last_day=given["last_day"],
            by=request.actor,
            on=today,
        )

    if carried_out(request, form, carry_out):
        return _sent(request, mandate.partner, form)
    return render(
        request,
        "partners/mandate_hand_over.html",
        {
            "partner": mandate.partner,
            "mandate": mandate,
            "form": form,
            "keys": [
                key for key in mandate.api_keys.for_listing() if key.holds_on(today)
            ],
            "is_last": not operations.can_go(mandate, today, today),
            "trail": trail_below(mandate.partner, _("Hand over")),
        },
        status=422 if form.is_bound else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: Request, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.restorable_partner(request.actor, slug, on=today)
    form = RestoreForm(request.POST or None)

    def carry_out() -> None:
        given = form.cleaned_data
        operations.restore_access(
            partner,
            email=given["email"],
            name=given["name"],
            language=given["language"],
            reason=given["reason"],
            by=request.actor,
            on=today,
        )

    if carried_out(request, form, carry_out):
        return _sent(request, partner, form)
    return _page(request, "partners/restore.html", partner, form, _("Restore access"))


def _suggested(request: Request) -> dict[str, str]:
    """Return what a link to the form suggests: the role that is missing."""
    wanted = request.GET.get("role", "")
    return {"role": wanted if wanted in Role.values else Role.EDITOR}


def _sent(request: Request, partner: Partner, form: SubmissionForm) -> HttpResponse:
    messages.success(
        request,
        _("The invitation is on its way to %(address)s. It holds for 14 days.")
        % {"address": form.cleaned_data["email"]},
    )
    today = timezone.localdate()
    if access.may_manage_mandates(request.actor, partner, today):
        return redirect("partners:people", partner.slug)
    return redirect(partner)


def _page(
    request: Request,
    template: str,
    partner: Partner,
    form: SubmissionForm,
    here: str,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        template,
        {
            "partner": partner,
            "form": form,
            "people_url": reverse("partners:people", args=[partner.slug]),
            "trail": trail_below(partner, here),
            **more,
        },
        status=422 if form.is_bound else 200,
    )
