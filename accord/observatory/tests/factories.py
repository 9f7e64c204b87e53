"""The smallest valid records of the observatory."""

from typing import Any

from accord.observatory.models import Indicator, Unit


def make_indicator(code: str = "informality", **given: Any) -> Indicator:
    unit, _made = Unit.objects.get_or_create(
        code="percent", defaults={"names": {"en": "per cent"}, "symbols": {"en": "%"}}
    )
    named = {"en": code.capitalize()}
    return Indicator.objects.create(
        **{"code": code, "names": named, "unit": unit} | given
    )
