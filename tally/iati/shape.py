"""Which attributes and children the elements may have that are read here.

After the activity schema 2.03; what is not listed is reported, not passed over in silence.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Shape(NamedTuple):
    attributes: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()


def shape(attributes: str = "", children: str = "") -> Shape:
    return Shape(frozenset(attributes.split()), frozenset(children.split()))


ACTIVITY_ATTRIBUTES = frozenset(
    [
        "last-updated-datetime",
        "default-currency",
        "humanitarian",
        "hierarchy",
        "linked-data-uri",
        "budget-not-provided",
    ]
)

READ: Mapping[str, Shape] = {
    "iati-identifier": shape(),
    "reporting-org": shape("ref type secondary-reporter", "narrative"),
    "title": shape("", "narrative"),
    "description": shape("type", "narrative"),
    "participating-org": shape("ref type role activity-id crs-channel-code", "narrative"),
    "other-identifier": shape("ref type", "owner-org"),
    "owner-org": shape("ref", "narrative"),
    "activity-status": shape("code"),
    "activity-date": shape("type iso-date", "narrative"),
    "recipient-country": shape("code percentage", "narrative"),
    "recipient-region": shape("code vocabulary vocabulary-uri percentage", "narrative"),
    "sector": shape("code vocabulary vocabulary-uri percentage", "narrative"),
    "tag": shape("code vocabulary vocabulary-uri", "narrative"),
    "budget": shape("type status", "period-start period-end value"),
    "period-start": shape("iso-date"),
    "period-end": shape("iso-date"),
    "value": shape("currency value-date"),
    "transaction": shape(
        "ref humanitarian",
        "transaction-type transaction-date value description provider-org receiver-org "
        "disbursement-channel sector recipient-country recipient-region flow-type "
        "finance-type aid-type tied-status",
    ),
    "transaction-type": shape("code"),
    "transaction-date": shape("iso-date"),
    "related-activity": shape("ref type"),
    "narrative": shape(),
}

# Valid, but nothing an importer of actions keeps: counted in `Activity.passed_over`.
PASSED_OVER = frozenset(
    [
        "contact-info",
        "activity-scope",
        "location",
        "country-budget-items",
        "humanitarian-scope",
        "policy-marker",
        "collaboration-type",
        "default-flow-type",
        "default-finance-type",
        "default-aid-type",
        "default-tied-status",
        "planned-disbursement",
        "capital-spend",
        "document-link",
        "legacy-data",
        "conditions",
        "crs-add",
        "fss",
    ]
)

REQUIRED = (
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
)
AT_MOST_ONCE = ("reporting-org", "title", "activity-status")
