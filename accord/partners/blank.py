"""The workbook in which partners are written down to be imported."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.atlas.models import Country, Language, Region
from accord.base.exchange.blanks import Blank
from accord.base.exchange.datasets import CodeList
from accord.partners.exchange import PARTNERS, codes
from tally.sheets import Cell


def _choices() -> Sequence[CodeList]:
    language = get_language() or "en"
    known = {each.column: each for each in codes()}
    return [
        CodeList(
            "language",
            gettext_lazy("Language of the original"),
            [(each.code, each.name) for each in Language.objects.all()],
        ),
        known["category"],
        known["constituency"],
        CodeList(
            "country",
            gettext_lazy("Country or area"),
            [
                (each.iso3, each.name)
                for each in Country.objects.in_name_order(language)
            ],
        ),
        CodeList(
            "region",
            gettext_lazy("Region"),
            [(each.m49, each.name) for each in Region.objects.all()],
        ),
        known["areas"],
        known["challenges"],
    ]


def _examples() -> Sequence[Mapping[str, Cell]]:
    language = get_language() or "en"
    return [
        {
            "language": language,
            f"name_{language}": _("Union of Home Carers of the Coast"),
            "short_name": "UHC",
            "category": "WRK",
            "constituency": "workers",
            "country": "SEN",
            f"mandate_{language}": _(
                "Organizes carers who work in other people’s homes, and bargains for "
                "them in four districts."
            ),
            "areas": "1",
            "website": "https://uhc.example",
            "identifiers": "wikidata: Q12345",
            "joined_on": date(2026, 3, 1),
        },
        {
            "language": language,
            f"name_{language}": _("Federation of Firms that Train"),
            "category": "EMP",
            "constituency": "employers",
            "region": "002",
            "joined_on": date(2026, 6, 15),
        },
    ]


BLANK = Blank(
    dataset=PARTNERS,
    title=gettext_lazy("Partners to be imported"),
    choices=_choices,
    examples=_examples,
    steps=(
        gettext_lazy(
            "Write one organization a row on the first sheet. The sheet “Example” "
            "shows how."
        ),
        gettext_lazy(
            "Columns with a dark head are needed; the others may stay empty. Give the "
            "name in at least one language."
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
            "The secretariat imports the file and is shown first, cell by cell, what "
            "would be written and which organizations are here already."
        ),
    ),
)
