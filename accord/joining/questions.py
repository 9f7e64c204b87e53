"""The questions of an application: their names, and which must be answered.

Answers are plain JSON by these names. The form of each page says how one is asked.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

Answers = Mapping[str, Any]

NUMBERS = ("lei", "ror", "wikidata", "org-id")
LABELS = {
    "name": _("Name of the organization"),
    "name_en": _("Name in English"),
    "name_fr": _("Name in French"),
    "name_es": _("Name in Spanish"),
    "name_ar": _("Name in Arabic"),
    "short_name": _("Short name"),
    "former_names": _("Former and other names"),
    "country": _("Country where it is based"),
    "website": _("Website"),
    "lei": _("Legal Entity Identifier (LEI)"),
    "ror": _("ROR number"),
    "wikidata": _("Wikidata number"),
    "org-id": _("org-id number"),
    "registration": _("National registration"),
    "category": _("Category"),
    "constituency": _("Constituency"),
    "representativeness": _("Whom it represents"),
    "signatory_name": _("Name of who signs"),
    "signatory_title": _("Function of who signs"),
    "signatory_email": _("E-mail address of who signs"),
    "authority": _("Authority to sign"),
    "focal_name": _("Name of the focal point"),
    "focal_email": _("E-mail address of the focal point"),
    "alternate_name": _("Name of the alternate"),
    "alternate_email": _("E-mail address of the alternate"),
    "areas": _("Areas of immediate action"),
    "challenges": _("Challenges"),
    "countries": _("Countries of interest"),
    "needs": _("What it looks for"),
    "offers": _("What it offers"),
    "mandate_text": _("Mandate"),
    "priorities": _("Priorities"),
    "expertise": _("Expertise"),
    "doing": _("What it already does"),
    "commitments": _("What it commits to"),
    "consent": _("Consent to publish"),
}
REQUIRED = (
    "name",
    "country",
    "category",
    "signatory_name",
    "signatory_title",
    "signatory_email",
    "authority",
    "focal_name",
    "focal_email",
    "areas",
    "mandate_text",
    "priorities",
    "commitments",
    "consent",
)

# Of these categories it matters whom an organization represents.
REPRESENTATIVE = ("EMP", "WRK")


def missing_from(answers: Answers) -> list[str]:
    """Return the questions that must be answered and are not, in their order."""
    needed = set(REQUIRED)
    if answers.get("category") in REPRESENTATIVE:
        needed.add("representativeness")
    return [each for each in LABELS if each in needed and not answers.get(each)]


def told(answers: Answers) -> dict[str, Any]:
    """Return the answers without those that say nothing."""
    return {name: value for name, value in answers.items() if value not in _NOTHING}


_NOTHING: tuple[Any, ...] = ("", None, [], {}, False)
