"""Currencies in use, and amounts as people write them."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name
from django.utils.translation import gettext as _

# Offered first: what most budgets of the coalition are written in.
COMMON = ("USD", "EUR", "CHF", "XOF")
_SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
_ARABIC = str.maketrans({"٫": ".", "٬": ","})


class Unclear(ValueError):
    """The amount can be read in more than one way, or not at all."""


@lru_cache(maxsize=1)
def in_use() -> frozenset[str]:
    """Return the ISO 4217 codes that are money somewhere today (CLDR)."""
    current = set(COMMON)
    for uses in get_global("territory_currencies").values():
        current |= {code for code, _start, end, tender in uses if tender and not end}
    return frozenset(current)


@lru_cache(maxsize=8)
def choices(language: str) -> list[tuple[str, str]]:
    """Return (code, "code – name") in that language, the common ones first."""
    locale = Locale.parse(language, sep="-")
    rest = sorted(in_use() - set(COMMON))
    return [
        (code, f"{code} – {get_currency_name(code, locale=locale)}")
        for code in (*COMMON, *rest)
    ]


def amount(text: str) -> Decimal:
    """Read an amount. Groups may be parted by spaces, points or commas.

    "1.200" is one thousand two hundred to some readers and one point two to others:
    it is refused with `Unclear`, never guessed.
    """
    bare = _SPACES.sub("", text).translate(_ARABIC)
    head, mark, tail = _divided(bare)
    if any(each in head for each in ".,") and not _GROUPED.fullmatch(head):
        raise Unclear(_("Write the amount in digits, such as 1200000."))
    digits = head.replace(",", "").replace(".", "")
    bare = f"{digits}.{tail}" if mark else digits
    try:
        value = Decimal(bare)
    except InvalidOperation as error:
        raise Unclear(_("Write the amount in digits, such as 1200000.")) from error
    if not value.is_finite() or value < 0 or value >= Decimal("1e16"):
        raise Unclear(_("Write the amount in digits, such as 1200000."))
    return value.quantize(Decimal("0.01"))


def _divided(bare: str) -> tuple[str, str, str]:
    """Part an amount at its decimal mark; the mark is empty where it has none."""
    marks = [character for character in bare if character in ",."]
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        return bare, "", ""
    parts = bare.rpartition(marks[-1])
    is_group = len(marks) == 1 and len(parts[2]) == 3 and parts[0].lstrip("0")
    if is_group:
        raise Unclear(_("Write the amount without points or commas, such as 1200000."))
    return parts
