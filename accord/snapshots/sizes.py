"""Sizes of files, in the reader's manner."""

from babel.units import format_unit
from django.utils.translation import get_language

_STEPS = ((1_000_000, "megabyte"), (1_000, "kilobyte"), (1, "byte"))


def printed(size: int) -> str:
    """Return the size with one digit after the point, in the largest unit that fits."""
    step, unit = next(
        ((step, unit) for step, unit in _STEPS if size >= step), _STEPS[-1]
    )
    value = round(size / step, 1)
    return format_unit(
        value, f"digital-{unit}", length="short", locale=get_language() or "en"
    )
