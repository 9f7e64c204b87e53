"""Four published rules for progress towards a target, applied to one course.

UN: United Nations, Progress Chart, technical note 2023, as EUSTAT restates it: the
compound growth so far is carried on to the year of the target; R is the part of the
way made by then. Eurostat (also Statistics Canada, Open SDG): compound growth so far
over the compound growth that is needed. SDSN: linear pace so far over the linear pace
needed. ESCAP and the other regional commissions: a line through all points, recent
ones weighing more, is carried on; P is the share of the way that will be left.

The cuts stand in `CUTS` and are printed under results. What the rules leave open is
decided here: a zero, or values of both signs, have no compound growth and get no
verdict from the first two rules; a target that is met already counts as reached; one
that was met and is lost counts as moving away.
"""

from collections.abc import Callable, Mapping
from math import inf, isfinite

from tally.progress.baseline import baseline
from tally.progress.model import Assessment, Course, Point, Rule, Verdict, Why

# The least measure of each class, the best class first.
CUTS: Mapping[Rule, Mapping[Verdict, float]] = {
    Rule.UN: {
        Verdict.ON_TRACK: 0.95,
        Verdict.FAIR: 0.10,
        Verdict.STAGNATION: -inf,
    },
    Rule.EUROSTAT: {
        Verdict.SIGNIFICANT: 0.95,
        Verdict.MODERATE: 0.60,
        Verdict.INSUFFICIENT: 0.0,
        Verdict.AWAY: -inf,
    },
    Rule.SDSN: {
        Verdict.PACE_KEPT: 1.0,
        Verdict.PACE_SLOW: 0.5,
        Verdict.STANDSTILL: 0.0,
        Verdict.DECREASING: -inf,
    },
    # The share left falls as things get better: cut from its negative.
    Rule.ESCAP: {
        Verdict.MAINTAIN: -10.0,
        Verdict.ACCELERATE: -100.0,
        Verdict.REVERSE: -inf,
    },
}
# Yearly growth in the better direction, where there is no target.
CUTS_WITHOUT_TARGET: Mapping[Rule, Mapping[Verdict, float]] = {
    Rule.UN: {
        Verdict.ON_TRACK: 0.02,
        Verdict.FAIR: 0.005,
        Verdict.STAGNATION: -inf,
    },
    Rule.EUROSTAT: {
        Verdict.SIGNIFICANT: 0.01,
        Verdict.MODERATE: 0.0,
        Verdict.MODERATELY_AWAY: -0.01,
        Verdict.AWAY: -inf,
    },
}


