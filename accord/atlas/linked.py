"""Reference records in the words of schema.org, from projections. Asks nothing."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.atlas.models import FALLBACK
from accord.base.discovery import linked
from accord.base.discovery.linked import Node, filled
from accord.base.projecting import Projection

# Where the United Nations say what a goal or target is.
_METADATA = "http://metadata.un.org/sdg/"


def named(texts: dict[str, str], language: str) -> str:
    """Return the name in a language, in English where that is missing."""
    return texts.get(language) or texts.get(FALLBACK, "")


def country(record: Projection, *, region: str, language: str, address: str) -> Node:
    name = named(record["names"], language)
    return filled(
        {
            "@type": "Country",
            "@id": linked.permanent_id("country", record["iso3"]),
            "name": name,
            "alternateName": linked.other_names(
                record["names"], name, *record["formal_names"].values()
            ),
            "url": address,
            "identifier": [
                _number("ISO 3166-1 alpha-3", record["iso3"]),
                _number("ISO 3166-1 alpha-2", record["iso2"]),
                _number("UN M49", record["m49"]),
            ],
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": record["latitude"],
                "longitude": record["longitude"],
            },
            "containedInPlace": {
                "@type": "Place",
                "name": region,
                "identifier": _number("UN M49", record["region"]),
            },
        }
    )


def _number(scheme: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def concept(kind: str, record: Projection, *, language: str, address: str) -> Node:
    """Return an area, a challenge or a goal, in the set that it belongs to."""
    return linked.term(
        kind=kind,
        code=record["code"],
        name=named(record["names"], language),
        description=named(record.get("definition", {}), language),
        address=address,
        term_set=term_set(kind, language),
        same_as=_METADATA + record["code"] if kind in {"goal", "target"} else "",
    )


def term_set(kind: str, language: str) -> Node:
    """Return the vocabulary that the terms of a kind belong to."""
    names: dict[str, Any] = {
        "area": (_("Areas of immediate action"), "areas"),
        "challenge": (_("Challenges"), "challenges"),
        "goal": (_("Sustainable Development Goals"), "goals"),
        "target": (_("Targets of the Sustainable Development Goals"), "goals"),
    }
    name, pages = names[kind]
    address = f"{settings.PUBLIC_URL}/{language}/{pages}/"
    return {
        "@type": "DefinedTermSet",
        "@id": f"{settings.PUBLIC_URL}/#{kind}",
        "name": name,
        "url": address,
    }
