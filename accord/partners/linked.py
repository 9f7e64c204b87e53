"""A partner in the words of schema.org, from its projection. Asks nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from accord.base.discovery.linked import (
    Node,
    about,
    coalition_id,
    filled,
    other_names,
    term,
    text_in,
)
from accord.base.projecting import Projection

# A more telling type where schema.org has one; financial institutions, enterprises,
# regional and international bodies and academia are all kinds of `Organization`.
_TYPES = {
    "GOV": "GovernmentOrganization",
    "WRK": "WorkersUnion",
    "NGO": "NGO",
}
# Registers whose numbers are addresses that say the same organization is meant.
_SAME_AS = {
    "ror": "https://ror.org/",
    "wikidata": "http://www.wikidata.org/entity/",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes of a partner are called in the reader's language."""

    country: str = ""
    country_iso2: str = ""
    region: str = ""
    areas: Mapping[str, str] = field(default_factory=dict)
    challenges: Mapping[str, str] = field(default_factory=dict)


def partner(record: Projection, *, names: Names, language: str, address: str) -> Node:
    """Return the partner; `address` is that of its page in the reader's language."""
    name = text_in(record["name"], language)
    numbers = record["identifiers"]
    return filled(
        {
            "@type": _TYPES.get(record["category"], "Organization"),
            "@id": record["id"],
            "name": name,
            "alternateName": other_names(record["name"], name, record["short_name"]),
            "description": text_in(record["mandate"], language),
            "url": address,
            "identifier": [
                _number("accord", record["reference"]),
                *(_number(each["scheme"], each["value"]) for each in numbers),
            ],
            "leiCode": next(
                (each["value"] for each in numbers if each["scheme"] == "lei"), None
            ),
            "sameAs": [
                *filter(None, [record["website"]]),
                *(
                    _SAME_AS[each["scheme"]] + quote(each["value"])
                    for each in numbers
                    if each["scheme"] in _SAME_AS
                ),
            ],
            "address": {
                "@type": "PostalAddress",
                "addressCountry": names.country_iso2 or record["country"],
            }
            if record["country"]
            else None,
            "areaServed": {"@type": "Place", "name": names.region}
            if record["region"]
            else None,
            "knowsAbout": [
                *(
                    term(kind="area", code=code, name=names.areas.get(code, code))
                    for code in record["areas"]
                ),
                *(
                    term(
                        kind="challenge",
                        code=code,
                        name=names.challenges.get(code, code),
                    )
                    for code in record["challenges"]
                ),
            ],
            "memberOf": filled(
                {
                    "@type": "OrganizationRole",
                    "memberOf": about(coalition_id()),
                    "startDate": record["joined_on"],
                    "endDate": record["left_on"],
                }
            ),
        }
    )


def _number(scheme: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}
