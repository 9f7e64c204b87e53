"""What figures say, as whole sentences in the reader's language.

Each sentence is one message of the catalogues, so that each language has its own
grammar. Areas stand before a colon: a name needs no preposition there, which French
and Spanish would choose by gender, number and island. Every number in a sentence is
written by `Subject` as in the table beside it. Which changes may be called so:
`changes`. Nothing here calls a value the highest or the lowest unless it was reported
and stands clear of the next.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.observatory import changes, words
from accord.observatory.changes import Change, Verdict, change_of, is_break
from accord.observatory.numerals import Subject, rounded, strung
from accord.observatory.reading import Observation


def level(subject: Subject, area: str, observation: Observation) -> str:
    """Say one value, or why there is none."""
    if observation.value is None:
        return absence(area, observation)
    said = {
        "area": area,
        "value": subject.value(observation.value),
        "time": words.period(observation.time),
    }
    if observation.basis == "modelled":
        return _("%(area)s: %(value)s in %(time)s, an estimate of a model.") % said
    if observation.basis == "projected":
        return _("%(area)s: %(value)s in %(time)s, a projection.") % said
    if observation.lower is not None and observation.upper is not None:
        return _(
            "%(area)s: %(value)s in %(time)s; the source gives an interval from %(low)s"
            " to %(high)s."
        ) % {
            **said,
            "low": subject.short(observation.lower),
            "high": subject.value(observation.upper),
        }
    return _("%(area)s: %(value)s in %(time)s.") % said


def absence(area: str, observation: Observation) -> str:
    """Say that a value is missing, with its kind."""
    said = {"area": area, "time": words.period(observation.time)}
    return {
        "C": _(
            "%(area)s: the source withholds the figure of %(time)s as confidential."
        ),
        "S": _(
            "%(area)s: the source withholds the figure of %(time)s, which is too unsure"
            " to be shown."
        ),
        "X": _("%(area)s: in %(time)s the indicator does not apply."),
        "N": _("%(area)s: the figure of %(time)s is not available."),
    }.get(observation.missing, _("%(area)s: the figure of %(time)s is missing.")) % said


def nothing(subject: Subject, area: str) -> str:
    """Say that there is no figure at all."""
    return _("%(area)s: there is no figure for “%(indicator)s”.") % {
        "area": area,
        "indicator": subject.name,
    }


def age(observation: Observation, on: date) -> str:
    """Say how old a figure is, in years; nothing of one of this year or the last."""
    years = on.year - observation.year
    if years < 2:
        return ""
    return ngettext(
        "The figure is %(years)s year old.", "The figure is %(years)s years old.", years
    ) % {"years": years}


def finding(subject: Subject, area: str, line: Sequence[Observation]) -> str:
    """Return the title of a trend: what happened, in half a line."""
    change = change_of(line, worth=subject.worth, decimals=subject.decimals)
    if change is None:
        return _title_of_level(subject, area, line)
    said = {"indicator": subject.name, "area": area, **_ends(subject, change)}
    return {
        Verdict.FELL: _(
            "%(indicator)s, %(area)s: down from %(first)s in %(from)s to %(last)s in"
            " %(to)s"
        ),
        Verdict.ROSE: _(
            "%(indicator)s, %(area)s: up from %(first)s in %(from)s to %(last)s in"
            " %(to)s"
        ),
        Verdict.UNCLEAR: _(
            "%(indicator)s, %(area)s: no clear change between %(from)s and %(to)s"
        ),
        Verdict.SMALL: _(
            "%(indicator)s, %(area)s: little change between %(from)s and %(to)s"
        ),
        Verdict.UNJUDGED: _(
            "%(indicator)s, %(area)s: %(first)s in %(from)s, %(last)s in %(to)s"
        ),
    }[change.verdict] % said


def _title_of_level(subject: Subject, area: str, line: Sequence[Observation]) -> str:
    values = changes.known(line)
    if not values:
        return _("%(indicator)s, %(area)s: no figure") % {
            "indicator": subject.name,
            "area": area,
        }
    return _("%(indicator)s, %(area)s: %(value)s in %(time)s") % {
        "indicator": subject.name,
        "area": area,
        "value": subject.value(values[-1].value or 0.0),
        "time": words.period(values[-1].time),
    }


def trend(subject: Subject, area: str, line: Sequence[Observation]) -> str:
    """Say how one line moved, and what keeps its values from being compared."""
    values = changes.known(line)
    if not values:
        return absence(area, line[-1]) if line else nothing(subject, area)
    change = change_of(line, worth=subject.worth, decimals=subject.decimals)
    if change is None:
        said = [level(subject, area, values[-1])]
    else:
        said = [_of_change(subject, area, change)]
    said.append(breaks({"": values}))
    if change is not None and change.last.basis == "modelled":
        said.append(_("Both values are estimates of a model."))
    return " ".join(filter(None, said))


def breaks(lines: Mapping[str, Sequence[Observation]]) -> str:
    """Say when series broke last; `lines` are known values by a line's name."""
    found = {
        name: [each.time for each in line[1:] if is_break(each)]
        for name, line in lines.items()
    }
    last = {name: words.period(times[-1]) for name, times in found.items() if times}
    if not last:
        return ""
    if len(lines) == 1:
        return _(
            "The series breaks, last in %(time)s: values before do not compare with"
            " those after."
        ) % {"time": next(iter(last.values()))}
    return _(
        "Series break, the last time in: %(breaks)s. Values before do not compare with"
        " those after."
    ) % {"breaks": strung(f"{name} {time}" for name, time in last.items())}


