"""What the mapping leans on: the codes there are here, and what sectors speak of."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from accord.atlas.models import Area, Country, Target, TargetGroup
from accord.partners.models import Identifier

SECTORS = Path(__file__).with_name("sectors.toml")


@dataclass(frozen=True, slots=True)
class Sector:
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """The codes an action may hold, read once for a whole file."""

    countries: Mapping[str, str]
    areas: frozenset[str]
    groups: frozenset[str]
    targets: frozenset[str]
    # By org-id number, in capitals.
    partners: Mapping[str, str]

    @classmethod
    def read(cls) -> "Known":
        numbers = Identifier.objects.filter(scheme=Identifier.Scheme.ORG_ID)
        return cls(
            countries=dict(Country.objects.values_list("iso2", "iso3")),
            areas=_codes(Area),
            groups=_codes(TargetGroup),
            targets=_codes(Target),
            partners={
                value.upper(): reference
                for value, reference in numbers.values_list(
                    "value", "partner__reference"
                )
            },
        )


def _codes(model: Any) -> frozenset[str]:
    return frozenset(model.objects.values_list("code", flat=True))


@cache
def sectors() -> Mapping[str, Sector]:
    """Return the published mapping of DAC sectors to areas and groups."""
    with SECTORS.open("rb") as file:
        return {
            each["code"]: Sector(
                tuple(each.get("areas", ())),
                tuple(each.get("groups", ())),
                each["reason"],
            )
            for each in tomllib.load(file)["sector"]
        }
