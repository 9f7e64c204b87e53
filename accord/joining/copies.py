"""A copy of an application as PDF/UA-1, drawn by Typst in the applicant's language."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.base.discovery.cards import typefaces
from accord.base.templatetags.accord import direction_of
from accord.base.templatetags.components import day_in_words
from accord.joining.models import Application
from accord.joining.questions import LABELS
from accord.joining.sections import SECTIONS
from accord.joining.words import Words

TEMPLATE = Path(__file__).with_name("copy.typ")


def as_pdf(application: Application) -> bytes:
    """Return the PDF; some tenths of a second."""
    import typst  # noqa: PLC0415 - only who draws pays for loading it

    with override(application.language):
        told = _told(application)
    drawn = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=typefaces(),
        sys_inputs={"copy": json.dumps(told)},
        pdf_standards="ua-1",
        # The same application is the same file.
        timestamp=int((application.submitted_at or application.changed_at).timestamp()),
    )
    if not isinstance(drawn, bytes):
        raise TypeError("A PDF is one file.")
    return drawn


def _told(application: Application) -> dict[str, Any]:
    names = settings.COALITION_NAME
    coalition = names.get(application.language, names[settings.LANGUAGE_CODE])
    words = Words(application)
    parts = [
        {
            "title": str(section.title),
            "rows": [
                {"label": str(LABELS[name]), "paragraphs": answer.splitlines()}
                for name in section.asks
                if (answer := words.of(name))
            ],
        }
        for section in SECTIONS
    ]
    facts = [
        (_("Reference"), application.reference or ""),
        (_("Sent on"), _day(application.submitted_at)),
        (_("Decision by"), _day(application.due_on)),
    ]
    return {
        "language": application.language,
        "direction": direction_of(application.language),
        "coalition": coalition,
        "kicker": _("Application to become a partner"),
        "title": application.organization or _("Your application"),
        "colon": _(":"),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "parts": [part for part in parts if part["rows"]],
        "footer": " · ".join(filter(None, (coalition, application.reference))),
    }


def _day(value: Any) -> str:
    return day_in_words(value) if value else ""
