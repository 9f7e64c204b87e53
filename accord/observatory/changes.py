"""When a difference between two years may be called a rise or a fall.

The published rule (methods, section 10): if the source gives intervals, only where the
interval of the difference, at 95 %, leaves out zero. Without intervals, only where the
difference is at least the smallest one that the indicator calls worth a word. Never
across a break in the series, nor between a measured value and one of a model, nor with
a projection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from accord.observatory.reading import Observation
from tally.progress import Z_95


class Verdict(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    # The intervals leave open whether anything changed.
    UNCLEAR = "unclear"
    # Without intervals: too small to be called a change.
    SMALL = "small"
    # Nobody has said what is worth a word: the two values stand side by side.
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class Change:
    """From the first to the last value that compare with each other.

    `broken_in` is the year of the last break, before which values do not compare.
    """

    first: Observation
    last: Observation
    verdict: Verdict
    broken_in: str = ""

    @property
    def difference(self) -> float:
        """The last value less the first, before either is rounded."""
        return _value(self.last) - _value(self.first)


def known(observations: Sequence[Observation]) -> list[Observation]:
    """Return what was measured or estimated: values, without projections."""
    return [
        each
        for each in observations
        if each.value is not None and each.basis != "projected"
    ]


def is_break(observation: Observation) -> bool:
    """Say whether values before this one do not compare with it."""
    return observation.breaks or "B" in observation.status.upper()


def change_of(
    line: Sequence[Observation], *, worth: float | None, decimals: int
) -> Change | None:
    """Return how one line moved since its last break; None with fewer than two values.

    The ends are of one basis: where the last value is measured, the first measured one.
    """
    values = known(line)
    if not values:
        return None
    breaks = [place for place, each in enumerate(values) if place and is_break(each)]
    since = values[breaks[-1] :] if breaks else values
    last = since[-1]
    alike = [each for each in since if each.basis == last.basis]
    if len(alike) < 2:
        return None
    broken_in = values[breaks[-1]].time if breaks else ""
    verdict = _verdict(alike[0], last, worth, decimals)
    return Change(alike[0], last, verdict, broken_in)


def _verdict(
    first: Observation, last: Observation, worth: float | None, decimals: int
) -> Verdict:
    difference = _value(last) - _value(first)
    errors = [first.error, last.error]
    moved = Verdict.ROSE if difference > 0 else Verdict.FELL
    if all(error is not None for error in errors):
        # Without the covariance of the two samples: wider than it need be, never
        # narrower where the same people are asked twice.
        reach = Z_95 * hypot(*(error or 0.0 for error in errors))
        shown = abs(difference) >= 0.5 * 10**-decimals
        return moved if abs(difference) > reach and shown else Verdict.UNCLEAR
    if worth is None:
        return Verdict.UNJUDGED
    return moved if abs(difference) >= worth and difference else Verdict.SMALL


def _value(observation: Observation) -> float:
    if observation.value is None:
        raise ValueError(f"{observation.area} {observation.time} has no value.")
    return observation.value
