"""What the codes of a message mean in the tidy schema.

Each function reads the texts of some columns and is called once for each different
combination of them (`tally.series.layout.Facet`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tally.sdmx.reading.concepts import FREQUENCIES_OF_PERIODS, FREQUENCY, NATURE
from tally.sdmx.reading.reasons import refuse_cell
from tally.series import reasons as of_series
from tally.series.layouts.ilostat import read_age as read_ilo_age
from tally.series.periods import read_period
from tally.series.schema import dimensions_text

MOST_POWER = 15

# Codes for what does not apply: an observation with it is like one without.
NOT_APPLICABLE = frozenset(["", "_Z", "~", "#N/A"])
TOTALS = frozenset(["_T", "T", "TOTAL", "ALL", "_Z", "~", "#N/A", ""])
SEXES: Mapping[str, str] = {
    "B": "T",
    "BOTH": "T",
    "BOTHSEX": "T",
    "BTSX": "T",
    "MF": "T",
    "FEMALE": "F",
    "MALE": "M",
    "W": "F",
    "OTHER": "O",
    "_O": "O",
    "_U": "_X",
    "_X": "_X",
    "X": "_X",
    "UNK": "_X",
}
AGE_SPAN = re.compile(r"Y?(\d{1,3})[-T](\d{1,3})")
AGE_FROM = re.compile(r"Y?_?(?:GE)?(\d{1,3})\+?")
AGE_UNDER = re.compile(r"Y?_?LT(\d{1,3})")

# Statuses without a value, by the code lists of SDMX and of the ILO.
MISSING: Mapping[str, str] = {
    "C": "C",
    "H": "X",
    "L": "N",
    "M": "M",
    "N": "N",
    "O": "M",
    "Q": "S",
    "S": "S",
    "U": "S",
    "X": "X",
}
# M is modelled in the lists of the ILO and the UN, missing in that of SDMX: there it
# has no value, and nothing is said of it.
BASES: Mapping[str, str] = {
    "E": "modelled",
    "F": "projected",
    "I": "modelled",
    "M": "modelled",
}
# Flags of Eurostat, one or several behind one another.
FLAGS = re.compile(r"[a-z]{1,4}")
NATURES: Mapping[str, str] = {
    "C": "reported",
    "CA": "reported",
    "E": "modelled",
    "F": "projected",
    "G": "reported",
    "M": "modelled",
    "N": "reported",
}
# Codes of CL_CONF_STATUS with which a value is not free.
NOT_FREE = ("C", "D", "N", "S")

DELETIONS = frozenset(["D", "DELETE"])

# Periods that are kept as SDMX writes them: weeks, days of a year, thirds of a year.
KEPT = re.compile(r"(\d{4})-(?:W(?:0[1-9]|[1-4]\d|5[0-3])|D[0-3]\d{2}|T[1-3])")
YEARLY = re.compile(r"(\d{4})-A1")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?Z?)?")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00)?/(P\d{1,3}[YMD])")


# The agency, the id and the version of a dataflow: ECB:EXR(1.0).
FLOW = re.compile(r"[^:(]*:([^:(]+)(?:\(.*)?")


def read_series(code: str) -> tuple[str]:
    if not code.strip():
        raise of_series.refuse_cell("series_missing")
    return (code.strip(),)


def read_flow(code: str) -> tuple[str]:
    """The id of the dataflow, without its agency and version."""
    found = FLOW.fullmatch(code.strip())
    return read_series(found[1] if found else code)


def read_time(text: str) -> tuple[str]:
    """The period: a year, a part of one, a day, or a span as the source writes it."""
    cell = text.strip()
    if found := KEPT.fullmatch(cell):
        read_period(found[1])
        return (cell,)
    if found := DAY.fullmatch(cell):
        return (_day(found[1], text),)
    if found := SPAN.fullmatch(cell):
        start = _day(found[1], text)
        if not (found[2] == "P1Y" and start.endswith("-01-01")):
            return (f"{start}/{found[2]}",)
        cell = start[:4]
    if found := YEARLY.fullmatch(cell):
        cell = found[1]
    return read_period(cell)


def _day(day: str, text: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise of_series.refuse_cell("time_unreadable", value=text) from None
    read_period(day[:4])
    return day


def read_sex(code: str) -> str:
    upper = code.strip().upper().removeprefix("SEX_")
    if upper in TOTALS:
        return "T"
    return SEXES.get(upper, upper)


def read_age(code: str) -> str:
    """An age in the manner of SDMX: Y15T24, Y_GE15, Y_LT15, _T."""
    text = code.strip()
    upper = text.upper()
    if upper in TOTALS:
        return "_T"
    if upper.startswith("AGE_"):
        return read_ilo_age(upper)
    if found := AGE_SPAN.fullmatch(upper):
        return f"Y{int(found[1])}T{int(found[2])}"
    if found := AGE_UNDER.fullmatch(upper):
        return f"Y_LT{int(found[1])}"
    if (found := AGE_FROM.fullmatch(upper)) and ("GE" in upper or "+" in upper):
        return f"Y_GE{int(found[1])}"
    return text


def breakdown(
    sex: str | None, age: str | None, others: Sequence[str]
) -> Callable[..., tuple[str, str, str]]:
    """Reads sex, age and the other dimensions, in that order of columns."""

    def read(*cells: str) -> tuple[str, str, str]:
        rest = list(cells)
        of_sex = read_sex(rest.pop(0)) if sex else "T"
        of_age = read_age(rest.pop(0)) if age else "_T"
        said = {}
        for name, cell in zip(others, rest, strict=True):
            text = cell.strip()
            upper = name.upper()
            if (
                text in NOT_APPLICABLE
                or (upper == FREQUENCY and text in FREQUENCIES_OF_PERIODS)
                or (upper == NATURE and text in NATURES)
            ):
                continue
            said[upper if upper not in said else name] = text
        return of_sex, of_age, dimensions_text(said)

    return read


def read_status(code: str) -> tuple[str, str, str]:
    """Status, basis, and the kind of missing, were there no value."""
    status = code.strip()
    upper = status.upper()
    bases = {BASES.get(upper, "reported")}
    if FLAGS.fullmatch(status):
        # Eurostat writes several flags as one word in small letters: a break (b)
        # that is estimated (e) is "be".
        bases = {BASES.get(letter, "reported") for letter in upper}
    basis = next((b for b in ("projected", "modelled") if b in bases), "reported")
    return status or "A", basis, MISSING.get(upper, "")


def read_nature(code: str) -> tuple[str, str]:
    """Nature and basis; what is no code of the UN's list is a dimension instead."""
    nature = code.strip()
    if nature not in NATURES:
        return "", "reported"
    return nature, NATURES[nature]


def read_freedom(code: str) -> tuple[str]:
    """The kind of missing, were there no value."""
    return ("C" if code.strip() in NOT_FREE else "",)


def read_unit(power: str, unit: str = "") -> tuple[str]:
    """The unit, once it is certain in what power of ten the value is written."""
    text = power.strip()
    if text not in NOT_APPLICABLE and (
        not re.fullmatch(r"[+-]?\d{1,2}", text) or abs(int(text)) > MOST_POWER
    ):
        raise refuse_cell("multiplier_unreadable", value=power, limit=MOST_POWER)
    return (unit.strip(),)


def read_action(action: str) -> tuple[str]:
    """Refuse what a message takes back."""
    if action.strip().upper() in DELETIONS:
        raise refuse_cell("deleted")
    return ("reported",)
