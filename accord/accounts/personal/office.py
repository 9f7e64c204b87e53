"""What the secretariat does when somebody asks it for a copy or to be erased."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.accounts import access, operations
from accord.accounts.models import Erasure, Person
from accord.accounts.personal import telling
from accord.accounts.personal.erasure import objections
from accord.accounts.personal.forms import EraseAddressForm, EraseForm, FindForm
from accord.accounts.personal.views import handed_out, shown_anew
from accord.base import submissions
from accord.base.requests import Request

LATEST = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request) -> HttpResponse:
    """Find whom a request is about. What is looked for stands in no address."""
    access.check_people(request.actor, on=timezone.localdate())
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"]
        found = (
            Person.objects.filter(erased_on=None, email__iexact=who).first()
            or Person.objects.filter(erased_on=None, public_id__iexact=who).first()
        )
        if found is not None:
            return redirect("personal_data_person", found.public_id)
        form.add_error(
            "who",
            _(
                "Nobody with this address or number has an account. Somebody without "
                "one, such as a contact in an application, is erased by address."
            ),
        )
    return render(
        request,
        "accounts/personal/people.html",
        {
            "form": form,
            "erasures": Erasure.objects.order_by("-id")[:LATEST],
            "trail": trail(),
        },
        status=422 if form.is_bound else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, number: str) -> HttpResponse:
    """Show what is held of a person; the form asks for a copy."""
    today = timezone.localdate()
    shown = access.person_seen_to(request.actor, number, on=today)
    if request.method == "POST":
        operations.ask_for_copy(shown, by=request.actor, on=today, at=timezone.now())
        messages.success(request, _("The copy is being made. It takes a minute."))
        return redirect("personal_data_person", number)
    return render(
        request,
        "accounts/personal/person.html",
        {
            "person": shown,
            "counts": telling.counted(shown),
            "copy": shown.copies.exclude(asked_by="")
            .filter(expires_at__gt=timezone.now())
            .first(),
            "trail": trail(shown.name),
        },
    )


@login_required
@shown_anew
@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: Request, number: int) -> HttpResponseBase:
    copy = access.copy_asked_for(
        request.actor, number, at=timezone.now(), on=timezone.localdate()
    )
    if request.method == "POST":
        return handed_out(request, copy)
    back = reverse("personal_data_person", args=[copy.person.public_id])
    return render(request, "accounts/personal/copy.html", {"copy": copy, "back": back})


@login_required
@shown_anew
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request, number: str) -> HttpResponse:
    today = timezone.localdate()
    shown = access.person_seen_to(request.actor, number, on=today)
    reasons = objections(shown, today)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = operations.erase(shown, by=request.actor, on=today)
        except operations.NotYet as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _told(done))
            return redirect("personal_data_people")
    return render(
        request,
        "accounts/personal/person_erase.html",
        {
            "person": shown,
            "form": form,
            "reasons": reasons,
            "trail": trail(_("Erase")),
        },
        status=422 if form.is_bound else 200,
    )


@login_required
@shown_anew
@require_http_methods(["GET", "HEAD", "POST"])
def erase_address(request: Request) -> HttpResponse:
    """Erase somebody without an account, wherever their address stands."""
    today = timezone.localdate()
    access.check_people(request.actor, on=today)
    form = EraseAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def carry_out() -> str:
            done = operations.erase_address(
                form.cleaned_data["address"], by=request.actor, on=today
            )
            messages.success(request, _told(done))
            return reverse("personal_data_people")

        try:
            return redirect(submissions.once(form.cleaned_data["token"], carry_out))
        except operations.NotYet as refusal:
            for reason in refusal.reasons:
                form.add_error("address", reason)
    return render(
        request,
        "accounts/personal/address_erase.html",
        {"form": form, "trail": trail(_("Erase an address"))},
        status=422 if form.is_bound else 200,
    )


def trail(here: str = "") -> list[tuple[str, str | None]]:
    title = _("People’s data")
    if not here:
        return [(title, None)]
    return [(title, reverse("personal_data_people")), (here, None)]


def _told(done: Erasure) -> str:
    return _(
        "Erased, as %(reference)s: %(number)s stands in the place of the name."
    ) % {
        "reference": done.reference,
        "number": done.pseudonym,
    }
