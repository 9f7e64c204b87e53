"""What all figures share: their place on a page, and where their values come from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.base.components import Figure, Key, Table
from accord.observatory import changes
from accord.observatory.background import Background
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation


@dataclass(frozen=True, slots=True)
class Which:
    """Which figure of its page it is, and where its values can be had."""

    id: str
    csv_url: str = ""
    level: int = 3


@dataclass(frozen=True, slots=True)
class Content:
    """What a figure shows, in its three forms, and the remarks below it."""

    title: str
    sentence: str
    chart: str
    table: Table
    legend: Sequence[Key] = ()
    note: str = ""


def framed(
    content: Content,
    subject: Subject,
    observations: Sequence[Observation],
    background: Background,
    which: Which,
) -> Figure:
    """Return the figure with source, attribution, licence and day of its values."""
    return Figure(
        id=which.id,
        title=content.title,
        subtitle=subject.unit,
        sentence=content.sentence,
        chart=content.chart,
        table=content.table,
        legend=content.legend,
        note=content.note,
        source=background.attribution(observations),
        source_url=background.source_url(observations),
        licence=background.licence(observations),
        date=background.day(observations),
        csv_url=which.csv_url,
        level=which.level,
    )


def joined(*sentences: str) -> str:
    """Put whole sentences one after the other; empty ones are left out."""
    return " ".join(filter(None, sentences))


def nothing_here(subject: Subject) -> str:
    return _("There is no figure for “%(indicator)s” here.") % {
        "indicator": subject.name
    }


def bounds(observations: Iterable[Observation]) -> list[float]:
    """Return every value and end of an interval, for a scale that holds them all."""
    return [
        bound
        for each in observations
        for bound in (each.value, each.lower, each.upper)
        if bound is not None
    ]


def latest_of(observations: Sequence[Observation]) -> list[Observation]:
    """Return each area's last value that is no projection, in the order given."""
    found: dict[str, Observation] = {}
    for each in changes.known(observations):
        held = found.get(each.area)
        if held is None or each.time >= held.time:
            found[each.area] = each
    return list(found.values())