def change_alone(subject: Subject, area: str, line: Sequence[Observation]) -> str:
    """Say how one of several lines moved; where they break is said once for all."""
    change = change_of(line, worth=subject.worth, decimals=subject.decimals)
    if change is not None:
        return _of_change(subject, area, change)
    values = changes.known(line)
    return level(subject, area, values[-1]) if values else nothing(subject, area)


def _of_change(subject: Subject, area: str, change: Change) -> str:
    said = {
        "area": area,
        **_ends(subject, change),
        "difference": subject.difference(change.difference),
        "worth": subject.difference(subject.worth or 0.0),
    }
    return {
        Verdict.FELL: _(
            "%(area)s: from %(first)s in %(from)s to %(last)s in %(to)s, a fall of"
            " %(difference)s."
        ),
        Verdict.ROSE: _(
            "%(area)s: from %(first)s in %(from)s to %(last)s in %(to)s, a rise of"
            " %(difference)s."
        ),
        Verdict.UNCLEAR: _(
            "%(area)s: %(first)s in %(from)s and %(last)s in %(to)s; both are too"
            " unsure to say whether anything changed."
        ),
        Verdict.SMALL: _(
            "%(area)s: %(first)s in %(from)s and %(last)s in %(to)s; differences under"
            " %(worth)s are not called a change here."
        ),
        Verdict.UNJUDGED: _("%(area)s: %(first)s in %(from)s and %(last)s in %(to)s."),
    }[change.verdict] % said


def _ends(subject: Subject, change: Change) -> dict[str, str]:
    return {
        "first": subject.short(change.first.value or 0.0),
        "from": words.period(change.first.time),
        "last": subject.value(change.last.value or 0.0),
        "to": words.period(change.last.time),
    }


def rounding(subject: Subject, lines: Iterable[Sequence[Observation]]) -> str:
    """Say that differences were worked out before rounding, where it shows."""
    for line in lines:
        change = change_of(line, worth=subject.worth, decimals=subject.decimals)
        if change is None:
            continue
        shown = rounded(change.last.value or 0.0, subject.decimals) - rounded(
            change.first.value or 0.0, subject.decimals
        )
        if shown != rounded(change.difference, subject.decimals):
            return _("Differences are worked out before rounding.")
    return ""


def rule_of_change(subject: Subject) -> str:
    """Return the published rule for calling a difference a rise or a fall."""
    if subject.worth is None:
        return _(
            "A rise or a fall is called so only where the intervals leave no doubt, and"
            " never across a break."
        )
    return _(
        "A rise or a fall is called so only where the intervals leave no doubt or,"
        " without intervals, from %(worth)s on; never across a break."
    ) % {"worth": subject.difference(subject.worth)}
