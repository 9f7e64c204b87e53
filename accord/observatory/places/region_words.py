"""What the page of a region says, in words: two figures side by side, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.atlas.models import Challenge, Concept, Country
from accord.base.templatetags.components import percent
from accord.observatory import words
from accord.observatory.numerals import Subject
from accord.observatory.places import profile_words
from accord.observatory.places.profile import Absence, Row
from accord.observatory.places.regions import RegionProfile, RegionRow
from tally.charts.course import Point
from tally.progress import Trend, Way

# From this share on, all countries that weigh anything are taken to be there.
_ALL = 0.995


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a region as it is printed. `ours` and `theirs` may be ""."""

    code: str
    name: str
    url: str
    unit: str
    ours: str
    ours_time: str
    basis: str
    is_flagged: bool
    theirs: str
    theirs_time: str
    difference: str
    chart: SafeString | str
    course: str
    judged: str
    moved: str
    countries: str


@dataclass(frozen=True, slots=True)
class Section:
    """A challenge: its finding and lines, and the indicators no country has."""

    theme: Concept
    url: str
    finding: str
    lines: Sequence[Line]
    elsewhere: Sequence[Line]
    absent: Sequence[profile_words.Absent]


def sections(found: RegionProfile, challenges: Iterable[Challenge]) -> list[Section]:
    """Return what is printed of each challenge; an indicator is told once in full."""
    made, shown = [], set[str]()
    for challenge in challenges:
        under = [row for row in found.rows if _is_under(row, challenge)]
        section = section_of(
            under, found.region.m49, theme=challenge, url=challenge.get_absolute_url()
        )
        lines = section.lines
        made.append(
            replace(
                section,
                lines=[each for each in lines if each.code not in shown],
                elsewhere=[each for each in lines if each.code in shown],
            )
        )
        shown |= {each.code for each in lines}
    return made


def section_of(
    rows: Sequence[RegionRow], area: str, *, theme: Concept, url: str = ""
) -> Section:
    """Return what is printed of rows under one theme."""
    told = [row for row in rows if row.is_known or row.countries]
    return Section(
        theme=theme,
        url=url,
        finding=_finding([row for row in rows if row.is_known], len(rows)),
        lines=[line(row, area) for row in told],
        elsewhere=[],
        absent=profile_words.absent(
            (row.indicator, _why_absent(row)) for row in rows if row not in told
        ),
    )


def _is_under(row: RegionRow, challenge: Challenge) -> bool:
    return any(each.pk == challenge.pk for each in row.indicator.challenges.all())


def _finding(known: Sequence[RegionRow], indicators: int) -> str:
    if not indicators:
        return _("No indicator covers it yet.")
    said = ngettext(
        "%(count)s of %(indicators)s indicator has a figure for the whole.",
        "%(count)s of %(indicators)s indicators have a figure for the whole.",
        indicators,
    ) % {"count": len(known), "indicators": indicators}
    return f"{said} {profile_words.courses(known)}" if known else said


def line(row: RegionRow, area: str) -> Line:
    subject = Subject.of(row.indicator)
    trend = row.trend
    return Line(
        code=subject.code,
        name=row.indicator.short_name,
        url=f"{subject.url}?area={area}" if subject.url else "",
        unit="" if subject.symbol else subject.unit,
        ours="" if row.published is None else subject.short(row.published),
        ours_time=str(row.ours.year) if row.ours else "",
        basis=basis(row),
        is_flagged=bool(row.ours and row.ours.coverage.is_flagged),
        theirs=subject.short(row.theirs.value) if row.theirs else "",
        theirs_time=_time(row.theirs) if row.theirs else "",
        difference=difference(row, subject),
        chart=_chart(row, subject),
        course=trend.way,
        judged=profile_words.judged(trend),
        moved=_moved(row, trend, subject),
        countries=countries(row, subject),
    )


def _time(theirs: Row) -> str:
    source = theirs.source.short_name if theirs.source else theirs.last.source
    return f"{words.period(theirs.last.time)} · {source}"


