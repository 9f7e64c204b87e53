"""Which attributes and children the elements may have that are read here.

After the activity schema 2.03; what is not listed is reported, not passed over in
silence.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from tally.iati.elements import Notes, parts


class Shape(NamedTuple):
    """The names that may stand in an element."""

    attributes: frozenset[str]
    children: frozenset[str]


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
    "participating-org": shape(
        "ref type role activity-id crs-channel-code", "narrative"
    ),
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
        "result",
        "capital-spend",
        "document-link",
        "legacy-data",
        "conditions",
        "crs-add",
        "fss",
    ]
)

# Read, but only as parts of others.
INSIDE = frozenset(
    [
        "narrative",
        "owner-org",
        "period-end",
        "period-start",
        "transaction-date",
        "transaction-type",
        "value",
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
# In these, text is the content; in those with narratives it is read if there is none.
WITH_TEXT = frozenset(["iati-identifier", "value", "narrative"])


def report_shape(element: etree._Element, notes: Notes) -> None:
    """Remark on what stands in an element, and in its parts, and does not belong."""
    expected = READ[str(element.tag)]
    report_attributes(element, expected.attributes, notes)
    for name in expected.attributes:
        if element.get(name, "filled").strip() == "":
            notes.on(element)("attribute_missing", missing=name)
    is_narrated = "narrative" in expected.children
    if not (element.tag in WITH_TEXT or (is_narrated and not len(element))):
        pieces = [element.text, *(child.tail for child in element)]
        stray = " ".join(" ".join(filter(None, pieces)).split())
        if stray:
            notes.on(element)("text_stray", value=stray)
    for child in parts(element):
        if child.tag not in expected.children:
            notes.on(child)("element_unknown", found=child.tag)
        elif child.tag in READ:
            report_shape(child, notes)


def report_attributes(
    element: etree._Element, known: frozenset[str], notes: Notes
) -> None:
    """Remark on each attribute of the standard's namespace that is not known."""
    for name in map(str, element.attrib):
        if not name.startswith("{") and name not in known:
            notes.on(element)("attribute_unknown", found=name)
