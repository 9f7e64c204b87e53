"""An action in the words of schema.org, from its projection. Asks nothing.

An action is a `Project`: what several organizations set out to reach together, between
two dates and in some places. schema.org's `Action` is a deed of one agent, mostly one
that a reader may carry out on a page, and has no room for a funding or for parts.
"""

from collections.abc import Mapping
from typing import Any

from accord.base.discovery.linked import (
    Node,
    about,
    coalition_id,
    filled,
    permanent_id,
    term,
    text_in,
)
from accord.base.projecting import Projection

# What a code is called in the reader's language, for each relation that has codes.
Names = Mapping[str, Mapping[str, str]]
# Each relation to a vocabulary, and the kind of permanent id its terms have.
_TERMS = {"areas": "area", "challenges": "challenge", "targets": "target"}


def project(record: Projection, *, names: Names, language: str, address: str) -> Node:
    """Return the action; `address` is that of its page in the reader's language."""
    title = text_in(record["title"], language)
    return filled(
        {
            "@type": "Project",
            "@id": record["id"],
            "name": title,
            "alternateName": [
                each for each in record["title"].values() if each != title
            ],
            "description": text_in(record["summary"], language),
            "disambiguatingDescription": text_in(
                record["withdrawal_reason"] or {}, language
            ),
            "url": address,
            "identifier": [
                _number("accord", record["reference"]),
                *(
                    _number(each["scheme"], each["value"])
                    for each in record["identifiers"]
                ),
            ],
            # schema.org gives organizations, and so projects, no other dates.
            "foundingDate": record["starts_on"],
            "dissolutionDate": record["ends_on"] or record["withdrawn_on"],
            "parentOrganization": _partner(record["lead"], language),
            "member": [_member(each, language) for each in record["partners"]],
            "areaServed": [
                {
                    "@type": "Country",
                    "@id": permanent_id("country", code),
                    "name": names["countries"].get(code, code),
                }
                for code in record["countries"]
            ],
            "keywords": [
                term(kind=kind, code=code, name=names[relation].get(code, code))
                for relation, kind in _TERMS.items()
                for code in record[relation]
            ],
            "funding": _funding(record),
            "memberOf": about(coalition_id()),
        }
    )


def _number(scheme: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def _partner(partner: Mapping[str, Any], language: str) -> Node:
    return {
        "@type": "Organization",
        "@id": permanent_id("partner", partner["reference"]),
        "name": text_in(partner["name"], language),
    }


def _member(partner: Mapping[str, Any], language: str) -> Node:
    """Return a partner, inside the role it has where it said one."""
    member = _partner(partner, language)
    if not partner["role"]:
        return member
    return {
        "@type": "OrganizationRole",
        "member": member,
        "roleName": partner["role"],
    }


def _funding(record: Projection) -> Node | None:
    if record["budget"] is None:
        return None
    return {
        "@type": "MonetaryGrant",
        "amount": {
            "@type": "MonetaryAmount",
            "value": record["budget"],
            "currency": record["currency"],
        },
    }
