"""A federation's spreadsheet: 250 pledges of its affiliates, eleven of them faulty."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

ROWS = 250
HEADS = (
    "No.",
    "Affiliate",
    "Pledge",
    "Country",
    "Area of immediate action",
    "Start",
    "End",
    "Budget",
    "Currency",
)
# The row as a spreadsheet counts it, the head, what stands there, what was meant.
FAULTS = (
    (9, "Start", "03/04/2026", "2026-04-03"),
    (31, "Start", "11/12/2025", "2025-12-11"),
    (44, "Country", "Other country", "Kenya"),
    (58, "Budget", "1,234", "1234"),
    (77, "Country", "Wakanda", "Ghana"),
    (101, "End", "2020-01-01", "2028-01-01"),
    (120, "Currency", "EURO", "EUR"),
    (150, "Area of immediate action", "Outer space", "Equality"),
    (188, "Start", "31st of May", "2026-05-31"),
    (203, "Budget", "a lot", "5000"),
    (240, "End", "07/08/2027", "2027-08-07"),
)
_COUNTRIES = ("Senegal", "Kenya", "Ghana", "Côte d’Ivoire", "Togo", "Benin", "Mali")
_AREAS = ("Equality", "Employment", "Protection", "Social dialogue")
_WORK = (
    "Negotiate written contracts for",
    "Train safety delegates among",
    "Open a sickness fund with",
    "Count the unpaid overtime of",
    "Write the first collective agreement for",
)
_PEOPLE = ("dockers", "cleaners", "market traders", "tea pickers", "bus crews")
# Two lines of a title and an empty one stand above the heads, as people lay out sheets.
_ABOVE = (("Pledges of our affiliates",), ("Collected by the federation",), ())


def write(path: Path) -> None:
    """Write the spreadsheet. Affiliates and pledges are invented."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Pledges"
    for line in _ABOVE:
        sheet.append(line)
    sheet.append(HEADS)
    faults = {(row, head): wrong for row, head, wrong, _meant in FAULTS}
    for number in range(ROWS):
        row = number + len(_ABOVE) + 2
        told = _pledge(number)
        sheet.append(
            [faults.get((row, head), told[head]) for head in HEADS],
        )
    book.save(path)


def _pledge(number: int) -> dict[str, object]:
    start = date(2025, 1, 1) + timedelta(days=number)
    work, people = _WORK[number % 5], _PEOPLE[number // 5 % 5]
    return {
        "No.": number + 1,
        "Affiliate": f"Sample affiliate {number + 1}",
        "Pledge": f"{work} {people} in district {number + 1}",
        "Country": _COUNTRIES[number % len(_COUNTRIES)],
        "Area of immediate action": _AREAS[number % len(_AREAS)],
        "Start": start,
        "End": start + timedelta(days=900),
        "Budget": 1000 + 10 * number,
        "Currency": "EUR",
    }


def rows() -> list[dict[str, object]]:
    """Return the pledges as they are meant, faults mended."""
    meant = {(row, head): value for row, head, _wrong, value in FAULTS}
    return [
        {
            head: _typed(head, meant.get((number + len(_ABOVE) + 2, head), value))
            for head, value in _pledge(number).items()
        }
        for number in range(ROWS)
    ]


def _typed(head: str, value: object) -> object:
    if head in {"Start", "End"} and isinstance(value, str):
        return date.fromisoformat(value)
    return int(str(value)) if head == "Budget" else value
