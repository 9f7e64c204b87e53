"""Words for the codes of observations: kinds of missing, flags, sexes, ages."""

import json
import re
from datetime import date

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from accord.observatory.numerals import reader
from accord.observatory.reading import Observation

_BAND = re.compile(r"Y(\d+)T(\d+)")
_FROM = re.compile(r"Y_GE(\d+)")
_UNDER = re.compile(r"Y_LT(\d+)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def period(time: str) -> str:
    """Write a time as the reader does: a year as it is, a quarter or month by CLDR."""
    quarter = _QUARTER.fullmatch(time)
    if quarter:
        day = date(int(quarter[1]), int(quarter[2]) * 3, 1)
        return format_skeleton("yQQQ", day, locale=reader())
    month = _MONTH.fullmatch(time)
    if month and 1 <= int(month[2]) <= 12:
        day = date(int(month[1]), int(month[2]), 1)
        return format_skeleton("yMMMM", day, locale=reader())
    return time


def sex(code: str) -> str:
    return {
        "T": _("Women and men"),
        "F": _("Women"),
        "M": _("Men"),
        "O": _("Other"),
        "_X": _("Sex not stated"),
    }.get(code, code)


def age(code: str) -> str:
    """Write an age band in words; a source's own code stays as it is."""
    if code in {"_T", ""}:
        return _("All ages")
    band = _BAND.fullmatch(code)
    if band:
        return _("%(from)s–%(to)s years") % {"from": band[1], "to": band[2]}
    start = _FROM.fullmatch(code)
    if start:
        return _("%(from)s years and over") % {"from": start[1]}
    end = _UNDER.fullmatch(code)
    if end:
        return _("Under %(age)s years") % {"age": end[1]}
    return code


def dimensions(text: str) -> str:
    """Return the codes of a line's other dimensions, in the source's own words."""
    return ", ".join(str(code) for code in json.loads(text or "{}").values())


def basis(observation: Observation) -> str:
    """Say what kind of value it is, where it is not a reported one."""
    if observation.basis == "reported":
        return ""
    return {
        "modelled": _("estimate of a model"),
        "projected": _("projection"),
    }.get(observation.basis, "")


def missing(kind: str) -> str:
    """Say in a cell of a table why there is no value."""
    return {
        "C": _("confidential"),
        "S": _("withheld: too unsure"),
        "X": _("does not apply"),
        "N": _("not available"),
    }.get(kind, _("missing"))


def flags(observation: Observation) -> str:
    """Return the remarks on one value, for its row in a table."""
    if observation.status in {"A", ""} and not observation.breaks:
        return basis(observation)
    letters = {
        "B": _("break in series"),
        "E": _("estimated value"),
        "P": _("provisional"),
        "U": _("low reliability"),
        "I": _("imputed value"),
        "F": _("forecast value"),
    }
    said = [basis(observation)]
    status = observation.status.upper() + ("B" if observation.breaks else "")
    said += [words for letter, words in letters.items() if letter in status]
    return ", ".join(dict.fromkeys(filter(None, said)))
