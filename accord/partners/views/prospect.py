"""One prospect: what is known of it, an invitation to apply, its becoming a partner."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.partners import access, operations
from accord.partners.models import Prospect
from accord.partners.prospect_forms import AdmitForm, InviteForm, ProspectForm

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, reference: str) -> HttpResponse:
    today = timezone.localdate()
    prospect = access.prospect(request.actor, reference, on=today)
    form = ProspectForm(
        request.POST or None,
        initial={
            "name": prospect.name,
            "country": prospect.country_id,
            "category": prospect.category_id,
            "website": prospect.website,
            "version": prospect.version,
        },
    )

    def save() -> str:
        operations.edit_prospect(
            prospect,
            {field: form.cleaned_data[field] for field in operations.PROSPECT_FIELDS},
            by=request.actor,
            on=today,
            version=form.cleaned_data["version"] or 0,
        )
        return _place(prospect)

    return _answer(request, prospect, form, save, _("Edit the prospect"), _("Save"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, reference: str) -> HttpResponse:
    today = timezone.localdate()
    prospect = access.prospect(request.actor, reference, on=today)
    form = InviteForm(request.POST or None)

    def send() -> str:
        operations.invite_prospect(
            prospect,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            words=form.cleaned_data["words"],
            by=request.actor,
            on=today,
        )
        return _place(prospect)

    return _answer(
        request, prospect, form, send, _("Invite it to apply"), _("Send the invitation")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: Request, reference: str) -> HttpResponse:
    today = timezone.localdate()
    prospect = access.prospect(request.actor, reference, on=today)
    form = AdmitForm.of(prospect, request.POST or None, today=today)

    def join() -> str:
        partner = operations.admit_prospect(
            prospect,
            name=form.cleaned_data["name"],
            category=form.cleaned_data["category"],
            constituency=form.cleaned_data["constituency"],
            country=form.cleaned_data["country"],
            joined_on=form.cleaned_data["day"],
            by=request.actor,
            on=today,
        )
        return partner.get_absolute_url()

    return _answer(
        request, prospect, form, join, _("Make it a partner"), _("Make it a partner")
    )


def _place(prospect: Prospect) -> str:
    return f"{reverse('partners:prospects')}#{prospect.reference}"


def _answer(
    request: Request,
    prospect: Prospect,
    form: SubmissionForm,
    carry_out: Callable[[], str],
    title: str,
    button: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            address = submissions.once(form.cleaned_data["token"], carry_out)
        except operations.NotPossible as reason:
            form.add_error(None, str(reason))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(address)
    return render(
        request,
        "partners/prospect_form.html",
        {
            "prospect": prospect,
            "form": form,
            "title": title,
            "button": button,
            "trail": [
                (_("Partners"), reverse("partners:list")),
                (_("Prospects"), _place(prospect)),
                (title, None),
            ],
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )
