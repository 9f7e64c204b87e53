"""Areas as SDMX messages name them: by two letters, three letters or a number.

`data/alpha2.csv` has the two-letter codes of ISO 3166 for the countries and areas of
the UN's M49 list (June 2024). Three letters, M49 numbers and the ILO's groups are known
to `tally.series.areas`.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tally.series import areas

TABLE = Path(__file__).parent / "data" / "alpha2.csv"
# Codes of Eurostat and the ECB that ISO 3166 has not, and areas that M49 leaves out.
OTHERS: Mapping[str, str] = {
    "EL": "GRC",
    "UK": "GBR",
    "TW": "TWN",
    "XK": "XKX",
    "W0": "001",
    "1W": "001",
    "WORLD": "001",
}
# What is said of no area.
NONE = frozenset(["_Z"])


@cache
def _by_two_letters() -> Mapping[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["alpha2"]: row["alpha3"] for row in csv.DictReader(file)}


def read_area(text: str) -> tuple[str, str]:
    """The code and kind of an area; none at all where the source says so."""
    code = text.strip()
    if code in NONE:
        return "", "other"
    upper = code.upper()
    known = _by_two_letters().get(upper) or OTHERS.get(upper)
    return areas.resolved(known or code)
