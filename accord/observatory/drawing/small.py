"""One indicator of one area in the space of a line, for profiles and lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from accord.observatory import changes, sentences, words
from accord.observatory.background import Background
from accord.observatory.changes import Verdict, change_of
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tabling import strands_of
from tally.charts.sparkline import sparkline


@dataclass(frozen=True, slots=True)
class Small:
    """One indicator of one area in the space of a line.

    `course` is "rose", "fell" or "" where no change may be called so; `better` says
    whether that is for the better: True, False, or None where neither is.
    """

    name: str
    value: str
    time: str
    flags: str
    spark: SafeString | str
    course: str
    better: bool | None
    sentence: str
    observation: Observation | None


def country_small(
    subject: Subject,
    line: Sequence[Observation],
    background: Background | None = None,
) -> Small:
    """Return the latest value of an area's headline line, its course and a sentence."""
    background = background or Background.of(line)
    strands = strands_of(line, background)
    # The line whose values are the most recent, where definitions differ.
    own = max(
        (strand.observations for strand in strands),
        key=lambda each: max((o.time for o in changes.known(each)), default=""),
        default=[],
    )
    values = changes.known(own)
    area = background.area(line[0].area) if line else ""
    sentence = sentences.trend(subject, area, own)
    if not values:
        return Small(subject.name, "", "", "", "", "", None, sentence, None)
    last = values[-1]
    change = change_of(own, worth=subject.worth, decimals=subject.decimals)
    moved = change is not None and change.verdict in {Verdict.ROSE, Verdict.FELL}
    course = change.verdict.value if change is not None and moved else ""
    way = {"rose": 1, "fell": -1}.get(course, 0) * subject.polarity
    spark = sparkline(
        [each.value for each in own if each.basis != "projected"],
        title=sentences.finding(subject, area, own),
        direction=background.direction,
    )
    return Small(
        name=subject.name,
        value=subject.value(last.value or 0.0),
        time=words.period(last.time),
        flags=words.flags(last),
        # tally.charts escapes every text it draws.
        spark=mark_safe(spark),  # noqa: S308  # nosemgrep: mark-safe
        course=course,
        better=None if not way else way > 0,
        sentence=sentence,
        observation=last,
    )
