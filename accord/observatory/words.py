"""Words for the codes of observations: kinds of missing, flags, sexes, ages."""

import json
import re
from collections.abc import Iterable
from datetime import date

from babel.dates import format_skeleton
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.observatory.numerals import reader, strung
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


# Letters of CL_OBS_STATUS in SDMX; of a normal value there is no more to say.
STATUSES: dict[str, str | Promise] = {
    "A": gettext_lazy("normal value"),
    "B": gettext_lazy("break in series"),
    "D": gettext_lazy("definition differs"),
    "E": gettext_lazy("estimated value"),
    "F": gettext_lazy("forecast value"),
    "G": gettext_lazy("experimental value"),
    "I": gettext_lazy("imputed value"),
    "P": gettext_lazy("provisional"),
    "U": gettext_lazy("low reliability"),
}
# The kinds of data of the United Nations' database.
NATURES: dict[str, str | Promise] = {
    "C": gettext_lazy("country data"),
    "CA": gettext_lazy("country data, adjusted by the international agency"),
    "E": gettext_lazy("estimated by the international agency"),
    "G": gettext_lazy("from global monitoring"),
    "M": gettext_lazy("modelled by the international agency"),
}
_NORMAL, _FROM_COUNTRIES, _FROM_MODELS = "A", "C", "M"


def flags(observation: Observation) -> str:
    """Return the remarks on one value, for its row in a table."""
    is_normal = observation.status in {"A", ""} and not observation.breaks
    if is_normal and observation.nature in {"", _FROM_COUNTRIES}:
        return basis(observation)
    said = [basis(observation)]
    nature = observation.nature
    # What a model made is said once, whichever code says it.
    if nature not in {"", _FROM_COUNTRIES} and not (nature == _FROM_MODELS and said[0]):
        said.append(str(NATURES.get(nature, "")))
    status = observation.status.upper() + ("B" if observation.breaks else "")
    said += [
        str(words)
        for letter, words in STATUSES.items()
        if letter != _NORMAL and letter in status
    ]
    return ", ".join(dict.fromkeys(filter(None, said)))


def marks(observation: Observation) -> str:
    """Return the letters of the remarks on one value, where a cell has no more room."""
    return "".join(_lettered([observation]))


def key_of_marks(observations: Iterable[Observation]) -> str:
    """Say what the letters of these values mean; nothing where none has one."""
    found = _lettered(observations)
    if not found:
        return ""
    return _("Letters in the table: %(marks)s.") % {
        "marks": strung(f"{letter} {remark}" for letter, remark in found.items())
    }


def _lettered(observations: Iterable[Observation]) -> dict[str, str]:
    """Return the remarks that occur, by a letter as statistical offices write it."""
    bases: set[str] = set()
    statuses: set[str] = set()
    for each in observations:
        bases.add(each.basis)
        # What comes from a model is not called estimated once more.
        said = {"modelled": "E", "projected": "F"}.get(each.basis, "")
        statuses |= set(each.status.upper()) - {said, _NORMAL}
        statuses |= {"B"} if each.breaks else set()
    found = {}
    if "modelled" in bases:
        found["m"] = _("estimate of a model")
    if "projected" in bases:
        found["f"] = _("projection")
    for letter, remark in STATUSES.items():
        if letter in statuses:
            found[letter.lower()] = str(remark)
    return found
