"""Who acts for a partner, and how a mandate ends."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.base import submissions
from accord.partners import access, operations
from accord.partners.forms import EndMandateForm
from accord.partners.models import Mandate
from accord.partners.views.profile import trail


@login_required
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.managed_partner(request.actor, slug, on=today)
    mandates = list(partner.mandates.for_listing())
    return render(
        request,
        "partners/partner_people.html",
        {
            "partner": partner,
            "now": [each for each in mandates if each.in_force_on(today)],
            "later": [each for each in mandates if each.starts_on > today],
            "ended": [each for each in mandates if each.has_ended_on(today)],
            "trail": trail(partner, _("Mandates")),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_mandate(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    today = timezone.localdate()
    mandate = access.managed_mandate(request.actor, slug, reference, on=today)
    form = EndMandateForm(
        request.POST or None, initial={"last_day": today}, today=today
    )
    if request.method == "POST" and form.is_valid():

        def end() -> str:
            operations.end_mandate(
                mandate,
                last_day=form.cleaned_data["last_day"],
                by=request.actor,
                on=today,
            )
            return mandate.partner.get_absolute_url()

        try:
            address = submissions.once(form.cleaned_data["token"], end)
        except operations.LastFocalPoint as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _done(mandate))
            # Whoever ends their own mandate may no longer see the people.
            still = access.may_manage_mandates(request.actor, mandate.partner, today)
            return redirect("partners:people", slug) if still else redirect(address)
    return render(
        request,
        "partners/mandate_end.html",
        {
            "partner": mandate.partner,
            "mandate": mandate,
            "form": form,
            "trail": trail(mandate.partner, _("End a mandate")),
        },
        status=422 if form.is_bound else 200,
    )


def _done(mandate: Mandate) -> str:
    return _("The mandate of %(person)s has a last day now.") % {
        "person": mandate.person.name
    }