def basis(row: RegionRow) -> str:
    """Say how much of the region stands behind our mean, or why there is none."""
    if not row.indicator.weight:
        return _("not weighted")
    if row.ours is None:
        return _("no country has a value")
    covered = row.ours.coverage
    said = {"share": percent(covered.share), "countries": len(covered.with_value)}
    if row.published is None:
        return _("not published: values cover %(share)s") % said
    first, last = row.ours.first_year, row.ours.last_year
    covers = ngettext(
        "covers %(share)s: %(countries)s country, %(years)s",
        "covers %(share)s: %(countries)s countries, %(years)s",
        len(covered.with_value),
    ) % {**said, "years": f"{first}" if first == last else f"{first}–{last}"}
    modelled = row.ours.aggregate.modelled_share
    if not modelled:
        return covers
    return _("%(covers)s; %(share)s of it modelled") % {
        "covers": covers,
        "share": percent(modelled),
    }


def difference(row: RegionRow, subject: Subject) -> str:
    """Say how our mean differs from the source's own aggregate of its year, and why."""
    if row.difference is None or row.theirs is None or row.ours is None:
        return ""
    size = profile_words.difference(row.difference, subject)
    said = {"size": size, "year": row.theirs.last.year}
    if size == profile_words.difference(0.0, subject):
        return _("our figure of %(year)s is the same") % said
    if row.ours.beside and row.ours.beside.coverage.share < _ALL:
        return (
            _(
                "our figure of %(year)s is %(size)s away: the source also counts "
                "countries without a value here"
            )
            % said
        )
    return (
        _(
            "our figure of %(year)s is %(size)s away though every country counts: "
            "the source weighs or computes it otherwise"
        )
        % said
    )


def countries(row: RegionRow, subject: Subject) -> str:
    """Say between which values the countries lie."""
    if row.countries is None:
        return ""
    return ngettext(
        "%(low)s to %(high)s in %(count)s country",
        "%(low)s to %(high)s in %(count)s countries",
        row.countries.areas,
    ) % {
        "low": subject.short(row.countries.lowest),
        "high": subject.short(row.countries.highest),
        "count": row.countries.areas,
    }


def _why_absent(row: RegionRow) -> str:
    if row.gap is not None and row.gap.absence is Absence.NO_SERIES:
        return profile_words.why_absent(row.gap)
    return _("No country here has a value")


def _moved(row: RegionRow, trend: Trend, subject: Subject) -> str:
    if not row.is_known:
        return ""
    if trend.first is not None and trend.change is not None:
        return profile_words.way_in_words(trend, subject)
    if row.theirs:
        return profile_words.moved(row.theirs, subject)
    return _("No comparison: no mean of the same countries 3 to 10 years before")


def _chart(row: RegionRow, subject: Subject) -> SafeString | str:
    if row.ours and (row.own_trend.way is not Way.UNKNOWN or not row.theirs):
        means = sorted(row.ours.earlier.items())
        return profile_words.drawn([Point(*each) for each in means], subject)
    if row.theirs:
        return profile_words.chart(row.theirs, subject)
    return ""


def summary(found: RegionProfile) -> str:
    """Say how many indicators have a figure, and whose it is."""
    theirs = sum(row.theirs is not None for row in found.rows)
    ours = sum(row.published is not None for row in found.rows)
    known = sum(row.is_known for row in found.rows)
    return ngettext(
        "%(known)s of %(count)s indicator has a figure for the whole: %(theirs)s from "
        "sources, %(ours)s weighted here from the values of countries; some have "
        "both.",
        "%(known)s of %(count)s indicators have a figure for the whole: %(theirs)s "
        "from sources, %(ours)s weighted here from the values of countries; some have "
        "both.",
        len(found.rows),
    ) % {"known": known, "count": len(found.rows), "theirs": theirs, "ours": ours}


def sources_of(found: RegionProfile, rows: Iterable[RegionRow]) -> list[str]:
    """Return the attributions of the values that rows of a region show."""
    codes: set[str] = set()
    for row in rows:
        codes |= {each.source for each in row.ours.behind} if row.ours else set()
        codes |= {row.theirs.last.source} if row.theirs else set()
    return profile_words.attributions(found.sources, codes)


@dataclass(frozen=True, slots=True)
class Behind:
    """A country behind our mean: its value, of which year, and what it weighs."""

    country: Country
    value: str
    year: int


def behind(row: RegionRow, found: RegionProfile) -> list[Behind]:
    """Return the countries behind our mean of an indicator, by name."""
    if row.ours is None:
        return []
    subject = Subject.of(row.indicator)
    values = {each.area: each for each in row.ours.behind}
    return [
        Behind(country, subject.short(values[code].value), values[code].year)
        for code, country in found.countries.items()
        if code in values
    ]