class Unassessed(Exception):
    """A rule cannot judge, for a reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def assess(course: Course) -> list[Assessment]:
    """Apply the four rules, in the order of `Rule`."""
    return [assess_by(rule, course) for rule in Rule]


def assess_by(rule: Rule, course: Course) -> Assessment:
    """Apply one rule to a course. Costs microseconds."""
    try:
        first, last = ends(course)
        direction = course.direction
        if direction is None:
            raise Unassessed(Why.NO_DIRECTION)
        if course.target is None:
            return _without_target(rule, course, first, last)
        if course.target_year <= first.year:
            raise Unassessed(Why.TARGET_YEAR)
        met_then = direction * (first.value - course.target) >= 0
        met_now = direction * (last.value - course.target) >= 0
        if met_then or met_now:
            kept = next(iter(CUTS[rule]))
            lost = list(CUTS[rule])[-1]
            return Assessment(rule, kept if met_now else lost)
        measure, steps = _MEASURES[rule](course, first, last)
    except Unassessed as reason:
        return Assessment(rule, Verdict.NOT_ASSESSED, why=reason.why)
    cut = -measure if rule is Rule.ESCAP else measure
    return Assessment(rule, verdict_of(CUTS[rule], cut), measure, steps=steps)


def verdict_of(cuts: Mapping[Verdict, float], measure: float) -> Verdict:
    """Return the best class whose least measure is reached.

    A measure that misses a cut by the last digit of a float reaches it.
    """
    return next(
        verdict
        for verdict, least in cuts.items()
        if measure >= least - 1e-12 * max(1.0, abs(least) if isfinite(least) else 1.0)
    )


def ends(course: Course) -> tuple[Point, Point]:
    """Return the first point that counts and the last one.

    Raises `Unassessed` when there is one only, or a break lies between them.
    """
    first = baseline(course)
    last = course.points[-1] if course.points else None
    if first is None or last is None or first.year >= last.year:
        raise Unassessed(Why.TOO_FEW)
    if any(
        each.breaks for each in course.points if first.year < each.year <= last.year
    ):
        raise Unassessed(Why.BREAK)
    return first, last


def growth(first: float, last: float, years: int) -> float:
    """Return the compound yearly growth, a fraction.

    Raises `Unassessed` for zeros and for values of both signs.
    """
    if not first or not last:
        raise Unassessed(Why.ZERO)
    if (first < 0) != (last < 0):
        raise Unassessed(Why.SIGN)
    return float((last / first) ** (1 / years)) - 1


def _without_target(
    rule: Rule, course: Course, first: Point, last: Point
) -> Assessment:
    cuts = CUTS_WITHOUT_TARGET.get(rule)
    if cuts is None:
        raise Unassessed(Why.NO_TARGET)
    if course.is_rate:
        raise Unassessed(Why.GROWTH_RATE)
    grown = growth(first.value, last.value, last.year - first.year)
    # Of values below zero, growth in size is a fall.
    better = grown * (course.direction or 1) * (1 if first.value > 0 else -1)
    return Assessment(rule, verdict_of(cuts, better), better, steps={"growth": grown})


Measured = tuple[float, Mapping[str, float]]


def _un(course: Course, first: Point, last: Point) -> Measured:
    if course.is_rate:
        raise Unassessed(Why.GROWTH_RATE)
    target = _target(course)
    grown = growth(first.value, last.value, last.year - first.year)
    ahead = max(course.target_year - last.year, 0)
    expected = _within(course, last.value * (1 + grown) ** ahead)
    ratio = (expected - first.value) / (target - first.value)
    return ratio, {"growth": grown, "expected": expected}


def _eurostat(course: Course, first: Point, last: Point) -> Measured:
    if course.is_rate:
        raise Unassessed(Why.GROWTH_RATE)
    grown = growth(first.value, last.value, last.year - first.year)
    needed = growth(first.value, _target(course), course.target_year - first.year)
    return grown / needed, {"growth": grown, "needed": needed}


def _sdsn(course: Course, first: Point, last: Point) -> Measured:
    actual = (last.value - first.value) / (last.year - first.year)
    needed = (_target(course) - first.value) / (course.target_year - first.year)
    return actual / needed, {"pace": actual, "needed": needed}


def _escap(course: Course, first: Point, last: Point) -> Measured:
    target = _target(course)
    since = [each for each in course.points if each.year >= first.year]
    expected = _within(course, carried_on(since, course.target_year))
    beyond = (course.direction or 1) * (expected - target) >= 0
    way = abs(target - first.value)
    left = 0.0 if beyond else 100 * abs(target - expected) / way
    made = 10 * (last.value - first.value) / (target - first.value)
    return left, {"expected": expected, "status": made}


_MEASURES: Mapping[Rule, Callable[[Course, Point, Point], Measured]] = {
    Rule.UN: _un,
    Rule.EUROSTAT: _eurostat,
    Rule.SDSN: _sdsn,
    Rule.ESCAP: _escap,
}


def carried_on(points: list[Point], year: int) -> float:
    """Return where a weighted line through the points stands in `year`.

    Weights grow by one from the first year on; this is our reading of "recent years
    weigh more", whose weights the commissions' notes do not state. Two points give the
    line through them, whatever the weights.
    """
    start = points[0].year
    weights = [each.year - start + 1 for each in points]
    whole = sum(weights)
    centre = sum(w * each.year for w, each in zip(weights, points, strict=True)) / whole
    mean = sum(w * each.value for w, each in zip(weights, points, strict=True)) / whole
    spread = sum(
        w * (each.year - centre) ** 2 for w, each in zip(weights, points, strict=True)
    )
    slope = (
        sum(
            w * (each.year - centre) * (each.value - mean)
            for w, each in zip(weights, points, strict=True)
        )
        / spread
    )
    return mean + slope * (year - centre)


def _target(course: Course) -> float:
    if course.target is None:
        raise Unassessed(Why.NO_TARGET)
    return course.target


def _within(course: Course, value: float) -> float:
    least, most = course.limits
    if least is not None:
        value = max(value, least)
    return value if most is None else min(value, most)
