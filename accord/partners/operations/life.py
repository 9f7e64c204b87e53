"""Suspending a partner, its leaving and its return; each with a reason and a letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history, notices
from accord.base.actor import Actor
from accord.partners import spans
from accord.partners.models import Mandate, Partner, Role, Standing, Turn
from accord.partners.spans import Span

DAY = timedelta(days=1)
LONGEST_NOTICE = timedelta(days=366)
# Whose mandates make them readers of letters to their organization.
ADDRESSED = (Role.FOCAL_POINT, Role.ALTERNATE, Role.SIGNATORY)


class NotPossible(Exception):
    """The partner is not in a state in which this can be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is decided, for three readers, in the language it is written in.

    `told` stands in the letter to the partner, `public` on its public page; `note`
    never leaves the secretariat.
    """

    told: str = ""
    public: str = ""
    note: str = ""
    language: str = "en"

    @classmethod
    def of(cls, reason: "Reason | str") -> "Reason":
        """Return a reason; plain words are what the partner is told."""
        return reason if isinstance(reason, cls) else cls(told=str(reason))


def begin_life(partner: Partner) -> None:
    """Write the first standing of a partner that was just admitted."""
    _store(
        partner,
        [
            Span(
                partner.joined_on,
                partner.left_on,
                partner.category_id,
                partner.constituency_id,
                partner.country_id,
                Standing.State.ACTIVE,
            )
        ]
        if partner.left_on is None or partner.left_on > partner.joined_on
        else [],
    )


def life_of(partner: Partner) -> list[Span]:
    """Return how a partner stood when, the earliest first."""
    return [
        Span(*row)
        for row in partner.standings.order_by("since").values_list(
            "since", "until", "category_id", "constituency_id", "country_id", "state"
        )
    ]


def _store(partner: Partner, life: Iterable[Span]) -> None:
    partner.standings.all().delete()
    Standing.objects.bulk_create(
        Standing(
            partner=partner,
            since=each.since,
            until=each.until,
            category_id=each.category_id,
            constituency_id=each.constituency_id,
            country_id=each.country_id,
            state=each.state,
        )
        for each in life
    )


def change_standing(partner: Partner, since: date, **values: Any) -> None:
    """Let category, constituency or country hold from a day on."""
    _store(partner, spans.changed(life_of(partner), since, **values))


def give_life(partner: Partner, life: Iterable[Span]) -> None:
    """Write a whole life anew, such as one of two records that became one."""
    _store(partner, life)


@transaction.atomic
def suspend(
    partner: Partner,
    reason: Reason | str,
    *,
    by: Actor,
    on: date,
    effective_on: date | None = None,
) -> Partner:
    """Let nobody act for a partner from a day on, today unless it is given.

    It stays a partner and is counted as one. Suspending again changes nothing.
    """
    current = _locked(partner)
    first = effective_on or on
    if current.suspended_on is not None:
        return current
    if first < on:
        raise NotPossible(
            _("A suspension cannot begin in the past: choose today or a later day.")
        )
    if not current.is_partner_on(first):
        raise NotPossible(
            _("%(partner)s is no partner on that day, so that it cannot be suspended.")
            % {"partner": current}
        )
    current.suspended_on = first
    current.save(update_fields=["suspended_on"])
    change_standing(current, first, state=Standing.State.SUSPENDED)
    _turned(current, Turn.Kind.SUSPENDED, first, Reason.of(reason), by=by, on=on)
    return current


@transaction.atomic
def resume(partner: Partner, reason: Reason | str, *, by: Actor, on: date) -> Partner:
    """End a suspension today; one that has not begun never does."""
    current = _locked(partner)
    if current.suspended_on is None:
        return current
    since = max(on, current.suspended_on)
    current.suspended_on = None
    current.save(update_fields=["suspended_on"])
    change_standing(current, since, state=Standing.State.ACTIVE)
    _turned(current, Turn.Kind.RESUMED, since, Reason.of(reason), by=by, on=on)
    return current


@transaction.atomic
def leave(
    partner: Partner, reason: Reason | str, *, last_day: date, by: Actor, on: date
) -> Partner:
    """End a partner's stay after `last_day`. Its record and what it did stay."""
    current = _locked(partner)
    if current.left_on is not None:
        raise NotPossible(_("%(partner)s has left already.") % {"partner": current})
    if last_day < current.joined_on:
        raise NotPossible(
            _("The last day cannot lie before the day of joining, %(day)s.")
            % {"day": current.joined_on.isoformat()}
        )
    if last_day > on + LONGEST_NOTICE:
        raise NotPossible(_("Choose a last day within a year from today."))
    current.left_on = last_day + DAY
    current.suspended_on = None
    current.save(update_fields=["left_on", "suspended_on"])
    _store(current, spans.ended(life_of(current), current.left_on))
    _turned(current, Turn.Kind.LEFT, current.left_on, Reason.of(reason), by=by, on=on)
    return current


