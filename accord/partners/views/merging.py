"""Joining two records of one organization: choose, compare, confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.base import submissions
from accord.base.templatetags.components import day_in_words
from accord.partners import access, operations
from accord.partners.life_forms import MergeForm
from accord.partners.models import Partner
from accord.partners.views.profile import trail

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Join another record into this one, after a look at what goes where."""
    today = timezone.localdate()
    kept = access.decided_partner(request.actor, slug, on=today)
    sent = request.POST if request.method == "POST" else None
    words = (sent or request.GET).get("absorbed" if sent else "with", "").strip()
    absorbed = _other(kept, words)
    form = MergeForm(
        sent,
        initial={"absorbed": absorbed.reference if absorbed else ""},
        is_office=True,
    )
    if sent is not None and absorbed is not None and form.is_valid():
        other = absorbed

        def carry_out() -> str:
            found = operations.merge(
                kept, other, by=request.actor, on=today, reason=form.reason
            )
            return found.get_absolute_url()

        try:
            address = submissions.once(form.cleaned_data["token"], carry_out)
        except operations.NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The two records are one now."))
            return redirect(address)
    is_wrong = (sent is not None or bool(words)) and absorbed is None
    return render(
        request,
        "partners/merge.html",
        {
            "partner": kept,
            "absorbed": absorbed,
            "words": words,
            "is_wrong": is_wrong,
            "form": form,
            "shares": operations.preview(absorbed) if absorbed else [],
            "rows": _rows(kept, absorbed) if absorbed else [],
            "trail": trail(kept, _("Join two records")),
        },
        status=UNPROCESSABLE if sent is not None or is_wrong else 200,
    )


def _other(kept: Partner, words: str) -> Partner | None:
    """Return the record meant by a reference, or by the address of its page."""
    slug = words.rstrip("/").rpartition("/")[2]
    return (
        Partner.objects.for_listing()
        .filter(Q(reference=words.upper()) | Q(slug=slug))
        .exclude(pk=kept.pk)
        .first()
    )


def _rows(kept: Partner, absorbed: Partner) -> list[tuple[str, str, str]]:
    """Return what the two records say, side by side."""

    def told(partner: Partner) -> list[str]:
        place = partner.country or partner.region
        return [
            partner.reference,
            str(partner.name),
            partner.short_name,
            partner.category.name,
            partner.constituency.name,
            place.name if place else "",
            partner.website,
            day_in_words(partner.joined_on),
            day_in_words(partner.left_on) if partner.left_on else "",
        ]

    labels = [
        _("Reference"),
        _("Name"),
        _("Short name"),
        _("Category"),
        _("Constituency"),
        _("Country or area"),
        _("Website"),
        _("Joined on"),
        _("Left on"),
    ]
    return list(zip(labels, told(kept), told(absorbed), strict=True))
