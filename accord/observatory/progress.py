"""Progress of an area towards the target of an indicator, by four rules side by side.

The rules are `tally.progress`'s; here they get the indicator's target and the words of
the reader. What a rule says is printed with the rule itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accord.observatory.changes import known
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject, written
from accord.observatory.reading import Observation
from tally.progress import (
    CUTS,
    CUTS_WITHOUT_TARGET,
    Assessment,
    Course,
    Point,
    Rule,
    Verdict,
    Why,
    assess,
    baseline,
    with_probabilities,
)
from tally.progress.model import Direction

Text = str | Promise
_BOUNDED = {"percent": (0.0, 100.0)}
BASELINE, TARGET_YEAR = 2015, 2030

NAMES: Mapping[Rule, Text] = {
    Rule.UN: gettext_lazy("United Nations, Progress Chart"),
    Rule.EUROSTAT: gettext_lazy("Eurostat"),
    Rule.SDSN: gettext_lazy("SDSN, Sustainable Development Report"),
    Rule.ESCAP: gettext_lazy("Regional commissions of the United Nations (ESCAP)"),
}
RULES: Mapping[Rule, Text] = {
    Rule.UN: gettext_lazy(
        "The yearly growth so far is carried on to the year of the target; counted is "
        "the part of the way from the first value to the target that would be made."
    ),
    Rule.EUROSTAT: gettext_lazy(
        "The yearly growth so far is divided by the yearly growth that would have led "
        "from the first value to the target."
    ),
    Rule.SDSN: gettext_lazy(
        "The change per year so far is divided by the change per year that would have "
        "led from the first value to the target."
    ),
    Rule.ESCAP: gettext_lazy(
        "A line through all values, recent ones weighing more, is carried on to the "
        "year of the target; counted is the part of the way that would be left."
    ),
}
VERDICTS: Mapping[Verdict, Text] = {
    Verdict.ON_TRACK: gettext_lazy("on track"),
    Verdict.FAIR: gettext_lazy("fair progress, but too slow"),
    Verdict.STAGNATION: gettext_lazy("stagnation or regression"),
    Verdict.SIGNIFICANT: gettext_lazy("significant progress"),
    Verdict.MODERATE: gettext_lazy("moderate progress"),
    Verdict.INSUFFICIENT: gettext_lazy("insufficient progress"),
    Verdict.MODERATELY_AWAY: gettext_lazy("moderate movement away"),
    Verdict.AWAY: gettext_lazy("movement away from the target"),
    Verdict.PACE_KEPT: gettext_lazy("at the pace needed, or reached"),
    Verdict.PACE_SLOW: gettext_lazy("more than half the pace needed"),
    Verdict.STANDSTILL: gettext_lazy("less than half the pace needed"),
    Verdict.DECREASING: gettext_lazy("going the wrong way"),
    Verdict.MAINTAIN: gettext_lazy("keep it up"),
    Verdict.ACCELERATE: gettext_lazy("speed up"),
    Verdict.REVERSE: gettext_lazy("turn round"),
    Verdict.NOT_ASSESSED: gettext_lazy("not assessed"),
}
WHYS: Mapping[Why, Text] = {
    Why.TOO_FEW: gettext_lazy("There are no two values to compare since %(year)s."),
    Why.BREAK: gettext_lazy(
        "A break in the series lies between the first and the last value."
    ),
    Why.ZERO: gettext_lazy("A value or a target of zero has no rate of growth."),
    Why.SIGN: gettext_lazy("Values of both signs have no rate of growth."),
    Why.GROWTH_RATE: gettext_lazy("A growth rate has no rate of growth of its own."),
    Why.NO_DIRECTION: gettext_lazy("Neither more nor less of it is better."),
    Why.NO_TARGET: gettext_lazy("This rule needs a target, and there is none."),
    Why.TARGET_YEAR: gettext_lazy(
        "The first value is not older than the year of the target."
    ),
}
# Where a class stands for better or worse: drawn, never the only carrier.
TONES: Mapping[Verdict, str] = {
    **dict.fromkeys(
        (Verdict.ON_TRACK, Verdict.SIGNIFICANT, Verdict.PACE_KEPT, Verdict.MAINTAIN),
        "good",
    ),
    **dict.fromkeys(
        (Verdict.STAGNATION, Verdict.AWAY, Verdict.DECREASING, Verdict.REVERSE), "bad"
    ),
    Verdict.NOT_ASSESSED: "none",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What one rule says, in words. `chances` are classes with their probability."""

    code: str
    name: Text
    verdict: Text
    tone: str
    reason: str
    measure: str
    rule: Text
    cuts: Sequence[str]
    chances: Sequence[tuple[Text, float]]


@dataclass(frozen=True, slots=True)
class Progress:
    """The rules side by side: from which value to which, and whether they agree."""

    first: Observation | None
    last: Observation | None
    course: str
    judged: Sequence[Judged]
    agreement: str


