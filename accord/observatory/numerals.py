"""Numbers as the reader writes them, rounded once, with their unit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from django.urls import NoReverseMatch
from django.utils.translation import get_language, ngettext, pgettext

from accord.atlas.models.named import active_language, text_in
from accord.observatory.models import Indicator, Unit

# English for the world, as on all pages.
_WRITTEN_AS = {"en": "en-001"}
# A plain whole number for which Django's catalogues give the form of a CLDR category.
_OF_CATEGORY = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
# Units whose numbers stand alone: "an index of 0.601", never "0.601 index".
_ALONE = {"index-1", "index-10", "ratio", "gini-point"}


def reader() -> Locale:
    return _locale(get_language() or "en")


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_WRITTEN_AS.get(language, language), sep="-")


def listed(words: Sequence[str]) -> str:
    """Write several names as the reader does: Uganda, Rwanda and Ethiopia."""
    return format_list(list(words), locale=reader())


def rounded(value: float, decimals: int) -> Decimal:
    """Round the stored value once, halves to the even digit."""
    # repr gives the shortest decimal that is this double: what the source wrote.
    places = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(places, ROUND_HALF_EVEN) + 0


def written(value: float, decimals: int) -> str:
    """Write a number with exactly so many decimals, in the reader's manner."""
    return _written(value, decimals, get_language() or "en")


# A value is written for its chart, its table and its sentence, on every page again.
@lru_cache(maxsize=50_000)
def _written(value: float, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(
        rounded(value, decimals), format=pattern, locale=_locale(language)
    )


def plural_of(number: Decimal) -> int:
    """Return a whole number that takes the same grammatical number as a decimal.

    gettext counts whole things; CLDR knows that French says "1,5 point".
    """
    return _OF_CATEGORY[reader().plural_form(number)]


def strung(items: Iterable[str]) -> str:
    """Put items that hold commas one after the other, as the language parts them."""
    return pgettext("between the items of a list", "; ").join(items)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about: an indicator in the reader's language.

    `worth` is the smallest difference, in the unit of differences, that may be called
    a rise or a fall where no interval is known; None where nobody has said it.
    """

    code: str
    name: str
    unit: str
    # What stands behind a number in a sentence: the short name of the unit.
    counted: str
    unit_code: str
    symbol: str
    decimals: int
    worth: float | None
    polarity: int
    can_rank: bool
    target: float | None
    target_year: int | None
    url: str = ""

    @classmethod
    def of(cls, indicator: Indicator) -> "Subject":
        """Return the subject of an indicator whose unit is loaded."""
        unit: Unit = indicator.unit
        language = active_language()
        absolute = indicator.target is not None and indicator.target_kind == "value"
        return cls(
            code=indicator.code,
            name=indicator.name,
            unit=unit.name,
            counted=text_in(unit.short_names, language) or unit.name,
            unit_code=unit.code,
            symbol=text_in(unit.symbols, language),
            decimals=indicator.decimals,
            worth=None if indicator.worth is None else float(indicator.worth),
            polarity=indicator.polarity,
            can_rank=indicator.can_rank,
            target=float(indicator.target or 0) if absolute else None,
            target_year=indicator.target_year,
            url=_address(indicator),
        )

    @property
    def within(self) -> tuple[float, float]:
        """The natural limits of the values."""
        if self.unit_code == "percent":
            return 0.0, 100.0
        if self.unit_code == "index-1":
            return 0.0, 1.0
        return float("-inf"), float("inf")

    def number(self, value: float) -> str:
        """Write a value without its unit, for tables headed by it."""
        return written(value, self.decimals)

    def value(self, value: float) -> str:
        """Write a value with its unit, for sentences."""
        number = self.number(value)
        if self.symbol:
            return f"{number}{self.symbol}"
        if self.unit_code in _ALONE:
            return number
        return f"{number}\u00a0{self.counted}"

    def short(self, value: float) -> str:
        """Write a value with the sign of its unit only, for marks and labels.

        And for the first of two values in a sentence, whose last one has the unit.
        """
        return f"{self.number(value)}{self.symbol}"

    def difference(self, value: float) -> str:
        """Write the size of a difference; of per cent it is percentage points."""
        size = rounded(abs(value), self.decimals)
        number = written(abs(value), self.decimals)
        if self.unit_code == "percent":
            return ngettext(
                "%(number)s percentage point",
                "%(number)s percentage points",
                plural_of(size),
            ) % {"number": number}
        return self.short(abs(value))

    def ticks(self, decimals: int) -> Callable[[float], str]:
        """Return how ticks of an axis are written: no more decimals than they need."""
        return lambda value: f"{written(value, decimals)}{self.symbol}"


def _address(indicator: Indicator) -> str:
    try:
        return indicator.get_absolute_url()
    except NoReverseMatch:
        return ""