@transaction.atomic
def rejoin(
    partner: Partner,
    reason: Reason | str,
    *,
    by: Actor,
    on: date,
    effective_on: date | None = None,
) -> Partner:
    """Let a partner that left, or is about to leave, be one again.

    Where no day is missing between leaving and return, the stay goes on as if it had
    never ended: so a leaving is taken back.
    """
    current = _locked(partner)
    if current.left_on is None:
        raise NotPossible(_("%(partner)s has not left.") % {"partner": current})
    first = effective_on or max(on, current.left_on)
    if first < current.left_on:
        raise NotPossible(
            _("It was still a partner on that day: choose %(day)s or a later day.")
            % {"day": current.left_on.isoformat()}
        )
    before = life_of(current)
    if first != current.left_on:
        current.joined_on = first
    current.left_on = None
    current.save(update_fields=["joined_on", "left_on"])
    life = spans.resumed(
        before,
        first,
        state=Standing.State.ACTIVE,
        category_id=current.category_id,
        constituency_id=current.constituency_id,
        country_id=current.country_id,
    )
    _store(current, life)
    _turned(current, Turn.Kind.RETURNED, first, Reason.of(reason), by=by, on=on)
    return current


def readers_of_letters(partner: Partner, on: date) -> list[Person]:
    """Return who is written to for a partner: focal points, alternates, signatories."""
    mandates = Mandate.objects.in_force_on(on).filter(
        partner=partner, role__in=ADDRESSED, person__is_active=True
    )
    people = {each.person for each in mandates.select_related("person")}
    return sorted(people, key=lambda person: person.pk)


def write_to(
    partner: Partner, template: str, context: dict[str, Any], *, on: date
) -> int:
    """Send a letter to a partner, to each reader in their language; return how many."""
    readers = readers_of_letters(partner, on)
    for person in readers:
        notices.send(
            person.email,
            template,
            {"partner": partner, "person": person, **context},
            language=person.language,
        )
    return len(readers)


def note_turn(
    partner: Partner,
    kind: Turn.Kind,
    effective_on: date,
    reason: Reason,
    letters: int,
    *,
    by: Actor,
    on: date,
) -> None:
    """Write down a turn of a partner's life; `letters` were sent about it."""
    Turn.objects.create(
        partner=partner,
        kind=kind,
        effective_on=effective_on,
        decided_on=on,
        public=reason.public,
        told=reason.told,
        note=reason.note,
        language=reason.language,
        decided_by=by.person if isinstance(by.person, Person) else None,
        letters=letters,
    )


def _locked(partner: Partner) -> Partner:
    return Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)


def _turned(
    partner: Partner,
    kind: Turn.Kind,
    effective_on: date,
    reason: Reason,
    *,
    by: Actor,
    on: date,
) -> None:
    """Keep the turn with its reasons, write the letter, and record what happened."""
    letters = write_to(
        partner,
        f"partners/emails/{kind}.txt",
        {
            "reason": reason.told,
            "day": effective_on,
            "last_day": effective_on - DAY,
            "is_ahead": effective_on > on,
        },
        on=on,
    )
    note_turn(partner, kind, effective_on, reason, letters, by=by, on=on)
    history.record(partner, kind, by=by, on=on, after={"effective_on": effective_on})
