"""How probable each class of a rule is, given how sure first and last value are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import sqrt
from statistics import NormalDist

from tally.progress.model import Assessment, Course, Point, Rule, Verdict
from tally.progress.rules import Unassessed, assess_by, ends, growth

# So many equally probable values stand for each of the two distributions.
_STEPS = 101


def with_probabilities(
    assessment: Assessment, course: Course, *, steps: int = _STEPS
) -> Assessment:
    """Return the assessment with the probability of each class.

    First and last value are taken as independent and normal with their standard
    errors; where either error is unknown the assessment comes back as it was. Values
    between them stay as they are. Not random: a grid of quantiles gives the same
    probabilities every time, to about one per cent.
    """
    try:
        first, last = ends(course)
    except Unassessed:
        return assessment
    if first.error is None or last.error is None:
        return assessment
    return replace(
        assessment,
        probabilities=_shares(assessment.rule, course, first, last, steps),
    )


def _shares(
    rule: Rule, course: Course, first: Point, last: Point, steps: int
) -> Mapping[Verdict, float]:
    found: Counter[Verdict] = Counter()
    for low in _values(first, steps):
        for high in _values(last, steps):
            moved = [_moved(each, first, last, low, high) for each in course.points]
            found[assess_by(rule, replace(course, points=moved)).verdict] += 1
    return {
        verdict: found[verdict] / found.total() for verdict in Verdict if found[verdict]
    }


def _moved(each: Point, first: Point, last: Point, low: float, high: float) -> Point:
    if each.year == first.year:
        return replace(each, value=low)
    return replace(each, value=high) if each.year == last.year else each


def _values(point: Point, steps: int) -> list[float]:
    error = point.error or 0.0
    return (
        [point.value + error * z for z in _quantiles(steps)] if error else [point.value]
    )


@cache
def _quantiles(steps: int) -> tuple[float, ...]:
    normal = NormalDist()
    return tuple(normal.inv_cdf((each + 0.5) / steps) for each in range(steps))


def growth_error(first: Point, last: Point) -> float:
    """Return the standard error of the compound yearly growth, by the delta method.

    (1+g)/(t-b) * sqrt(cv_b^2 + cv_t^2), for independent samples. Raises `Unassessed`
    as `growth` does, and ValueError where an error is unknown.
    """
    if first.error is None or last.error is None:
        message = "The standard errors of both values are needed."
        raise ValueError(message)
    years = last.year - first.year
    grown = growth(first.value, last.value, years)
    spread = sqrt((first.error / first.value) ** 2 + (last.error / last.value) ** 2)
    return (1 + grown) / years * spread
