"""Where staff see every text, begin one, and read what happened to it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.base import history
from accord.base.requests import Request
from accord.base.submissions import once
from accord.texts import access, operations
from accord.texts.forms import SLUG_IS_TAKEN, BeginForm
from accord.texts.models import Text
from accord.texts.states import row_of, story_of


@require_safe
@login_required
def office(request: Request) -> HttpResponse:
    access.enter_office(request.actor, on=timezone.localdate())
    context = {
        "rows": [row_of(each) for each in Text.objects.for_office()],
        "site_languages": settings.LANGUAGES,
        "trail": [(_("Texts"), None)],
    }
    return render(request, "texts/office.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def begin(request: Request) -> HttpResponse:
    access.enter_office(request.actor, on=timezone.localdate())
    form = BeginForm(request.POST or None, initial={"kind": "news"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            return redirect(once(given["token"], lambda: _begun(request, given)))
        except operations.AddressTaken:
            form.add_error("slug", SLUG_IS_TAKEN)
    trail = [(_("Texts"), reverse("texts:office")), (_("New text"), None)]
    context = {"form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "texts/begin_form.html", context, status=status)


@require_safe
@login_required
def history_of(request: Request, reference: str) -> HttpResponse:
    text = access.editable_text(request.actor, reference, on=timezone.localdate())
    context = {
        "text": text,
        "moments": [story_of(each) for each in history.entries_of(text)],
        "versions": text.versions.model.objects.filter(text=text).order_by(
            "language", "-number"
        ),
        "trail": [(_("Texts"), reverse("texts:office")), (_("History"), None)],
    }
    return render(request, "texts/history.html", context)


def _begun(request: Request, given: dict) -> str:
    text = operations.begin(
        kind=given["kind"],
        slug=given["slug"],
        language=given["original_language"],
        dated_on=given["dated_on"],
        by=request.actor,
        on=timezone.localdate(),
    )
    return reverse("texts:edit", args=[text.reference, text.original_language])
