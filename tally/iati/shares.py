"""Whether the percentages of places and sectors make a whole."""

import re
from collections import defaultdict
from decimal import Decimal

from lxml import etree

from tally.iati.elements import Notes, given

# Thirds and sevenths are written with two decimals: their sums are not exact.
TOLERANCE = Decimal("0.05")
SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{0,20})?")
PLACES = ("recipient-country", "recipient-region")


class Shares:
    """The percentages of an activity by what they divide, before any is left out."""

    def __init__(self) -> None:
        self._places: dict[str, list[Decimal | None]] = defaultdict(list)
        self._sectors: dict[str, list[Decimal | None]] = defaultdict(list)

    def add(self, element: etree._Element) -> None:
        text = given(element, "percentage")
        share = Decimal(text) if SHARE.fullmatch(text) else None
        if element.tag == "recipient-country":
            self._places["countries"].append(share)
        elif element.tag == "recipient-region":
            self._places[given(element, "vocabulary") or "1"].append(share)
        elif element.tag == "sector":
            self._sectors[given(element, "vocabulary") or "1"].append(share)

    def check(self, notes: Notes, line: int) -> None:
        """Remark where shares are missing or do not sum to 100.

        Countries count with the regions of any one vocabulary, or of all.
        """
        for vocabulary, shares in self._sectors.items():
            _check([shares], "sector", vocabulary, notes, line)
        countries = self._places.pop("countries", [])
        if not countries and not self._places:
            return
        together = [countries + shares for shares in self._places.values()]
        everything = countries + [s for group in self._places.values() for s in group]
        element = PLACES[0] if countries else PLACES[1]
        names = ", ".join(sorted(self._places)) or "-"
        _check([everything, *together], element, names, notes, line)


def _check(
    ways: list[list[Decimal | None]], element: str, group: str, notes: Notes, line: int
) -> None:
    """Remark unless one of the ways of counting makes a whole; the first is named."""
    first = ways[0]
    if None in first:
        if len(first) > 1:
            notes.add(line, element, "percentages_missing")
        return
    sums = [sum((s for s in way if s is not None), Decimal(0)) for way in ways]
    if not any(abs(total - 100) <= TOLERANCE for total in sums):
        notes.add(line, element, "percentages_sum", sum=sums[0], group=group)
