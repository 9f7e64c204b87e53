"""Periods of observations, as the tidy schema writes them: 2021, 2021-Q3, 2021-07."""

import re

from tally.series.model import Limits
from tally.series.reasons import refuse_cell

YEAR = re.compile(r"(\d{4})(?:\.0+)?")
QUARTER = re.compile(r"(\d{4})-?\s?Q([1-4])|Q([1-4])-(\d{4})")
MONTH = re.compile(r"(\d{4})-?M?(0[1-9]|1[0-2])|(\d{4})M(\d)")
HALF = re.compile(r"(\d{4})-?S([12])")
BOUNDS = Limits()


def read_period(text: str) -> tuple[str]:
    """The period in the manner of the tidy schema."""
    cell = text.strip()
    if not cell:
        raise refuse_cell("time_missing")
    if found := YEAR.fullmatch(cell):
        period = found[1]
    elif found := QUARTER.fullmatch(cell):
        period = f"{found[1] or found[4]}-Q{found[2] or found[3]}"
    elif found := MONTH.fullmatch(cell):
        period = f"{found[1] or found[3]}-{(found[2] or found[4]).zfill(2)}"
    elif found := HALF.fullmatch(cell):
        period = f"{found[1]}-S{found[2]}"
    else:
        raise refuse_cell("time_unreadable", value=text)
    if not BOUNDS.first_year <= int(period[:4]) <= BOUNDS.last_year:
        raise refuse_cell(
            "time_outside",
            value=text,
            first=BOUNDS.first_year,
            last=BOUNDS.last_year,
        )
    return (period,)
