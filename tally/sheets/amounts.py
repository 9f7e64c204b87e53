"""From "€ 1.5 million" or "1 200 000 FCFA" to a number and the currencies it may be in.

A sign that several currencies share, such as $, gives all of them: which one is meant
must be said elsewhere.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tally.sheets.model import Cell
from tally.sheets.months import folded
from tally.sheets.reasons import refuse_cell
from tally.sheets.values import ARABIC_DIGITS, parse_decimal, text_of

# Beyond this nothing is an amount, and reading it takes long.
LONGEST = 100
_THOUSAND, _MILLION, _MILLIARD = Decimal(10**3), Decimal(10**6), Decimal(10**9)
_DOLLARS = frozenset({
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "JMD", "TTD", "BBD", "BSD", "BZD",
    "GYD", "FJD", "NAD", "LRD", "XCD", "MXN", "CLP", "COP", "ARS", "UYU", "DOP", "CUP",
})  # fmt: skip
_FRANCS = frozenset({"XOF", "XAF"})
_RUPEES = frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"})
_CROWNS = frozenset({"SEK", "NOK", "DKK", "ISK"})
_CURRENCIES = {
    "€": {"EUR"}, "euro": {"EUR"}, "euros": {"EUR"}, "يورو": {"EUR"},
    "us$": {"USD"}, "$us": {"USD"}, "a$": {"AUD"}, "au$": {"AUD"}, "c$": {"CAD"},
    "ca$": {"CAD"}, "r$": {"BRL"}, "nz$": {"NZD"}, "s$": {"SGD"}, "hk$": {"HKD"},
    "$": _DOLLARS, "dollar": _DOLLARS, "dollars": _DOLLARS, "dolares": _DOLLARS,
    "دولار": _DOLLARS, "£": {"GBP"}, "¥": {"JPY", "CNY"}, "₹": {"INR"},
    "rs": _RUPEES, "rupees": _RUPEES, "₦": {"NGN"}, "₱": {"PHP"}, "₺": {"TRY"},
    "₽": {"RUB"}, "₩": {"KRW"}, "₫": {"VND"}, "₵": {"GHS"}, "₴": {"UAH"},
    "ksh": {"KES"}, "kr": _CROWNS, "fcfa": _FRANCS, "cfa": _FRANCS,
}  # fmt: skip
_TIMES = {
    "k": _THOUSAND, "thousand": _THOUSAND, "thousands": _THOUSAND, "mille": _THOUSAND,
    "milliers": _THOUSAND, "mil": _THOUSAND, "miles": _THOUSAND, "tsd": _THOUSAND,
    "الف": _THOUSAND, "lakh": Decimal(10**5), "lakhs": Decimal(10**5),
    "crore": Decimal(10**7), "crores": Decimal(10**7), "m": _MILLION, "mn": _MILLION,
    "mio": _MILLION, "million": _MILLION, "millions": _MILLION, "millon": _MILLION,
    "millones": _MILLION, "milhoes": _MILLION, "مليون": _MILLION, "bn": _MILLIARD,
    "billion": _MILLIARD, "billions": _MILLIARD, "mrd": _MILLIARD,
    "milliard": _MILLIARD, "milliards": _MILLIARD, "مليار": _MILLIARD,
}  # fmt: skip
# Between the words of an amount, and before the C F A of francs.
_IDLE = {"d", "de", "of", "in", "en", "f", "us", "the", "des"}
_AMOUNT = re.compile(r"(\D*?)([+\-−]?\d(?:[\d\s'’.,\u00a0\u202f\u2009]*\d)?)(\D*)")
_WORD = re.compile(r"[^\W\d_]*\$(?:us)?|[€£¥₹₦₱₺₽₩₫₵₴]|[^\W\d_]+", re.IGNORECASE)
_GLUED = re.compile(r"([kKmM])([A-Z]{3})")
_AT_A_SIGN = re.compile(r"(?<![^\W_])[kKM](?=[€$£])")
_SPACED = re.compile(r"[\s.,;:/()'’]*")
_IN_THOUSANDS = re.compile(r"(?<![\d.,])['’´`]?0{3}s?(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the currencies it may be in: none said, one, or several."""

    number: Decimal
    currencies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """What a head says of the numbers below it."""

    times: Decimal = Decimal(1)
    currencies: frozenset[str] = frozenset()


def parse_amount(cell: Cell, unit: Unit | None = None) -> Amount | None:
    """Read an amount; `unit` is what the head says. Raises CellRefused."""
    unit = unit or Unit()
    text = text_of(cell)
    if not text or not isinstance(cell, str):
        number = parse_decimal(cell)
        return None if number is None else Amount(number * unit.times, unit.currencies)
    is_short = len(text) <= LONGEST
    found = _AMOUNT.fullmatch(text.translate(ARABIC_DIGITS)) if is_short else None
    if not found:
        raise refuse_cell("number_unreadable", value=text)
    number = parse_decimal(found[2])
    times, said = _words(f"{found[1]} ", text)
    more, also = _words(found[3], text)
    is_twice = (times != 1 and more != 1) or (times * more != 1 and unit.times != 1)
    if number is None or is_twice or (said and also and said != also):
        raise refuse_cell("number_unreadable", value=text)
    return Amount(number * times * more * unit.times, said or also or unit.currencies)


def unit_in(head: str, codes: Collection[str]) -> Unit:
    """Return what a head such as "Cost (USD '000)" says; `codes` are currencies."""
    times, said = Decimal(1), frozenset[str]()
    if _IN_THOUSANDS.search(head):
        times = _THOUSAND
    elif sign := _AT_A_SIGN.search(head):
        times = _TIMES[sign[0].lower()]
    for word, prefix in _split(head):
        if word in codes:
            said = said or frozenset({word})
        elif len(word) > 1 or not word.isalpha():
            said = said or frozenset(_CURRENCIES.get(folded(word), ()))
        if prefix or len(word) > 1:
            times *= _TIMES.get(folded(prefix or word), Decimal(1))
    return Unit(times, said)


def _words(text: str, whole: str) -> tuple[Decimal, frozenset[str]]:
    """Return what the words beside a number mean; all of them must mean something."""
    times, said = Decimal(1), frozenset[str]()
    if not _SPACED.fullmatch(_WORD.sub("", text)):
        raise refuse_cell("number_unreadable", value=whole)
    for word, prefix in _split(text):
        name = folded(word)
        if prefix:
            times *= _TIMES[prefix.lower()]
        if name in _TIMES:
            times *= _TIMES[name]
        elif name in _CURRENCIES:
            said = said or frozenset(_CURRENCIES[name])
        elif re.fullmatch(r"[A-Z]{3}", word):
            said = said & {word} if word in said else frozenset({word})
        elif name not in _IDLE:
            raise refuse_cell("number_unreadable", value=whole)
    return times, said


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words, with the k or M that stands at a code: "kEUR"."""
    for word in _WORD.findall(text):
        glued = _GLUED.fullmatch(word)
        yield (glued[2], glued[1]) if glued else (word, "")
