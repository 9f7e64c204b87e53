"""Stretches of a partner's life during which nothing that is counted changed.

Plain values, in order and without overlap; a gap is a time outside the coalition.
What the verbs do to a life is done here, so that it can be tested without a database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` until the day before `until`, which is open when None."""

    since: date
    until: date | None
    category_id: int
    constituency_id: int
    country_id: str | None
    state: str

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def goes_on_as(self, other: "Span") -> bool:
        """Say whether `other` follows without a gap and without a change."""
        return self.until == other.since and other == replace(
            self, since=other.since, until=other.until
        )


def ended(life: Iterable[Span], on: date) -> list[Span]:
    """Return a life of which nothing is left from `on` on."""
    return [
        replace(each, until=on if each.until is None else min(each.until, on))
        for each in life
        if each.since < on
    ]


def changed(life: Iterable[Span], since: date, **values: Any) -> list[Span]:
    """Return a life in which `values` hold from `since` on, as far as it reaches."""
    parts: list[Span] = []
    for each in life:
        if each.since >= since:
            parts.append(replace(each, **values))
        elif each.until is not None and each.until <= since:
            parts.append(each)
        else:
            parts.append(replace(each, until=since))
            parts.append(replace(each, since=since, **values))
    return joined(parts)


def resumed(life: Sequence[Span], since: date, **values: Any) -> list[Span]:
    """Return a life that goes on from `since`, as its last part was but for `values`.

    They tell what changed while the organization was away.
    """
    return joined([*life, replace(life[-1], since=since, until=None, **values)])


def united(kept: Sequence[Span], absorbed: Sequence[Span]) -> list[Span]:
    """Return the life of one organization that had two records.

    Each day counts once: as the kept record has it, or as the absorbed one where only
    that was there.
    """
    edges = sorted({each.since for each in (*kept, *absorbed)} | _ends(kept, absorbed))
    parts: list[Span] = []
    for number, edge in enumerate(edges):
        span = _at(kept, edge) or _at(absorbed, edge)
        if span is not None:
            following = edges[number + 1] if number + 1 < len(edges) else None
            parts.append(replace(span, since=edge, until=following))
    return joined(parts)


def joined(life: Iterable[Span]) -> list[Span]:
    """Return the same life in as few parts as tell it."""
    parts: list[Span] = []
    for each in sorted(life, key=lambda span: span.since):
        if parts and parts[-1].goes_on_as(each):
            parts[-1] = replace(parts[-1], until=each.until)
        else:
            parts.append(each)
    return parts


def _ends(*lives: Sequence[Span]) -> set[date]:
    return {each.until for life in lives for each in life if each.until is not None}


def _at(life: Sequence[Span], day: date) -> Span | None:
    return next((each for each in life if each.covers(day)), None)
