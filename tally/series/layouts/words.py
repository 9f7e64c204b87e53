"""Words and codes that several sources share: sexes, ages, natures, units in names."""

import re

from tally.series.reasons import refuse_cell

SEXES = {
    "": "T",
    "t": "T",
    "_t": "T",
    "total": "T",
    "both": "T",
    "bothsex": "T",
    "both sexes": "T",
    "all persons": "T",
    "mw": "T",
    "tot": "T",
    "f": "F",
    "female": "F",
    "women": "F",
    "wmn": "F",
    "m": "M",
    "male": "M",
    "men": "M",
    "o": "O",
    "other": "O",
    "x": "_X",
    "_x": "_X",
    "u": "_X",
    "_u": "_X",
    "notspec": "_X",
    "_n": "_X",
}
ALL_AGES = {"", "allage", "total", "_t", "t", "all ages", "all", "_z"}
FROM = re.compile(r"y?(\d{1,3})\s*(?:\+|plus)|y_?ge(\d{1,3})", re.IGNORECASE)
BETWEEN = re.compile(r"y?(\d{1,3})\s*(?:-|_|t)\s*(\d{1,3})y?", re.IGNORECASE)
BELOW = re.compile(r"(?:<|lt|y_lt)\s*(\d{1,3})y?", re.IGNORECASE)

# Who made the figure (UN SDG database). E and M are made by the agency: from national
# data of other years or sources, and from a model where a country has none. CA is the
# country's own, adjusted to compare; G is computed by the agency from countries' data.
BASES_OF_NATURE = {"E": "modelled", "M": "modelled"}
NATURES = ("C", "CA", "E", "G", "M", "N", "NA")

# A unit stands in the last parenthesis of a name of the World Bank.
UNIT = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\s*(?:\(modeled[^()]*\))?\s*$")
PPP = re.compile(r"\b(19\d\d|20\d\d) PPP\b|\bPPP \(?(19\d\d|20\d\d)\b")
LINE = re.compile(r"\$(\d+(?:\.\d+)?) a day")
# The lines that the World Bank drew with each round of purchasing power parities.
ROUNDS = {
    "1.25": "2005",
    "1.9": "2011",
    "3.2": "2011",
    "5.5": "2011",
    "2.15": "2017",
    "3.65": "2017",
    "6.85": "2017",
    "3": "2021",
    "4.2": "2021",
    "8.3": "2021",
}
LONGEST_CODE = 300


def read_sex(text: str) -> str:
    """One of `schema.SEXES`, or the source's own code."""
    return SEXES.get(text.strip().casefold(), text.strip())


def read_age(text: str) -> str:
    """An age in the manner of SDMX (Y15T24, Y_GE15, Y_LT5, _T), or as it stands."""
    age = text.strip()
    if age.casefold() in ALL_AGES:
        return "_T"
    if found := FROM.fullmatch(age):
        return f"Y_GE{found[1] or found[2]}"
    if found := BETWEEN.fullmatch(age):
        return f"Y{found[1]}T{found[2]}"
    if found := BELOW.fullmatch(age):
        return f"Y_LT{found[1]}"
    return age


def read_nature(text: str) -> tuple[str, str, str]:
    """Nature, basis, and the kind of missing, were there no value."""
    nature = text.strip().upper()
    missing = "X" if nature == "N" else ""
    return nature, BASES_OF_NATURE.get(nature, "reported"), missing


def read_code(text: str) -> str:
    """The code of a series, which must be there and of a sensible length."""
    code = text.strip()
    if not code:
        raise refuse_cell("series_missing")
    if len(code) > LONGEST_CODE:
        raise refuse_cell("code_too_long", value=code, limit=LONGEST_CODE)
    return code


def unit_of_name(name: str) -> str:
    """The unit that a name ends with in parentheses, or ""."""
    found = UNIT.search(name.strip())
    return found[1].strip() if found and "estimate" not in found[1] else ""


def round_of_line(line: str) -> str:
    """The round of parities to which a line of the World Bank belongs, or ""."""
    return ROUNDS.get(line.rstrip("0").rstrip(".") if "." in line else line, "")


def poverty_of_name(name: str) -> dict[str, str]:
    """The poverty line and the round of parities that a name tells."""
    said = {}
    if line := LINE.search(name):
        said["POVERTY_LINE"] = line[1]
    if ppp := PPP.search(name):
        said["PPP"] = ppp[1] or ppp[2]
    elif line and (ppp_round := round_of_line(line[1])):
        said["PPP"] = ppp_round
    return said
