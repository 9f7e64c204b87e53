"""What a rule of progress is asked, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal[-1, 1]
# Half the width of a 95 per cent interval, in standard errors of a normal value.
Z_95 = 1.959963984540054


class Rule(StrEnum):
    """The four published rules, by who published them."""

    UN = "un"
    EUROSTAT = "eurostat"
    SDSN = "sdsn"
    ESCAP = "escap"


class Verdict(StrEnum):
    """The classes of the rules, the best first. No rule has all of them."""

    ON_TRACK = "on-track"
    FAIR = "fair"
    STAGNATION = "stagnation"
    SIGNIFICANT = "significant"
    MODERATE = "moderate"
    INSUFFICIENT = "insufficient"
    MODERATELY_AWAY = "moderately-away"
    AWAY = "away"
    PACE_KEPT = "pace-kept"
    PACE_SLOW = "pace-slow"
    STANDSTILL = "standstill"
    DECREASING = "decreasing"
    MAINTAIN = "maintain"
    ACCELERATE = "accelerate"
    REVERSE = "reverse"
    NOT_ASSESSED = "not-assessed"


class Why(StrEnum):
    """Why a rule gives no verdict."""

    TOO_FEW = "too-few"
    BREAK = "break"
    ZERO = "zero"
    SIGN = "sign"
    GROWTH_RATE = "growth-rate"
    NO_DIRECTION = "no-direction"
    NO_TARGET = "no-target"
    TARGET_YEAR = "target-year"


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year, with its standard error where that is known.

    `breaks` says that it does not compare with the points before it.
    """

    year: int
    value: float
    error: float | None = None
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Points of one line and where they should lead.

    `direction` is 1 where more is better, -1 where less is. `target` is to be reached
    in `target_year`; without one the rules judge the pace alone. `limits` are the
    least and the greatest value that can be. A growth rate has no growth rate of its
    own (`is_rate`): rules of compound growth do not judge it.
    """

    points: Sequence[Point]
    direction: Direction | None
    target: float | None = None
    target_year: int = 2030
    baseline_year: int = 2015
    limits: tuple[float | None, float | None] = (None, None)
    is_rate: bool = False

    def __post_init__(self) -> None:
        years = [each.year for each in self.points]
        if years != sorted(set(years)):
            message = f"The years of a course grow; these do not: {years}."
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one rule says of a course.

    `measure` is what the classes are cut from: a ratio of actual to needed (UN,
    Eurostat, SDSN), the share of the way still to go in per cent (ESCAP), or, without
    a target, the yearly growth in the better direction (fraction). `steps` holds the
    numbers on the way, by name. `probabilities` are those of each class, where the
    standard errors of first and last value are known.
    """

    rule: Rule
    verdict: Verdict
    measure: float | None = None
    why: Why | None = None
    steps: Mapping[str, float] = field(default_factory=dict)
    probabilities: Mapping[Verdict, float] = field(default_factory=dict)
