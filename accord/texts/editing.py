"""Where staff write a text in one language, look at it, compare it and publish it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accord.base.requests import Request
from accord.base.submissions import once
from accord.texts import access, operations
from accord.texts.comparison import changes_in, compared
from accord.texts.forms import DraftForm, RevisionForm
from accord.texts.models import Text, Version
from accord.texts.reading import reading


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: Request, reference: str, language: str) -> HttpResponse:
    text = _text(request, reference)
    current = operations.latest(text, language)
    original = original_beside(text, language)
    form = DraftForm(
        request.POST or None,
        language=language,
        original=original,
        current=current,
        initial=_initial(current, original),
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            token = form.cleaned_data["token"]
            return redirect(once(token, lambda: _saved(request, text, language, form)))
        except operations.Conflict as reason:
            conflict = reason
            form = _again(form, reason.current, language, original)
    context = {
        **_place(text, language, _("Edit")),
        "form": form,
        "current": current,
        "original": reading(text, original) if original else None,
        "is_stale": bool(current and text.is_stale(current)),
        "conflict": _clash(conflict, form) if conflict else None,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "texts/draft_form.html", context, status=status)


@require_safe
@login_required
def preview(request: Request, reference: str, language: str) -> HttpResponse:
    text = _text(request, reference)
    version = _latest_or_404(text, language)
    context = {
        **_place(text, language, _("Preview")),
        "reading": reading(text, version),
        # Drawn twice on the page, so its fields have no ids.
        "form": RevisionForm(initial={"version": version.revision}, auto_id=False),
        "public": text.public_versions.get(language),
    }
    return render(request, "texts/preview.html", context)


@require_safe
@login_required
def compare(request: Request, reference: str, language: str) -> HttpResponse:
    text = _text(request, reference)
    before, after = _pair(request, text, language)
    context = {
        **_place(text, language, _("Compare versions")),
        "before": before,
        "after": after,
        "title": changes_in(before.title if before else "", after.title),
        "standfirst": changes_in(before.standfirst if before else "", after.standfirst),
        "rows": compared(
            list(before.paragraphs.all()) if before else [],
            list(after.paragraphs.all()),
        ),
    }
    return render(request, "texts/compare.html", context)


@require_POST
@login_required
def publish(request: Request, reference: str, language: str) -> HttpResponse:
    text = _text(request, reference)
    form = RevisionForm(request.POST)
    try:
        operations.publish(
            text,
            language,
            by=request.actor,
            on=timezone.localdate(),
            version=_revision(form),
        )
    except (operations.NotReady, operations.Conflict) as reason:
        messages.error(request, str(reason))
        return redirect("texts:preview", reference, language)
    messages.success(request, _("Published. Everyone can read it now."))
    return redirect(text)


@require_POST
@login_required
def unpublish(request: Request, reference: str, language: str) -> HttpResponse:
    text = _text(request, reference)
    operations.unpublish(text, language, by=request.actor, on=timezone.localdate())
    messages.success(request, _("Taken off the public pages. The words are kept."))
    return redirect("texts:office")


@require_POST
@login_required
def discard(request: Request, reference: str, language: str) -> HttpResponse:
    text = _text(request, reference)
    form = RevisionForm(request.POST)
    try:
        operations.discard_draft(
            text,
            language,
            by=request.actor,
            on=timezone.localdate(),
            version=_revision(form),
        )
    except operations.Conflict as reason:
        messages.error(request, str(reason))
        return redirect("texts:preview", reference, language)
    messages.success(request, _("The draft was discarded."))
    return redirect("texts:office")


def original_beside(text: Text, language: str) -> Version | None:
    """Return the original that a translator works from: public, or else its draft."""
    if language == text.original_language:
        return None
    own = text.original_language
    return text.public_versions.get(own) or text.drafts.get(own)


def _text(request: Request, reference: str) -> Text:
    return access.editable_text(request.actor, reference, on=timezone.localdate())


def _latest_or_404(text: Text, language: str) -> Version:
    version = operations.latest(text, language)
    if version is None:
        raise Http404
    return version


def _place(text: Text, language: str, here: str) -> dict[str, Any]:
    return {
        "text": text,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "trail": [
            (_("Texts"), reverse("texts:office")),
            (text.slug, reverse("texts:edit", args=[text.reference, language])),
            (here, None),
        ],
    }


def _initial(current: Version | None, original: Version | None) -> dict[str, Any]:
    given: dict[str, Any] = {"of": original.number if original else None, "version": 0}
    if current is not None:
        given |= {
            "title": current.title,
            "standfirst": current.standfirst,
            "body": current.source,
            "version": current.revision,
        }
    return given


def _saved(request: Request, text: Text, language: str, form: DraftForm) -> str:
    given = form.cleaned_data
    operations.save_draft(
        text,
        language,
        operations.Writing(given["title"], given["standfirst"], given["body"]),
        by=request.actor,
        on=timezone.localdate(),
        version=given["version"] or 0,
        of=form.translated,
    )
    messages.success(request, _("Draft saved."))
    place = [text.reference, language]
    if "preview" in request.POST:
        return reverse("texts:preview", args=place)
    return f"{reverse('texts:edit', args=place)}?saved=yes"


def _again(
    form: DraftForm, current: Version | None, language: str, original: Version | None
) -> DraftForm:
    """Return the form with the editor's own words, to be saved over theirs."""
    own = {
        name: form.cleaned_data.get(name) for name in ("title", "standfirst", "body")
    }
    revision = current.revision if current else 0
    return DraftForm(
        language=language,
        original=original,
        current=current,
        initial={**own, "of": form.cleaned_data["of"], "version": revision},
    )


def _clash(reason: operations.Conflict, form: DraftForm) -> dict[str, Any]:
    """Return the words that somebody else saved, beside whose the editor's stand."""
    return {"sentence": str(reason), "theirs": reason.current}


def _pair(
    request: Request, text: Text, language: str
) -> tuple[Version | None, Version]:
    """Return the versions asked for, or the public one and the draft."""
    numbered = {
        each.number: each
        for each in text.versions.model.objects.filter(
            text=text, language=language
        ).prefetch_related("paragraphs")
    }
    if not numbered:
        raise Http404
    after = _asked(request, "to", numbered) or numbered[max(numbered)]
    before = _asked(request, "from", numbered) or next(
        (each for each in numbered.values() if each.is_public and each != after),
        numbered.get(after.number - 1),
    )
    return before, after


def _asked(request: Request, name: str, numbered: dict[int, Version]) -> Version | None:
    number = request.GET.get(name, "")
    # Ten digits hold every version; endless ones are not worth converting.
    return numbered.get(int(number[:10])) if number.isdecimal() else None


def _revision(form: RevisionForm) -> int:
    return (form.cleaned_data["version"] or 0) if form.is_valid() else 0
