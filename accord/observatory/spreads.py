"""What is said of many areas at one time: their range, their middle, one's place."""

from collections.abc import Sequence
from statistics import quantiles

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.observatory import words
from accord.observatory.numerals import Subject, strung
from accord.observatory.reading import Observation


def _known(observations: Sequence[Observation]) -> list[Observation]:
    return [each for each in observations if each.value is not None]


def middle(subject: Subject, observations: Sequence[Observation]) -> str:
    """Say where the middle half of the values lies, and of which years they are."""
    seen = _known(observations)
    values = sorted(each.value or 0.0 for each in seen)
    if len(values) < 4:
        return ""
    low, median, high = quantiles(values, n=4, method="inclusive")
    said = ngettext(
        "Half of the %(count)s area lies between %(low)s and %(high)s; the median is"
        " %(median)s.",
        "Half of the %(count)s areas lie between %(low)s and %(high)s; the median is"
        " %(median)s.",
        len(values),
    ) % {
        "count": len(values),
        "low": subject.short(low),
        "high": subject.value(high),
        "median": subject.short(median),
    }
    return " ".join(filter(None, [said, years(seen), estimates(seen)]))


def years(observations: Sequence[Observation]) -> str:
    """Say of which years the values are."""
    times = sorted({each.year for each in observations})
    if not times:
        return ""
    if len(times) == 1:
        return _("All values are of %(year)s.") % {"year": times[0]}
    return _("Each value is the latest of its area, from %(first)s to %(last)s.") % {
        "first": times[0],
        "last": times[-1],
    }


def estimates(observations: Sequence[Observation]) -> str:
    """Say how many of the values come from a model; nothing where none does."""
    count = sum(each.basis == "modelled" for each in observations)
    if not count:
        return ""
    if count == len(observations):
        return _("All are estimates of a model: they are not ranked.")
    return ngettext(
        "%(count)s of them is an estimate of a model.",
        "%(count)s of them are estimates of a model.",
        count,
    ) % {"count": count}


def coverage(found: int, total: int) -> str:
    """Say how many of the areas asked for have a value."""
    return ngettext(
        "%(found)s of %(total)s country or area has a figure.",
        "%(found)s of %(total)s countries and areas have a figure.",
        total,
    ) % {"found": found, "total": total}


def position(subject: Subject, own: Observation, others: Sequence[Observation]) -> str:
    """Say how many of the others have a lower and how many a higher value.

    Nothing is said where the indicator may not be ranked or the value comes from a
    model. Others that a model estimated are left out; those whose interval overlaps
    are neither lower nor higher. The sentence follows one that names the area.
    """
    if own.value is None or own.basis != "reported" or not subject.can_rank:
        return ""
    judged = [
        each
        for each in _known(others)
        if each.basis == "reported" and each.area != own.area
    ]
    if not judged:
        return ""
    lower = sum(is_below(each, own) for each in judged)
    higher = sum(is_below(own, each) for each in judged)
    said = {
        "count": len(judged),
        "lower": lower,
        "higher": higher,
        "alike": len(judged) - lower - higher,
    }
    if lower + higher == len(judged):
        return (
            ngettext(
                "Among %(count)s other area with a reported value, lower:"
                " %(lower)s, higher: %(higher)s.",
                "Among %(count)s other areas with a reported value, lower:"
                " %(lower)s, higher: %(higher)s.",
                len(judged),
            )
            % said
        )
    return (
        ngettext(
            "Among %(count)s other area with a reported value, lower:"
            " %(lower)s, higher: %(higher)s, not to be told apart: %(alike)s.",
            "Among %(count)s other areas with a reported value, lower:"
            " %(lower)s, higher: %(higher)s, not to be told apart: %(alike)s.",
            len(judged),
        )
        % said
    )


def is_below(one: Observation, other: Observation) -> bool:
    """Say whether a value is lower than another, and their intervals apart."""
    if one.value is None or other.value is None:
        return False
    top = one.value if one.upper is None else one.upper
    foot = other.value if other.lower is None else other.lower
    return top < foot


def comparison(
    subject: Subject, names: Sequence[str], observations: Sequence[Observation]
) -> str:
    """Say the values side by side, each with its year."""
    said = [
        _("%(area)s %(value)s (%(time)s)")
        % {
            "area": name,
            "value": subject.value(each.value),
            "time": words.period(each.time),
        }
        for name, each in zip(names, observations, strict=True)
        if each.value is not None
    ]
    if not said:
        return _("None of these areas has a figure.")
    return _("%(indicator)s: %(values)s.") % {
        "indicator": subject.name,
        "values": strung(said),
    }


def span(subject: Subject, observations: Sequence[Observation]) -> str:
    """Return the title of a comparison: between which values all of them lie."""
    values = [each.value for each in observations if each.value is not None]
    said = {"indicator": subject.name}
    if not values:
        return _("%(indicator)s: no figure") % said
    return _("%(indicator)s: from %(low)s to %(high)s") % {
        **said,
        "low": subject.short(min(values)),
        "high": subject.value(max(values)),
    }


def by_sex(subject: Subject, area: str, women: Observation, men: Observation) -> str:
    """Say the values of women and men of one year, and how far they are apart."""
    if women.value is None or men.value is None:
        return ""
    said = {
        "area": area,
        "time": words.period(women.time),
        "women": subject.short(women.value),
        "men": subject.value(men.value),
        "difference": subject.difference(women.value - men.value),
    }
    if is_below(women, men) or is_below(men, women):
        return (
            _(
                "%(area)s, %(time)s: women %(women)s, men %(men)s, a difference of"
                " %(difference)s."
            )
            % said
        )
    return (
        _(
            "%(area)s, %(time)s: women %(women)s, men %(men)s; the two cannot be told"
            " apart."
        )
        % said
    )
