"""Who acts for a partner, and what becomes of a mandate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.partners import access, operations
from accord.partners.forms import EndMandateForm
from accord.partners.mandate_forms import RenewForm, SuspendForm
from accord.partners.models import LEADING, Mandate, Partner, Role
from accord.partners.views.carrying_out import carried_out
from accord.partners.views.profile import trail


@login_required
@require_safe
def people(request: Request, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.partner_with_people(request.actor, slug, on=today)
    mandates = list(partner.mandates.for_listing())
    manages = access.may_manage_mandates(request.actor, partner, today)
    holding = [each for each in mandates if each.in_force_on(today)]
    ended = [each for each in mandates if _is_over(each)]
    return render(
        request,
        "partners/partner_people.html",
        {
            "partner": partner,
            "now": sorted(holding, key=_role_first),
            "suspended": [
                each
                for each in mandates
                if each.is_suspended_on(today) and each not in ended
            ],
            "later": [
                each
                for each in mandates
                if each.starts_on > today and each not in ended
            ],
            "ended": ended,
            "invitations": [
                (each, each.is_pending_on(today))
                for each in partner.invitations.unanswered().for_listing()
                if manages
            ],
            "manages": manages,
            "may_restore": access.may_restore_access(request.actor, today)
            and not any(each.role in LEADING for each in holding),
            "roles": list(Role),
            "is_single": sum(each.role in LEADING for each in holding) == 1,
            "trail": trail(partner, _("Mandates")),
        },
    )


def _role_first(mandate: Mandate) -> int:
    return -mandate.rank


def _is_over(mandate: Mandate) -> bool:
    return mandate.has_ended_on(timezone.localdate()) or mandate.was_taken_back


@login_required
@require_safe
def mandate(request: Request, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.seen_mandate(request.actor, slug, reference, on=today)
    over = _is_over(found)
    may_change = not over and access.may_change_mandate(request.actor, found, today)
    return render(
        request,
        "partners/mandate.html",
        {
            "partner": found.partner,
            "mandate": found,
            "is_over": over,
            "is_suspended": found.is_suspended_on(today),
            "in_force": found.in_force_on(today),
            "may_change": may_change,
            "may_renew": may_change
            and found.ends_on is not None
            and access.may_renew_mandate(request.actor, found, today),
            "trail": trail_below(found.partner, _("Mandate")),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_mandate(request: Request, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.changeable_mandate(request.actor, slug, reference, on=today)
    form = EndMandateForm(
        request.POST or None, initial={"last_day": today}, today=today
    )

    def end() -> None:
        operations.end_mandate(
            found, last_day=form.cleaned_data["last_day"], by=request.actor, on=today
        )

    if carried_out(request, form, end):
        _say(request, found, _("The mandate of %(person)s has a last day now."))
        return _back(request, found)
    return _page(request, "partners/mandate_end.html", found, form, _("End a mandate"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: Request, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.changeable_mandate(request.actor, slug, reference, on=today)
    form = SuspendForm(request.POST or None)

    def carry_out() -> None:
        operations.suspend_mandate(
            found, form.cleaned_data["reason"], by=request.actor, on=today
        )

    if carried_out(request, form, carry_out):
        _say(request, found, _("The mandate of %(person)s is suspended."))
        return _back(request, found)
    return _page(
        request, "partners/mandate_suspend.html", found, form, _("Suspend a mandate")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: Request, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.changeable_mandate(request.actor, slug, reference, on=today)
    form = SubmissionForm(request.POST if request.method == "POST" else None)

    def carry_out() -> None:
        operations.resume_mandate(found, by=request.actor, on=today)

    if carried_out(request, form, carry_out):
        _say(request, found, _("The mandate of %(person)s holds again."))
        return _back(request, found)
    return _page(
        request, "partners/mandate_resume.html", found, form, _("Resume a mandate")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: Request, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.renewable_mandate(request.actor, slug, reference, on=today)
    form = RenewForm(request.POST if request.method == "POST" else None)

    def carry_out() -> None:
        operations.renew_mandate(
            found, ends_on=form.cleaned_data["ends_on"], by=request.actor, on=today
        )

    if carried_out(request, form, carry_out):
        _say(request, found, _("The mandate of %(person)s is renewed."))
        return _back(request, found)
    return _page(
        request, "partners/mandate_renew.html", found, form, _("Renew a mandate")
    )


def _back(request: Request, found: Mandate) -> HttpResponse:
    """Return to the people; whoever ended their own mandate may not see them."""
    today = timezone.localdate()
    own = Mandate.objects.in_force_on(today).filter(person__public_id=_id(request))
    if (
        access.is_secretariat(request.actor, today)
        or own.filter(partner=found.partner).exists()
    ):
        return redirect("partners:people", found.partner.slug)
    return redirect(found.partner)


def _id(request: Request) -> str:
    return request.actor.person.public_id if request.actor.person else ""


def trail_below(partner: Partner, here: str) -> list[tuple[str, str | None]]:
    """Return the way up from a page below that of the partner's people."""
    *above, _last = trail(partner, here)
    people_url = reverse("partners:people", args=[partner.slug])
    return [*above, (_("Mandates"), people_url), (here, None)]


def _page(
    request: Request, template: str, found: Mandate, form: SubmissionForm, here: str
) -> HttpResponse:
    return render(
        request,
        template,
        {
            "partner": found.partner,
            "mandate": found,
            "form": form,
            "trail": trail_below(found.partner, here),
        },
        status=422 if form.is_bound else 200,
    )


def _say(request: Request, found: Mandate, sentence: str) -> None:
    messages.success(request, sentence % {"person": found.person.name})
