"""The workbook in which actions are written down to be imported."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.actions import currencies
from accord.actions.exchange import ACTIONS, codes
from accord.actions.facts import LABELS
from accord.atlas.models import Country, Language, Target
from accord.base.exchange.blanks import Blank
from accord.base.exchange.datasets import CodeList
from tally.sheets import Cell


def _choices() -> Sequence[CodeList]:
    language = get_language() or "en"
    known = {each.column: each for each in codes()}
    amounts = currencies.choices(language)
    return [
        known["kind"],
        CodeList(
            "language",
            gettext_lazy("Language of the original"),
            [(each.code, each.name) for each in Language.objects.all()],
        ),
        CodeList(
            "countries",
            LABELS["countries"],
            [
                (each.iso3, each.name)
                for each in Country.objects.in_name_order(language)
            ],
        ),
        known["areas"],
        known["challenges"],
        CodeList(
            "targets",
            LABELS["targets"],
            [(each.code, each.name) for each in Target.objects.order_by("position")],
        ),
        known["groups"],
        CodeList(
            "currency",
            LABELS["currency"],
            [(code, words.partition(" – ")[2]) for code, words in amounts],
        ),
    ]


def _examples() -> Sequence[Mapping[str, Cell]]:
    language = get_language() or "en"
    return [
        {
            "kind": "commitment",
            "language": language,
            f"title_{language}": _(
                "Written contracts for home carers in two districts"
            ),
            f"summary_{language}": _(
                "The union and the employers’ federation draft a common contract, "
                "train stewards to explain it, and publish every year how many carers "
                "have one."
            ),
            "lead": "PAR-2025-0001",
            "partners": _("PAR-2025-0002: trains the stewards; PAR-2025-0003"),
            "countries": "SEN; MLI",
            "areas": "1; 3",
            "challenges": "4",
            "targets": "8.5; 8.8",
            "groups": "domestic-workers; women",
            "starts_on": date(2026, 3, 1),
            "ends_on": date(2028, 2, 29),
            "budget": Decimal(250000),
            "currency": "EUR",
            "identifiers": "iati: XM-DAC-12345-CARE-7",
        },
        {
            "kind": "initiative",
            "language": language,
            f"title_{language}": _("A yearly count of apprenticeships"),
            f"summary_{language}": _(
                "Twelve firms publish places, stays and wages after one year, by sex."
            ),
            "lead": "PAR-2025-0004",
            "countries": "PER",
            "areas": "2",
            "starts_on": date(2026, 9, 15),
        },
    ]


BLANK = Blank(
    dataset=ACTIONS,
    title=gettext_lazy("Actions to be imported"),
    choices=_choices,
    examples=_examples,
    steps=(
        gettext_lazy(
            "Write one action a row on the first sheet. The sheet “Example” shows how."
        ),
        gettext_lazy(
            "Columns with a dark head are needed before an action can be published; "
            "the others may stay empty."
        ),
        gettext_lazy(
            "Where codes are asked for, choose from the list of the cell, or type one "
            "from the sheet “Lists”: what stands before the dash is enough. Divide "
            "several by semicolons."
        ),
        gettext_lazy(
            "Leave the names of the columns, and the hidden first row, as they are."
        ),
        gettext_lazy(
            "Import the file on the page of your actions. You are shown what would be "
            "written, cell by cell; what you confirm becomes drafts, which nobody else "
            "sees until they are published."
        ),
    ),
)