def progress(indicator: Indicator, line: Sequence[Observation]) -> Progress:
    """Judge one headline line of one area, in the order of its times.

    Projections are left out, and of reported and modelled values those that the last
    is not; only yearly values count.
    """
    usable = _usable(line)
    course = course_of(indicator, usable)
    found = [with_probabilities(each, course) for each in assess(course)]
    first = _first(usable, course)
    last = usable[-1] if usable else None
    return Progress(
        first,
        last,
        _course(Subject.of(indicator), first, last, course),
        [_judged(each, course) for each in found],
        _agreement(found),
    )


def course_of(indicator: Indicator, usable: Sequence[Observation]) -> Course:
    """Return the course that the rules judge, with its target in its unit."""
    points = [
        Point(each.year, each.value or 0.0, each.error, breaks=each.breaks)
        for each in usable
    ]
    direction: Direction | None = {-1: -1, 1: 1}.get(indicator.polarity)  # type: ignore[assignment]
    course = Course(
        points,
        direction,
        target_year=indicator.target_year or TARGET_YEAR,
        baseline_year=indicator.baseline_year or BASELINE,
        limits=_BOUNDED.get(indicator.unit.code, (None, None)),
    )
    return replace(course, target=_target(indicator, baseline(course)))


def _usable(line: Sequence[Observation]) -> list[Observation]:
    """Return the values that compare with the last: same basis, same definition."""
    yearly = [each for each in known(line) if len(each.time) == 4]
    if not yearly:
        return []
    last = yearly[-1]
    return [
        each
        for each in yearly
        if (each.basis, each.definition) == (last.basis, last.definition)
    ]


def _first(usable: Sequence[Observation], course: Course) -> Observation | None:
    start = baseline(course)
    return next((each for each in usable if start and each.year == start.year), None)


def _course(
    subject: Subject,
    first: Observation | None,
    last: Observation | None,
    course: Course,
) -> str:
    if first is None or last is None or first == last:
        return ""
    told = {
        "before": subject.short(first.value or 0.0),
        "first": first.time,
        "now": subject.value(last.value or 0.0),
        "last": last.time,
    }
    if course.target is None:
        return _("%(before)s in %(first)s, %(now)s in %(last)s.") % told
    return _(
        "%(before)s in %(first)s, %(now)s in %(last)s; the target is %(target)s in "
        "%(year)s."
    ) % {
        **told,
        "target": subject.value(course.target),
        "year": course.target_year,
    }


def _target(indicator: Indicator, start: Point | None) -> float | None:
    if indicator.target is None:
        return None
    if indicator.target_kind == Indicator.TargetKind.VALUE:
        return float(indicator.target)
    return None if start is None else float(indicator.target) * start.value


def _judged(each: Assessment, course: Course) -> Judged:
    reason = ""
    if each.why is not None:
        reason = str(WHYS[each.why])
        if each.why is Why.TOO_FEW:
            reason %= {"year": course.baseline_year}
    return Judged(
        each.rule.value,
        NAMES[each.rule],
        VERDICTS[each.verdict],
        TONES.get(each.verdict, "middling"),
        reason,
        _measure(each, course),
        RULES[each.rule],
        _cuts(each.rule, course),
        [(VERDICTS[verdict], share) for verdict, share in each.probabilities.items()],
    )


def _measure(each: Assessment, course: Course) -> str:
    if each.measure is None:
        return ""
    if course.target is None:
        return _("%(growth)s per cent a year in the better direction") % {
            "growth": written(100 * each.measure, 1)
        }
    # Halves are even halves: not those that arithmetic missed by the last digit.
    share = round(each.measure if each.rule is Rule.ESCAP else 100 * each.measure, 9)
    number = {"share": written(share, 0)}
    match each.rule:
        case Rule.UN:
            return _("%(share)s per cent of the way by then") % number
        case Rule.EUROSTAT:
            return _("%(share)s per cent of the growth needed") % number
        case Rule.SDSN:
            return _("%(share)s per cent of the pace needed") % number
        case Rule.ESCAP:
            return _("%(share)s per cent of the way left by then") % number


def _cuts(rule: Rule, course: Course) -> list[str]:
    """Say what each class begins at, the best first."""
    cuts = (CUTS if course.target is not None else CUTS_WITHOUT_TARGET).get(rule, {})
    return [
        str(
            format_lazy(
                pgettext_lazy("class of progress: its limit", "{verdict}: {limit}"),
                verdict=VERDICTS[verdict],
                limit=_limit(rule, least, is_growth=course.target is None),
            )
        )
        for verdict, least in cuts.items()
    ]


def _limit(rule: Rule, least: float, *, is_growth: bool) -> str:
    if not isfinite(least):
        return _("otherwise")
    if rule is Rule.ESCAP:
        return _("at most %(number)s per cent") % {"number": written(-least, 0)}
    decimals = 1 if is_growth else 0
    return _("at least %(number)s per cent") % {
        "number": written(100 * least, decimals)
    }


def _agreement(found: Sequence[Assessment]) -> str:
    tones = {
        TONES.get(each.verdict, "middling")
        for each in found
        if each.verdict is not Verdict.NOT_ASSESSED
    }
    if not tones:
        return _("None of the four rules can judge this.")
    if len(tones) == 1:
        return _("The rules that can judge agree.")
    return _("The rules do not agree: how progress is counted decides the verdict.")
