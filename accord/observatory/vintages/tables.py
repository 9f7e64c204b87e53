"""Vintages and what they change, as tables in the reader's language."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.atlas.models import Country, Region
from accord.base.components import Cell, Column, Table
from accord.base.templatetags.components import day
from accord.observatory import words
from accord.observatory.numerals import reader
from accord.observatory.vintages.corrections import reason_of

Told = dict[str, Any]
KINDS = {
    "revised": gettext_lazy("Revised"),
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Removed"),
    "reflagged": gettext_lazy("Another flag or unit"),
}
# Series that a page lists; a file of the World Bank has hundreds.
MOST_SERIES = 50


def number(value: float) -> str:
    """Write a value as its source did, in the reader's manner."""
    return format_decimal(value, format="#,##0.##########", locale=reader())


def difference(value: float) -> str:
    pattern = "+#,##0.######;−#,##0.######"
    return format_decimal(value, format=pattern, locale=reader())


def said(value: float | None, missing: str) -> str:
    """Write a value, or why there is none."""
    if value is not None:
        return number(value)
    return words.missing(missing) if missing else _("nothing")


def area_names(codes: Iterable[str]) -> Mapping[str, str]:
    """Return the names of countries and regions by the codes of series.

    One query or two; other codes stand for themselves.
    """
    wanted = set(codes)
    names = {each.iso3: each.name for each in Country.objects.filter(iso3__in=wanted)}
    regions = {each for each in wanted if each.isdigit()}
    if regions:
        for each in Region.objects.filter(m49__in=regions):
            names[each.m49] = each.name
    return names


def breakdown(told: Told) -> str:
    """Say for whom a value is, where it is not for everybody."""
    parts = []
    if told["sex"] != "T":
        parts.append(words.sex(told["sex"]))
    if told["age"] != "_T":
        parts.append(words.age(told["age"]))
    given = json.loads(told["dimensions"])
    parts += [f"{name}: {code}" for name, code in given.items()]
    return ", ".join(parts)


def changes(caption: str, lines: Sequence[Told]) -> Table:
    """Return values that differ, each with both numbers and the difference.

    Where all are of one series, its code is not said again and again.
    """
    names = area_names(each["area"] for each in lines)
    many = len({each["series"] for each in lines}) > 1
    rows = [
        (
            names.get(each["area"], each["area"]),
            words.period(each["time"]),
            breakdown(each),
            *([Cell(each["series"], language="en")] if many else []),
            said(each["was"], each["was_missing"]) + _flag(each, "was_status"),
            said(each["now"], each["now_missing"]) + _flag(each, "now_status"),
            "" if each["difference"] is None else difference(each["difference"]),
        )
        for each in lines
    ]
    return Table(
        caption,
        [
            Column(_("Area")),
            Column(_("Period")),
            Column(_("For whom")),
            *([Column(_("Series"))] if many else []),
            Column(_("Before"), numeric=True),
            Column(_("After"), numeric=True),
            Column(_("Difference"), numeric=True),
        ],
        rows,
    )


def _flag(told: Told, name: str) -> str:
    return f" {told[name]}" if told[name] not in {"", "A"} else ""


def by_series(comparison: Told) -> Table:
    """Return how much each series differs, the most revised ones first."""
    counted = sorted(
        comparison["by_series"].items(),
        key=lambda each: (-each[1]["revised"], each[0]),
    )
    rows = [
        (
            Cell(code, language="en"),
            counts["revised"],
            "" if counts["median"] is None else number(counts["median"]),
            "" if counts["largest"] is None else number(counts["largest"]),
            counts["added"],
            counts["removed"],
            counts["same"],
            counts["reflagged"],
        )
        for code, counts in counted[:MOST_SERIES]
    ]
    return Table(
        _("What changes, series by series"),
        [
            Column(_("Series")),
            Column(_("Revised"), numeric=True),
            Column(_("Median revision"), numeric=True),
            Column(_("Largest revision"), numeric=True),
            Column(_("Added"), numeric=True),
            Column(_("Removed"), numeric=True),
            Column(_("The same"), numeric=True),
            Column(_("Another flag or unit"), numeric=True),
        ],
        rows,
    )


def series(found: Sequence[Told]) -> Table:
    rows = [
        (
            Cell(each["code"], language="en"),
            Cell(each["name"], language="en"),
            each["rows"],
            words.period(each["first"]),
            words.period(each["last"]),
        )
        for each in found[:MOST_SERIES]
    ]
    return Table(
        _("Series in the file"),
        [
            Column(_("Series")),
            Column(_("Name in the source")),
            Column(_("Values"), numeric=True),
            Column(_("From")),
            Column(_("To")),
        ],
        rows,
    )


def refusals(caption: str, found: Sequence[Told]) -> Table:
    """Return the places that were refused, with the reason in the reader's language."""
    rows = [
        (each["row"], each["column"], each["value"], sentence(each)) for each in found
    ]
    return Table(
        caption,
        [
            Column(_("Row"), numeric=True),
            Column(_("Column")),
            Column(_("What stands there")),
            Column(_("Reason")),
        ],
        rows,
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as a page shows it."""

    code: str
    series: str
    place: str
    was: str
    now: str
    reason: str
    provider: str
    decided_on: SafeString | str


def corrections(found: Sequence[Told]) -> list[Corrected]:
    """Return corrected values with what the source gives, what holds, and why."""
    names = area_names(each["area"] for each in found)
    return [
        Corrected(
            each["code"],
            each["series"],
            place(each, names),
            said(each["was"], "" if each["was"] is not None else "M"),
            said(each["now"], each["missing"]),
            reason_of(each),
            each["provider"],
            day(date.fromisoformat(each["decided_on"])),
        )
        for each in found
    ]


def place(told: Told, names: Mapping[str, str]) -> str:
    """Say where and when a value is, and for whom."""
    area = names.get(told["area"], told["area"])
    parts = (area, words.period(told["time"]), breakdown(told))
    return ", ".join(filter(None, parts))


def correction_sentences(found: Sequence[Told]) -> list[str]:
    """Say of each corrected value what the source gives, what holds, and why."""
    return [
        _(
            "{place}: {was} in the source, {now} here. {reason} ({provider}, {day})"
        ).format(
            place=each.place,
            was=each.was,
            now=each.now,
            reason=each.reason,
            provider=each.provider,
            day=told["decided_on"],
        )
        for each, told in zip(corrections(found), found, strict=True)
    ]


def sentence(told: Told) -> str:
    """Return a kept sentence in the reader's language."""
    template: str = told["template"]
    return _(template).format_map(told["values"])
