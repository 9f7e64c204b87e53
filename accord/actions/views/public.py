"""What everyone may read of actions, and taking one back."""

from collections import Counter
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.actions import access, answers, discovery, operations
from accord.actions.facts import LABELS
from accord.actions.forms import WithdrawForm
from accord.actions.listing import Listing
from accord.actions.models import Action
from accord.atlas.models import Country
from accord.atlas.panels import world_figure
from accord.base import history, submissions
from accord.base.components import Figure, SummaryRow, applied_filters
from accord.base.models import Entry
from accord.base.multilingual import Multilingual
from accord.base.templatetags.components import day, money, number
from accord.partners.access import is_secretariat
from tally.charts.maps import world_map

PAGE_SIZE = 25
UNPROCESSABLE = 422
VERBS = {
    "begun": gettext_lazy("Begun as a draft"),
    "saved": gettext_lazy("Draft changed"),
    "imported": gettext_lazy("Imported"),
    "published": gettext_lazy("Published"),
    "revised": gettext_lazy("Changed"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "moved": gettext_lazy("Moved with the record of its organization"),
}
# What search engines and other sites say of the list.
DESCRIPTION = gettext_lazy(
    "What the partners of the coalition do for social justice: alone and together, "
    "where, and for whom."
)

# On a map of the world up to so many countries are ringed, to be found at a glance.
_FEW = 8


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    listing = Listing.of(request.GET, timezone.localdate())
    facets = listing.facets()
    page = Paginator(listing.actions().for_listing(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    trail = [(_("Actions"), None)]
    return render(
        request,
        "actions/list.html",
        {
            "head": discovery.head_of_list(
                request, page=page, trail=trail, description=str(DESCRIPTION)
            ),
            "listing": listing,
            "facets": facets,
            "applied": applied_filters(request.GET, [*listing.followed(), *facets]),
            "page": page,
            "figure": _map(listing, page.paginator.count),
            "keep": listing.kept(),
            "may_declare": access.may_declare(request.actor, listing.today),
            "may_import": is_secretariat(request.actor, listing.today),
            "trail": trail,
            "description": DESCRIPTION,
        },
    )


def _map(listing: Listing, total: int) -> Figure | None:
    counts = listing.actions_by_country()
    if not counts:
        return None
    return world_figure(
        counts,
        figure_id="map",
        title=_("Where these actions take place"),
        sentence=ngettext(
            "The action of this list takes place in {places}.",
            "The {count} actions of this list take place in {places}.",
            total,
        ).format(
            count=number(total),
            places=ngettext(
                "{count} country or area", "{count} countries and areas", len(counts)
            ).format(count=number(len(counts))),
        ),
        unit=_("Actions"),
        source=_("Declarations of the partners"),
        date=listing.today,
    )


@require_safe
def action(request: HttpRequest, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.visible_action(request.actor, reference, on=today)
    countries = list(found.countries.in_name_order(get_language() or "en"))
    what_for: dict[str, list[Any]] = {
        "areas": list(found.areas.all()),
        "challenges": list(found.challenges.all()),
        "targets": list(found.targets.select_related("goal")),
    }
    trail = _trail(found, None)
    return render(
        request,
        "actions/action.html",
        {
            "head": discovery.head(
                request,
                found,
                on=today,
                trail=trail,
                countries=countries,
                what_for=what_for,
            ),
            **what_for,
            "action": found,
            "stage": found.stage_on(today),
            "participations": found.participations.select_related(
                "partner__constituency"
            ).order_by("partner__sort_name"),
            "chart": _chart(found, countries),
            "countries": countries,
            "groups": found.groups.all(),
            "identifiers": found.external_identifiers.all(),
            "when": _when(found),
            "rows": _rows(found),
            "may_edit": access.may_edit(request.actor, found, today),
            "may_withdraw": access.may_withdraw(request.actor, found, today),
            "trail": trail,
        },
    )


def _chart(found: Action, countries: list[Country]) -> SafeString | str:
    """Return the map of an action. The list of its countries is its table."""
    if not countries:
        return ""
    drawn = world_map(
        {each.iso3: 1 for each in countries}, [each.place for each in countries]
    )
    return render_to_string(
        "atlas/_world_map.html", {"map": drawn, "ringed": len(countries) <= _FEW}
    )


def _when(found: Action) -> SafeString | str:
    if found.starts_on is None:
        return ""
    if found.ends_on is None:
        return format_html(
            _("From {start}, no end planned"), start=day(found.starts_on)
        )
    return format_html(
        _("{start} to {end}"), start=day(found.starts_on), end=day(found.ends_on)
    )


def _rows(found: Action) -> list[SummaryRow]:
    rows = []
    if found.budget is not None:
        rows.append(SummaryRow(_("Budget"), money(found.budget, found.currency)))
    rows.append(SummaryRow(_("Reference"), found.reference))
    return rows


@require_safe
def action_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what happened. Names of people are for the lead partner and the office."""
    today = timezone.localdate()
    found = access.visible_action(request.actor, reference, on=today)
    sees_names = access.may_see_behind(request.actor, found, today)
    entries = list(history.entries_of(found))
    if not sees_names:
        entries = _public(entries)
    shown = answers.Answers(*(e.before for e in entries), *(e.after for e in entries))
    names = answers.names_of_partners(each.partner for each in entries if each.partner)
    return render(
        request,
        "actions/history.html",
        {
            "action": found,
            "moments": [
                {
                    "on": each.on,
                    "verb": VERBS.get(each.verb, each.verb),
                    "partner": names.get(each.partner, ""),
                    "person": answers.signer_of(each) if sees_names else "",
                    "mandate": each.mandate if sees_names else "",
                    "changes": _changes(each, shown),
                }
                for each in entries
            ],
            "trail": _trail(found, _("History")),
        },
    )


def _public(entries: list[Entry]) -> list[Entry]:
    """Leave out what was written before publication, and with it who tried what."""
    verbs = Counter(each.verb for each in entries)
    if not verbs["published"]:
        return []
    first = next(i for i, e in enumerate(entries) if e.verb == "published")
    return entries[: first + 1]


def _changes(entry: Entry, shown: answers.Answers) -> list[dict[str, Any]]:
    """Return what an entry changed, fact by fact, before beside after."""
    labels = LABELS | {"reason": _("Reason")}
    return [
        {
            "label": labels[fact],
            "before": shown.shown(fact, entry.before),
            "after": shown.shown(fact, entry.after),
        }
        for fact in labels
        if entry.before.get(fact) or entry.after.get(fact)
    ]


@login_required
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    today = timezone.localdate()
    found = access.publishable_action(request.actor, reference, on=today)
    if found.published_on is None or found.withdrawn_on is not None:
        return redirect(found)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(_withdraw(request, found, form, today))
    return render(
        request,
        "actions/withdraw.html",
        {"action": found, "form": form, "trail": _trail(found, _("Withdraw"))},
        status=UNPROCESSABLE if form.errors else 200,
    )


def _withdraw(
    request: HttpRequest, found: Action, form: WithdrawForm, today: date
) -> str:
    reason = Multilingual.of(get_language() or "en", form.cleaned_data["reason"])

    def carry_out() -> str:
        operations.withdraw(found, reason, by=request.actor, on=today)
        return found.get_absolute_url()

    return submissions.once(form.cleaned_data["token"], carry_out)


def _trail(found: Action, here: str | None) -> list[tuple[Any, str | None]]:
    trail: list[tuple[Any, str | None]] = [(_("Actions"), reverse("actions:list"))]
    if here is None:
        return [*trail, (found, None)]
    return [*trail, (found, found.get_absolute_url()), (here, None)]
