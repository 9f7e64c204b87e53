"""Which value of a country stands for a year."""

from collections.abc import Container


def nearest(years: Container[int], year: int, *, within: int) -> int | None:
    """Return the year whose value stands for `year`, None where none is near enough.

    The nearest within so many years; of two as near, the earlier, which was known then.
    """
    for distance in range(within + 1):
        for each in (year - distance, year + distance):
            if each in years:
                return each
    return None
