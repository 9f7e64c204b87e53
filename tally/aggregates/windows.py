"""Which value of a country stands for a year."""

from collections.abc import Mapping


def nearest(years: Mapping[int, float], year: int, *, within: int) -> int | None:
    """Return the year whose value stands for `year`, None where none is near enough.

    The nearest within so many years; of two as near, the earlier, which was known then.
    """
    near = [each for each in years if abs(each - year) <= within]
    return min(near, key=lambda each: (abs(each - year), each), default=None)
