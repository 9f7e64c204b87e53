"""Cases in views: what they wait for, how many there are, and for how long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.joining.models import State as ApplicationState
from accord.screening.models import State
from accord.screening.querysets import CaseQuerySet

_ASKED = Q(application__state=ApplicationState.ASKED)


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the cases. `nothing` says what an empty one means."""

    code: str
    label: str | Promise
    nothing: str | Promise
    among: Callable[[CaseQuerySet, Person, date], CaseQuerySet]


def _decided(cases: CaseQuerySet, _person: Person, _on: date) -> CaseQuerySet:
    return cases.filter(state__in=[State.DECIDED, State.CLOSED]).order_by("-moved_at")


VIEWS = {
    each.code: each
    for each in (
        View(
            "take",
            _("To take"),
            _("Every application has its screener."),
            lambda cases, _person, _on: cases.filter(state=State.OPEN, screener=None),
        ),
        View(
            "mine",
            _("Yours"),
            _("You have no open case. Take one of those that nobody has."),
            lambda cases, person, _on: cases.filter(
                state=State.OPEN, screener=person
            ).exclude(_ASKED),
        ),
        View(
            "others",
            _("With others"),
            _("No other screener has an open case."),
            lambda cases, person, _on: (
                cases.filter(state=State.OPEN, screener__isnull=False)
                .exclude(screener=person)
                .exclude(_ASKED)
            ),
        ),
        View(
            "asked",
            _("Waiting for an answer"),
            _("No applicant owes us an answer."),
            lambda cases, _person, _on: cases.filter(_ASKED, state=State.OPEN),
        ),
        View(
            "decide",
            _("To decide"),
            _("Nothing waits for a decision of yours."),
            lambda cases, person, _on: cases.filter(state=State.RECOMMENDED).exclude(
                recommendations__taken_back_at=None, recommendations__by=person
            ),
        ),
        View(
            "held",
            _("Decided just now"),
            _("No decision is held back."),
            lambda cases, _person, _on: cases.filter(
                decisions__undone_at=None,
                decisions__carried_out_at=None,
                decisions__isnull=False,
            ).distinct(),
        ),
        View(
            "review",
            _("To look at again"),
            _("No partner is due for a review."),
            lambda cases, _person, on: cases.to_review(on + timedelta(days=14)),
        ),
        View("done", _("Decided and closed"), _("No case is decided yet."), _decided),
    )
}
# From so many days on, to so many: what a count by age tells.
AGES = ((0, 7), (8, 14), (15, 28), (29, None))


def in_view(cases: CaseQuerySet, code: str, person: Person, on: date) -> CaseQuerySet:
    """Return the cases of a view, those that wait longest first."""
    found = VIEWS[code].among(cases, person, on)
    return found if code == "done" else found.order_by("moved_at", "pk")


def first_view(cases: CaseQuerySet, person: Person) -> str:
    """Return what to begin with: the reader's own cases, then those to take."""
    on = timezone.localdate()
    for code in ("mine", "decide"):
        if in_view(cases, code, person, on).exists():
            return code
    return "take"


def tabs(
    cases: CaseQuerySet, person: Person, on: date, current: str
) -> list[tuple[View, int, bool]]:
    """Return each view with how many cases it holds, and whether it is shown."""
    return [
        (view, view.among(cases, person, on).count(), view.code == current)
        for view in VIEWS.values()
    ]


def ages(cases: CaseQuerySet, on: date) -> list[tuple[int, int | None, int]]:
    """Return how many cases have waited for so many days: from, to, count."""
    days = [
        (on - timezone.localdate(each)).days
        for each in cases.order_by().values_list("moved_at", flat=True)
    ]
    return [
        (least, most, sum(least <= max(each, 0) <= (most or 10**6) for each in days))
        for least, most in AGES
    ]
