"""Changing a profile, and a partner's numbers in outside registers."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.base import submissions
from accord.base.multilingual import Multilingual
from accord.base.templatetags.accord import direction_of
from accord.partners import access, operations
from accord.partners.forms import IdentifierForm, ProfileForm, initial_of
from accord.partners.models import Partner
from accord.partners.views.profile import trail

UNPROCESSABLE, CONFLICT = 422, 409
FIELDS = (*operations.PROFILE_FIELDS, *operations.RELATIONS)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.editable_partner(request.actor, slug, on=today)
    is_office = access.is_secretariat(request.actor, today)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(partner),
        today=today,
        is_office=is_office,
    )
    if request.method != "POST":
        return _form_page(request, partner, form)
    if not form.is_valid():
        return _form_page(request, partner, form, status=UNPROCESSABLE)

    def save() -> str:
        operations.change_profile(
            partner,
            _changes(partner, form, request.POST),
            by=request.actor,
            on=today,
            version=form.cleaned_data["version"] or 0,
        )
        return partner.get_absolute_url()

    try:
        address = submissions.once(form.cleaned_data["token"], save)
    except operations.Conflict as conflict:
        return _conflict_page(request, conflict)
    messages.success(request, _("The profile is saved."))
    return redirect(address)


def _changes(
    partner: Partner, form: ProfileForm, sent: Mapping[str, str]
) -> dict[str, Any]:
    """Return the fields to save, without those where theirs shall stand."""
    changes = {}
    for field in FIELDS:
        if field not in form.fields or sent.get(f"keep_{field}") == "theirs":
            continue
        value = form.cleaned_data[field]
        if isinstance(value, Multilingual):
            value = _retold(getattr(partner, field), value)
        changes[field] = value
    return changes


def _retold(stored: Multilingual, written: Multilingual) -> Multilingual:
    """Return what was written, with languages the form has no room for kept."""
    offered = dict(settings.LANGUAGES)
    texts = {
        language: stored.text_in(language)
        for language in stored.languages
        if language not in offered
    }
    texts |= {language: written.text_in(language) for language in written.languages}
    return stored.with_texts(written.original_language, texts)


def _form_page(
    request: HttpRequest, partner: Partner, form: ProfileForm, *, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "partners/partner_form.html",
        {
            "partner": partner,
            "form": form,
            "trail": trail(partner, _("Edit the profile")),
        },
        status=status,
    )


def _conflict_page(request: HttpRequest, conflict: operations.Conflict) -> HttpResponse:
    """Show both texts; the form holds mine where I wrote, theirs everywhere else."""
    current = conflict.current
    merged = {**initial_of(current), **conflict.wanted}
    today = timezone.localdate()
    form = ProfileForm(
        initial=merged,
        today=today,
        is_office=access.is_secretariat(request.actor, today),
    )
    return render(
        request,
        "partners/partner_conflict.html",
        {
            "partner": current,
            "form": form,
            "differences": [
                {
                    "fact": field,
                    "label": form.fields[field].label,
                    "mine": _shown(conflict.wanted[field]),
                    "theirs": _shown(_stored(current, field)),
                    "who": getattr(entry, "personal", None)
                    and entry.personal.values.get("by", ""),
                    "at": entry.at,
                }
                for field, entry in conflict.entries.items()
            ],
            "trail": trail(current, _("Edit the profile")),
        },
        status=CONFLICT,
    )


def _stored(partner: Partner, field: str) -> Any:
    value = getattr(partner, field)
    return value.all() if field in operations.RELATIONS else value


def _shown(value: Any) -> SafeString | str:
    if isinstance(value, Multilingual):
        return format_html_join(
            "",
            '<p lang="{}" dir="{}">{}</p>',
            [
                (language, direction_of(language), value.text_in(language))
                for language in value.languages
            ],
        )
    if isinstance(value, str):
        return format_html_join("", "<p>{}</p>", [(value,)] if value else [])
    return format_html_join("", "<p>{}</p>", [(each.name,) for each in value])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identifiers(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.editable_partner(request.actor, slug, on=today)
    form = IdentifierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            operations.add_identifier(
                partner,
                form.cleaned_data["scheme"],
                form.cleaned_data["value"],
                by=request.actor,
                on=today,
            )
            return reverse("partners:identifiers", args=[partner.slug])

        try:
            address = submissions.once(form.cleaned_data["token"], add)
        except ValidationError as error:
            form.add_error("value", error.messages)
        else:
            messages.success(request, _("The number is saved."))
            return redirect(address)
    return render(
        request,
        "partners/partner_identifiers.html",
        {
            "partner": partner,
            "form": form,
            "identifiers": partner.identifiers.order_by("scheme", "value"),
            "trail": trail(partner, _("Numbers in registers")),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


@login_required
@require_POST
def remove_identifier(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    today = timezone.localdate()
    identifier = access.editable_identifier(request.actor, slug, number, on=today)
    operations.remove_identifier(identifier, by=request.actor, on=today)
    messages.success(request, _("The number is removed."))
    return redirect("partners:identifiers", slug)
