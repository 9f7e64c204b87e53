"""What a profile says, in words: values, courses, places, flags and what is missing.

A course is told by the rule that the page prints (`tally.progress.trend`): words carry
it, the arrow and its colour only repeat them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from accord.atlas.models import Challenge, Pillar
from accord.atlas.models.named import active_language, text_in
from accord.observatory import words
from accord.observatory.models import Indicator, Source
from accord.observatory.numerals import Subject
from accord.observatory.places.positions import Position
from accord.observatory.places.profile import Absence, Flag, Gap, Group, Profile, Row
from tally.charts.course import Point
from tally.charts.sparkline import timeline
from tally.charts.svg import Direction
from tally.progress import Trend, Way

# A sparkline shows so many years at most; older ones are on the indicator's own page.
YEARS_DRAWN = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a profile as it is printed.

    `course` is one of up, down, steady, unknown; `judged` better, worse or "".
    """

    code: str
    name: str
    url: str
    value: str
    unit: str
    time: str
    source: str
    chart: SafeString | str
    course: str
    judged: str
    moved: str
    place: str
    flags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A row that an earlier section shows in full."""

    name: str
    url: str
    value: str
    time: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Indicators that lack a value for one reason, each with what it wants, or ""."""

    why: str
    indicators: Sequence[tuple[Subject, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A challenge or a pillar: its finding, its lines, and what is missing.

    `count` says how many of its indicators have a value.
    """

    theme: Challenge | Pillar
    url: str
    count: str
    finding: str
    lines: Sequence[Line]
    elsewhere: Sequence[Told]
    absent: Sequence[Absent]


def sections(groups: Sequence[Group], *, area: str, on: date) -> list[Section]:
    """Return what is printed of each group; `area` is the code of the place."""
    return [
        Section(
            theme=group.theme,
            url=_address(group.theme),
            count=_("%(known)s of %(indicators)s")
            % {
                "known": len(group.every),
                "indicators": len(group.every) + len(group.gaps),
            },
            finding=finding(group.every, len(group.every) + len(group.gaps)),
            lines=[line(row, area, on) for row in group.rows],
            elsewhere=[told(row, area) for row in group.elsewhere],
            absent=absent((each.indicator, why_absent(each)) for each in group.gaps),
        )
        for group in groups
    ]


def _address(theme: Challenge | Pillar) -> str:
    return theme.get_absolute_url() if isinstance(theme, Challenge) else ""


def line(row: Row, area: str, on: date) -> Line:
    subject = Subject.of(row.indicator)
    return Line(
        code=subject.code,
        name=row.indicator.short_name,
        url=f"{subject.url}?area={area}" if subject.url else "",
        value=subject.short(row.value),
        unit="" if subject.symbol else subject.unit,
        time=words.period(row.last.time),
        source=row.source.short_name if row.source else row.last.source,
        chart=chart(row, subject),
        course=row.trend.way,
        judged=judged(row.trend),
        moved=moved(row, subject),
        place=place(row.position, subject) if row.position else "",
        flags=[flag(each, row, on) for each in row.flags],
    )


def told(row: Row, area: str) -> Told:
    subject = Subject.of(row.indicator)
    return Told(
        row.indicator.short_name,
        f"{subject.url}?area={area}" if subject.url else "",
        subject.short(row.value),
        words.period(row.last.time),
    )


def judged(trend: Trend) -> str:
    """Return better, worse, or "" where neither can be said."""
    if trend.better is None:
        return ""
    return "better" if trend.better else "worse"


def moved(row: Row, subject: Subject) -> str:
    """Say how the line went, by the rule, or why that cannot be said."""
    if row.trend.first is None:
        return _why_unknown(row)
    return way_in_words(row.trend, subject)


def way_in_words(trend: Trend, subject: Subject) -> str:
    """Say how a line went of which two values compare."""
    if trend.first is None or trend.change is None:
        return ""
    said = {"size": difference(trend.change, subject), "year": trend.first.year}
    if trend.way is Way.UP:
        return {
            True: _("Better: up %(size)s since %(year)s"),
            False: _("Worse: up %(size)s since %(year)s"),
            None: _("Up %(size)s since %(year)s"),
        }[trend.better] % said
    if trend.way is Way.DOWN:
        return {
            True: _("Better: down %(size)s since %(year)s"),
            False: _("Worse: down %(size)s since %(year)s"),
            None: _("Down %(size)s since %(year)s"),
        }[trend.better] % said
    return _("No clear change since %(year)s") % said


def _why_unknown(row: Row) -> str:
    if row.breaks_in is not None and row.line[0].year < row.breaks_in:
        return _("No comparison: the series breaks in %(year)s") % {
            "year": row.breaks_in
        }
    bases = {each.basis for each in row.line}
    if len(bases) > 1:
        return _("No comparison: reported and modelled values do not compare")
    return _("No comparison: no value of 3 to 10 years before")


def place(position: Position, subject: Subject) -> str:
    """Say the rank where there is one, and the range of the values where not."""
    if not position.is_ranked:
        return _("%(low)s to %(high)s in %(count)s countries; not ranked") % {
            "low": subject.short(position.lowest),
            "high": subject.short(position.highest),
            "count": position.among,
        }
    if position.best == position.worst:
        return _("%(rank)s of %(count)s with a value") % {
            "rank": position.best,
            "count": position.among,
        }
    return _("%(first)s to %(last)s of %(count)s with a value") % {
        "first": position.best,
        "last": position.worst,
        "count": position.among,
    }


def flag(which: Flag, row: Row, on: date) -> str:
    if which is Flag.BREAK:
        return _("Break in %(year)s") % {"year": row.breaks_in}
    if which is Flag.OLD:
        years = on.year - row.last.year
        return ngettext("%(years)s year old", "%(years)s years old", years) % {
            "years": years
        }
    return {
        Flag.ESTIMATE: _("Estimate"),
        Flag.MODELLED: _("Modelled"),
        Flag.PROVISIONAL: _("Provisional"),
        Flag.UNRELIABLE: _("Low reliability"),
    }[which]


def absent(gaps: Iterable[tuple[Indicator, str]]) -> list[Absent]:
    """Return indicators without a value by the reason why, in their order."""
    language = active_language()
    by_reason: dict[str, list[tuple[Subject, str]]] = {}
    for indicator, why in gaps:
        wanted = text_in(indicator.wanted, language)
        by_reason.setdefault(why, []).append((Subject.of(indicator), wanted))
    return [Absent(why, indicators) for why, indicators in by_reason.items()]


def why_absent(gap: Gap) -> str:
    """Say why there is no value."""
    if gap.absence is Absence.NOT_HERE:
        return _("The sources have no value here")
    if gap.absence is Absence.WITHHELD:
        return _("Not published by the source (%(kind)s)") % {
            "kind": words.missing(gap.kind)
        }
    return _("No series that may be published fills it yet")


def finding(rows: Sequence[Row], indicators: int) -> str:
    """Say how many of a group's indicators get better and worse."""
    if not indicators:
        return _("No indicator covers it yet.")
    if not rows:
        return ngettext(
            "%(count)s indicator covers it, without a value here.",
            "%(count)s indicators cover it, none with a value here.",
            indicators,
        ) % {"count": indicators}
    known = ngettext(
        "%(count)s of %(indicators)s indicator has a value.",
        "%(count)s of %(indicators)s indicators have a value.",
        indicators,
    ) % {"count": len(rows), "indicators": indicators}
    return f"{known} {courses(rows)}"


class Moving(Protocol):
    """Whatever has a course."""

    @property
    def trend(self) -> Trend: ...


def courses(moving: Iterable[Moving]) -> str:
    """Say how many get better, worse, and neither, in one sentence."""
    found = [each.trend.better for each in moving]
    better, worse = found.count(True), found.count(False)
    rest = found.count(None)
    return _(
        "Getting better: %(better)s; getting worse: %(worse)s; no clear change or no "
        "comparison: %(rest)s."
    ) % {"better": better, "worse": worse, "rest": rest}


def summary(profile: Profile, on: date) -> str:
    """Say in two sentences what is known of a place, and how old it is."""
    if not profile.rows:
        return _("None of the indicators has a value here yet.")
    every = len(profile.rows) + len(profile.gaps)
    years = sorted(row.last.year for row in profile.rows)
    old = sum(on.year - year > 5 for year in years)
    said = [
        ngettext(
            "%(count)s of %(indicators)s indicator has a value here.",
            "%(count)s of %(indicators)s indicators have a value here.",
            every,
        )
        % {"count": len(profile.rows), "indicators": every},
        courses(profile.rows),
        _("The newest value is of %(year)s.") % {"year": years[-1]},
    ]
    if old:
        said.append(
            ngettext(
                "%(count)s is more than five years old.",
                "%(count)s are more than five years old.",
                old,
            )
            % {"count": old}
        )
    return " ".join(said)


def chart(row: Row, subject: Subject) -> SafeString | str:
    """Draw the course of a row's line, parted where it breaks."""
    points = [
        Point(
            each.year,
            each.value,
            basis="modelled" if each.basis == "modelled" else "reported",
            breaks=each.breaks,
        )
        for each in row.line
        if row.last.year - each.year < YEARS_DRAWN
    ]
    return drawn(points, subject)


def drawn(points: Sequence[Point], subject: Subject) -> SafeString | str:
    """Draw values as a sparkline, whose name says its first and its last value."""
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    title = _("%(first)s: %(from)s; %(last)s: %(to)s") % {
        "first": int(first.time),
        "from": subject.short(first.value or 0.0),
        "last": int(last.time),
        "to": subject.short(last.value or 0.0),
    }
    direction: Direction = "rtl" if get_language_bidi() else "ltr"
    line = timeline(points, title=title, direction=direction)
    # tally.charts escapes every text it draws.
    return mark_safe(line)  # noqa: S308  # nosemgrep: mark-safe


def difference(value: float, subject: Subject) -> str:
    """Write a difference; the unit stands beside the value, unless it has a sign."""
    if subject.symbol:
        return subject.difference(value)
    return subject.number(abs(value))


def attributions(sources: Mapping[str, Source], codes: Iterable[str]) -> list[str]:
    """Return the sentences that the licences of the sources of these codes ask for."""
    language = active_language()
    return [
        text_in(sources[code].attributions, language) or sources[code].name
        for code in sorted(set(codes) & set(sources))
    ]


def sources_of(profile: Profile) -> list[str]:
    """Return the attributions of all values that a profile shows."""
    return attributions(profile.sources, (row.last.source for row in profile.rows))
