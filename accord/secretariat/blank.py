"""The workbook in which people are written down to be invited."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.base.exchange.blanks import Blank
from accord.base.exchange.datasets import CodeList
from accord.partners.models import Role
from accord.secretariat.exchange import PEOPLE
from tally.sheets import Cell


def _choices() -> Sequence[CodeList]:
    return [
        CodeList("role", gettext_lazy("Role"), [(r.value, str(r.label)) for r in Role]),
        CodeList(
            "language",
            gettext_lazy("Language of the person"),
            [(code, str(name)) for code, name in settings.LANGUAGES],
        ),
    ]


def _examples() -> Sequence[Mapping[str, Cell]]:
    return [
        {
            "partner": "PAR-2026-0001",
            "name": _("Rosa Quispe"),
            "email": "rosa@union.example",
            "role": "focal-point",
            "language": get_language() or "en",
            "starts_on": date(2026, 3, 1),
        }
    ]


BLANK = Blank(
    dataset=PEOPLE,
    title=gettext_lazy("People to be invited"),
    choices=_choices,
    examples=_examples,
    steps=(
        gettext_lazy(
            "Write one person and role a row on the first sheet. The sheet “Example”"
            " shows how."
        ),
        gettext_lazy("Columns with a dark head are needed; the others may stay empty."),
        gettext_lazy(
            "Leave the names of the columns, and the hidden first row, as they are."
        ),
        gettext_lazy(
            "Who imports the file is shown first what would become of each row. Every"
            " new person is then invited by mail, and nobody twice."
        ),
    ),
)
