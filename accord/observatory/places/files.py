"""The figures of a place as a file: a record for each indicator, missing ones too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.atlas.models.named import active_language, text_in
from accord.base.exchange.columns import Column, Kind, texts
from accord.base.exchange.datasets import Dataset
from accord.base.projecting import Projection
from accord.observatory.models import Indicator, Source
from accord.observatory.places.aggregation import Ours
from accord.observatory.places.profile import Gap, Row
from accord.observatory.places.regions import RegionProfile
from accord.observatory.reading import Observation

# Every record has every key, so that a column is never without its cell.
_VALUE = (
    *("area", "time", "value", "lower", "upper", "basis", "status", "nature"),
    *("definition", "source", "series", "vintage", "licence", "attribution"),
)
_COURSE = ("trend", "is_better", "compared_with", "change", "breaks_in", "missing")
_RANK = ("rank_best", "rank_worst", "rank_among")
_COVERAGE = ("origin", "coverage", "is_flagged", "modelled_share", "countries")


def _of_indicator(indicator: Indicator, further: Sequence[str]) -> Projection:
    return {
        **dict.fromkeys((*_VALUE, *_COURSE, *further)),
        "flags": [],
        "indicator": indicator.code,
        "names": dict(indicator.names),
        "challenges": sorted(each.code for each in indicator.challenges.all()),
        "unit": indicator.unit.code,
    }


def _of_value(last: Observation, source: Source | None) -> Projection:
    language = active_language()
    return {
        "area": last.area,
        "time": last.time,
        "value": last.value,
        "lower": last.lower,
        "upper": last.upper,
        "basis": last.basis,
        "status": last.status,
        "nature": last.nature,
        "definition": last.definition,
        "source": last.source,
        "series": last.series,
        "vintage": last.vintage,
        "licence": source.licence if source else "",
        "attribution": text_in(source.attributions, language) if source else "",
    }


def _of_course(row: Row) -> Projection:
    trend = row.trend
    return {
        "flags": [str(each) for each in row.flags],
        "breaks_in": row.breaks_in,
        "trend": str(trend.way),
        "is_better": trend.better,
        "compared_with": trend.first.year if trend.first else None,
        "change": trend.change,
    }


def of_country(each: Row | Gap) -> Projection:
    """Return what a country's profile says of one indicator."""
    if isinstance(each, Gap):
        kind = f"{each.absence}:{each.kind}" if each.kind else str(each.absence)
        return {**_of_indicator(each.indicator, _RANK), "missing": kind}
    position = each.position
    ranked = position is not None and position.is_ranked
    return {
        **_of_indicator(each.indicator, _RANK),
        **_of_value(each.last, each.source),
        **_of_course(each),
        "rank_best": position.best if ranked else None,
        "rank_worst": position.worst if ranked else None,
        "rank_among": position.among if position else None,
    }


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two figures of a region: the source's own or ours."""

    area: str
    indicator: Indicator
    theirs: Row | None = None
    ours: Ours | None = None


def sides(found: RegionProfile) -> list[Side]:
    """Return what is told of a region, the source's figure before ours."""
    return [
        side
        for row in found.rows
        for side in (
            Side(found.region.m49, row.indicator, theirs=row.theirs),
            Side(found.region.m49, row.indicator, ours=row.ours),
        )
        if side.theirs or side.ours
    ]


def of_region(side: Side) -> Projection:
    told = _of_indicator(side.indicator, _COVERAGE)
    if side.theirs:
        value = _of_value(side.theirs.last, side.theirs.source)
        return {**told, **value, **_of_course(side.theirs), "origin": "source"}
    if side.ours is None:
        return told
    aggregate = side.ours.aggregate
    return {
        **told,
        "area": side.area,
        "origin": "weighted",
        "time": str(side.ours.year),
        "value": aggregate.value,
        "coverage": aggregate.coverage.share,
        "is_flagged": aggregate.coverage.is_flagged,
        "modelled_share": aggregate.modelled_share,
        "countries": list(aggregate.coverage.with_value),
        "missing": "coverage" if aggregate.value is None else None,
        "attribution": "; ".join(sorted({each.source for each in side.ours.behind})),
    }


def country_columns(languages: Sequence[str]) -> list[Column]:
    return [
        *_first_columns(languages),
        _number("rank_best", _("Best rank in the region")),
        _number("rank_worst", _("Worst rank in the region")),
        _number("rank_among", _("Countries with a value in the region")),
        *_course_columns(),
        *_last_columns(),
    ]


def region_columns(languages: Sequence[str]) -> list[Column]:
    return [
        *_first_columns(languages),
        Column("origin", _("From the source, or weighted"), Kind.CODE, "origin"),
        _number("coverage", _("Coverage")),
        Column(
            "is_flagged", _("Coverage below 66 per cent"), Kind.YES_NO, "is_flagged"
        ),
        _number("modelled_share", _("Share that is modelled")),
        Column(
            "countries",
            _("Countries behind it"),
            Kind.CODES,
            "countries",
            value=lambda told: told["countries"] or [],
        ),
        *_course_columns(),
        *_last_columns(),
    ]


def _course_columns() -> list[Column]:
    return [
        Column("trend", _("Course"), Kind.CODE, "trend"),
        Column("is_better", _("Gets better"), Kind.YES_NO, "is_better"),
        _number("compared_with", _("Compared with the year")),
        _number("change", _("Change")),
        Column("flags", _("Remarks"), Kind.CODES, "flags"),
        _number("breaks_in", _("Break in series")),
        Column("missing", _("Why it is missing"), Kind.CODE, "missing"),
    ]


def _first_columns(languages: Sequence[str]) -> list[Column]:
    return [
        Column("area", _("Area"), Kind.CODE, "area"),
        Column("indicator", _("Indicator"), Kind.CODE, "indicator"),
        *texts("name", _("Name"), languages, value=lambda record: record["names"]),
        Column("challenges", _("Challenges"), Kind.CODES, "challenges"),
        Column("time", _("Time"), Kind.TEXT, "time"),
        _number("value", _("Value")),
        Column("unit", _("Unit"), Kind.CODE, "unit"),
        _number("lower", _("Lower end of the interval")),
        _number("upper", _("Upper end of the interval")),
    ]


def _last_columns() -> list[Column]:
    return [
        Column(name, label, Kind.TEXT, name)
        for name, label in (
            ("basis", _("Basis")),
            ("status", _("Status")),
            ("nature", _("Nature")),
            ("definition", _("Definition")),
            ("source", _("Source")),
            ("series", _("Series")),
            ("vintage", _("Vintage")),
            ("licence", _("Licence")),
            ("attribution", _("Attribution")),
        )
    ]


def _number(key: str, label: Any) -> Column:
    return Column(key, label, Kind.NUMBER, key, value=_decimal_of(key))


def _decimal_of(key: str) -> Callable[[Projection], str | None]:
    # repr gives the shortest decimal that is this double: what the source wrote.
    def value(record: Projection) -> str | None:
        return None if record[key] is None else repr(record[key])

    return value


_TERMS = _("The licence of each value's source stands in its row")
COUNTRY = Dataset(
    name="country-figures",
    title=_("How things stand in a country"),
    columns=country_columns,
    project=lambda found: [of_country(each) for each in found],
    terms=_TERMS,
)
REGION = Dataset(
    name="region-figures",
    title=_("How things stand in a region"),
    columns=region_columns,
    project=lambda found: [of_region(each) for each in found],
    terms=_TERMS,
)
