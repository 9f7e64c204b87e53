"""A partner's public page and its history."""

from collections import Counter
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.partners import access, discovery, past
from accord.partners.models import Partner, Role
from accord.partners.timeline import last_leaving, suspension_of, timeline
from accord.partners.views.leading import leads_on

HISTORY_PAGE = 20


@require_safe
@leads_on
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.public_partner(slug)
    mandates = list(partner.mandates.in_force_on(today).for_listing())
    sees_people = access.may_see_people(request.actor, partner, today)
    areas, challenges = list(partner.areas.all()), list(partner.challenges.all())
    way = trail(partner)
    return render(
        request,
        "partners/partner_detail.html",
        {
            "head": discovery.head(
                request,
                partner,
                on=today,
                trail=way,
                areas=areas,
                challenges=challenges,
            ),
            "areas": areas,
            "challenges": challenges,
            "partner": partner,
            "is_partner": partner.is_partner_on(today),
            "has_left": partner.has_left_on(today),
            "is_suspended": partner.is_suspended_on(today),
            "turn": suspension_of(partner) or last_leaving(partner),
            "timeline": timeline(partner),
            "aliases": partner.aliases.order_by("kind", "name"),
            "other_names": _other_names(partner),
            "identifiers": partner.identifiers.order_by("scheme", "value"),
            "mandates": mandates if sees_people else [],
            "roles": _roles(mandate.role for mandate in mandates),
            "may_edit": access.may_edit_profile(request.actor, partner, today),
            "may_make_keys": access.may_make_keys(request.actor, partner, today),
            "may_manage": access.may_manage_mandates(request.actor, partner, today),
            "may_decide": access.may_decide_standing(request.actor, partner, today),
            "may_leave": access.may_leave(request.actor, partner, today),
            "trail": way,
        },
    )


@require_safe
@leads_on
def history(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.public_partner(slug)
    sees_people = access.may_see_people(request.actor, partner, today)
    entries = past.entries_of(partner, with_people=sees_people)
    page = Paginator(entries, HISTORY_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "partners/partner_history.html",
        {
            "partner": partner,
            "page": page,
            "moments": past.told(page.object_list, with_people=sees_people),
            "sees_people": sees_people,
            "trail": trail(partner, _("History")),
        },
    )


def trail(partner: Partner, here: str = "") -> list[tuple[str, str | None]]:
    """Return the way up from a partner's page, or from a page below it."""
    way: list[tuple[str, str | None]] = [(_("Partners"), reverse("partners:list"))]
    if not here:
        return [*way, (partner.title, None)]
    return [*way, (partner.title, partner.get_absolute_url()), (here, None)]


def _other_names(partner: Partner) -> list[tuple[str, str]]:
    """Return the names not in the headline, each with its language."""
    shown = partner.name.in_language(get_language() or "en").language
    return [
        (language, partner.name.text_in(language))
        for language in partner.name.languages
        if language != shown
    ]


def _roles(roles: Iterable[str]) -> list[tuple[int, Role]]:
    """Return how many people hold each role, the highest first."""
    counts = Counter(roles)
    return [(counts[role], role) for role in reversed(Role) if counts[role]]
