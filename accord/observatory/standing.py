"""Ranks of countries in words and tables, or why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.base.components import Cell, Column, Table
from accord.base.sorting import sort_key
from accord.observatory import words
from accord.observatory.background import Background
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject
from accord.observatory.ranking import FEWEST, Ranking, ranking
from accord.observatory.reading import Observation


@dataclass(frozen=True, slots=True)
class Group:
    """One of four groups of equal size, its countries by name."""

    title: str
    members: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Ranks:
    """What is said of ranks: sentences, and a table or groups where there are any."""

    sentences: Sequence[str]
    table: Table | None = None
    groups: Sequence[Group] = ()


def ranks(
    indicator: Indicator, latest: Sequence[Observation], background: Background
) -> Ranks:
    """Return the ranks that the latest values of countries allow."""
    subject = Subject.of(indicator)
    found = ranking(indicator, latest)
    if found is None:
        return Ranks([_why_not(indicator)])
    if found.places:
        return Ranks(
            [_of_places(found), *_left_out(found)],
            table=_table(found, subject, background),
        )
    return Ranks(
        [_of_groups(found), *_left_out(found)],
        groups=_groups(found, indicator, subject, background),
    )


def _why_not(indicator: Indicator) -> str:
    if not indicator.can_rank:
        return _(
            "This indicator is no league table: its values say how each country stands,"
            " and how they were made does not allow to set countries in an order."
        )
    if not indicator.polarity:
        return _(
            "Countries are not ranked by this indicator: neither a high nor a low value"
            " is better."
        )
    return ngettext(
        "Countries are not ranked: fewer than {count} has a reported value of recent"
        " years by one definition.",
        "Countries are not ranked: fewer than {count} have a reported value of recent"
        " years by one definition.",
        FEWEST,
    ).format(count=FEWEST)


def _of_places(found: Ranking) -> str:
    return ngettext(
        "The {count} country has the ranks that its interval allows; 1 is the best."
        " Where ranks overlap, countries cannot be told apart.",
        "Each of the {count} countries has the ranks that its interval allows; 1 is the"
        " best. Where ranks overlap, countries cannot be told apart.",
        found.count,
    ).format(count=found.count)


def _of_groups(found: Ranking) -> str:
    return ngettext(
        "The source does not say how sure these values are, so no country has a rank:"
        " {count} country stands in four groups. Those of one group, and those near"
        " its edge, cannot be told apart.",
        "The source does not say how sure these values are, so no country has a rank:"
        " {count} countries stand in four groups of about equal size. Those of one"
        " group, and those near its edge, cannot be told apart.",
        found.count,
    ).format(count=found.count)


def _left_out(found: Ranking) -> list[str]:
    """Say which values were not compared, and why."""
    counted = [
        (
            found.older,
            ngettext(
                "{count} country with an older value is left out.",
                "{count} countries with an older value are left out.",
                found.older,
            ),
        ),
        (
            found.estimated,
            ngettext(
                "{count} country with an estimate of a model is left out.",
                "{count} countries with an estimate of a model are left out.",
                found.estimated,
            ),
        ),
        (
            found.other_definitions,
            ngettext(
                "{count} country with another definition is left out.",
                "{count} countries with another definition are left out.",
                found.other_definitions,
            ),
        ),
    ]
    since = _("Only reported values since {year} are compared.")
    return [
        since.format(year=found.since),
        *(said.format(count=count) for count, said in counted if count),
    ]


def _table(found: Ranking, subject: Subject, background: Background) -> Table:
    columns = [
        Column(_("Country or area")),
        Column(_("Rank"), numeric=True),
        Column(subject.unit, numeric=True),
        Column(_("Interval"), numeric=True),
        Column(_("Time"), numeric=True),
    ]
    rows = []
    for place in found.places:
        told = place.told
        rows.append(
            [
                Cell(background.area(told.area), url=background.area_url(told.area)),
                Cell(_range(str(place.best), str(place.worst))),
                Cell(subject.number(told.value or 0.0)),
                Cell(
                    _range(
                        subject.number(told.lower or 0.0),
                        subject.number(told.upper or 0.0),
                    )
                ),
                Cell(words.period(told.time)),
            ]
        )
    caption = _("%(indicator)s: ranks as far as they are sure") % {
        "indicator": subject.name
    }
    return Table(caption, columns, rows)


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _groups(
    found: Ranking, indicator: Indicator, subject: Subject, background: Background
) -> list[Group]:
    made = []
    for group in found.groups:
        if not group:
            continue
        values = [each.value or 0.0 for each in group]
        title = _("%(low)s to %(high)s") % {
            "low": subject.number(min(values)),
            "high": subject.short(max(values)),
        }
        members = [
            Cell(background.area(each.area), url=background.area_url(each.area))
            for each in sorted(
                group, key=lambda each: sort_key(background.area(each.area))
            )
        ]
        made.append(Group(title, members))
    if len(made) > 1:
        best, worst = made[0], made[-1]
        low, high = _("Lowest: %(range)s"), _("Highest: %(range)s")
        if indicator.polarity > 0:
            low, high = high, low
        made[0] = Group(low % {"range": best.title}, best.members)
        made[-1] = Group(high % {"range": worst.title}, worst.members)
    return made
