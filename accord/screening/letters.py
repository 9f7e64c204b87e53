"""The letter to an applicant: drafted from a template in their language.

The templates are files, `templates/screening/letters/{outcome}.{language}.txt`, plain
text throughout. They are given what the applicant may know, and nothing else of the
case. Where words are missing they leave a gap in square brackets, which whoever
decides fills before the letter goes.
"""

import re
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from accord.base.templatetags.components import day_in_words
from accord.screening import checklists, subject
from accord.screening.models import Case, Outcome, Recommendation

_GAP = re.compile(r"\[[^\]\n]*\]")
_BLANK_LINES = re.compile(r"\n{3,}")


def drafted(
    case: Case, recommendation: Recommendation, outcome: Outcome, *, on: date
) -> str:
    """Return the letter as the template has it; nothing for a partner under review."""
    if case.application is None:
        return ""
    about = subject.of(case)
    language = about.language if about.language in checklists.LANGUAGES else "en"
    context = {
        "reference": case.application.reference,
        "organization": about.name_in(language),
        "signatory": about.signatory,
        "coalition": _coalition(language),
        "public_url": settings.PUBLIC_URL,
        "grounds": [
            checklists.grounds()[code][language] for code in recommendation.grounds
        ],
        "words": recommendation.words.strip(),
        "conditions": recommendation.conditions.strip(),
    }
    with override(language):
        text = render_to_string(
            f"screening/letters/{outcome}.{language}.txt",
            context | {"day": day_in_words(on)},
        )
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def has_gaps(letter: str) -> bool:
    """Say whether the letter still has words in square brackets."""
    return _GAP.search(letter) is not None


def _coalition(language: str) -> str:
    names = settings.COALITION_NAME
    return str(names.get(language) or names["en"])
