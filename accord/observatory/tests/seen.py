"""Observations and subjects for tests, as short as a test wants to say them."""

from typing import Any

from django.utils import translation

from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tests.figures import DEFAULTS

SYMBOLS = {"en": "%", "fr": "\u00a0%", "es": "\u00a0%", "ar": "٪"}


def subject(**changed: Any) -> Subject:
    language = translation.get_language() or "en"
    facts: dict[str, Any] = {
        "code": "informal",
        "name": "Informality",
        "unit": "per cent",
        "counted": "per cent",
        "unit_code": "percent",
        "symbol": SYMBOLS[language],
        "decimals": 1,
        "worth": 1.0,
        "polarity": -1,
        "can_rank": True,
        "target": None,
        "target_year": None,
    }
    return Subject(**{**facts, **changed})


def seen(time: str, value: float | None, area: str = "KEN", **others: Any):
    fields = set(Observation.__slots__)
    facts = {name: value for name, value in DEFAULTS.items() if name in fields}
    facts |= {"indicator": "informal", "area": area, "time": time, "value": value}
    return Observation(**{"survey": "", "year": int(time[:4]), **facts, **others})


def line(*values: float | None, start: int = 2010, **others: Any) -> list[Observation]:
    return [seen(str(start + n), value, **others) for n, value in enumerate(values)]
