"""The columns of a table of partners, for what leaves and what comes in."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Area, Category, Challenge, Constituency
from accord.base.exchange.columns import Column, Kind, site_languages, texts
from accord.base.exchange.datasets import CodeList, Dataset
from accord.base.projecting import Projection
from accord.partners import composition
from accord.partners.models import Partner
from accord.partners.projection import project


def columns(languages: Sequence[str]) -> list[Column]:
    """Return the columns, with those of the texts in each of the languages."""
    return [
        Column("reference", _("Reference"), Kind.CODE, "reference", hint=_REFERENCE),
        Column(
            "language",
            _("Language of the original"),
            Kind.CODE,
            "language",
            hint=_LANGUAGE,
            value=lambda record: next(iter(record["name"]), None),
        ),
        *texts("name", _("Name"), languages, hint=_NAME),
        Column("short_name", _("Short name"), Kind.TEXT, "short_name", hint=_SHORT),
        Column(
            "category",
            _("Category"),
            Kind.CODE,
            "category",
            hint=_CATEGORY,
            needed=True,
        ),
        Column(
            "constituency",
            _("Constituency"),
            Kind.CODE,
            "constituency",
            hint=_CONSTITUENCY,
            needed=True,
        ),
        Column("country", _("Country or area"), Kind.CODE, "country", hint=_COUNTRY),
        Column("region", _("Region"), Kind.CODE, "region", hint=_REGION),
        *texts("mandate", _("Mandate"), languages, hint=_PROSE),
        *texts("priorities", _("Priorities"), languages, hint=_PROSE),
        *texts("expertise", _("Expertise"), languages, hint=_PROSE),
        Column(
            "areas", _("Areas of immediate action"), Kind.CODES, "areas", hint=_CODES
        ),
        Column("challenges", _("Challenges"), Kind.CODES, "challenges", hint=_CODES),
        Column("website", _("Website"), Kind.TEXT, "website", hint=_WEBSITE),
        Column(
            "identifiers",
            _("Numbers in other registers"),
            Kind.PAIRS,
            "identifiers",
            hint=_IDENTIFIERS,
            value=lambda record: [
                (each["scheme"], each["value"]) for each in record["identifiers"]
            ],
        ),
        Column("joined_on", _("Joined on"), Kind.DAY, "joined_on", hint=_DAY),
        Column("left_on", _("Left on"), Kind.DAY, "left_on", is_told=True),
        Column(
            "suspended_on",
            _("Suspended from"),
            Kind.DAY,
            "suspended_on",
            is_told=True,
        ),
        Column(
            "updated_at", _("Last changed at"), Kind.MOMENT, "updated_at", is_told=True
        ),
        Column("version", _("Version"), Kind.NUMBER, "version", is_told=True),
        Column("id", _("Permanent address"), Kind.TEXT, "id", is_told=True),
        Column("sample", _("Sample data"), Kind.YES_NO, "sample", is_told=True),
    ]


_REFERENCE = _(
    "The number of a partner that is here already, such as PAR-2025-0042. Leave it "
    "empty for a new one."
)
_LANGUAGE = _("The code of the language of the original: en, fr or another.")
_NAME = _("The full name of the organization, in the languages it has one in.")
_SHORT = _("The abbreviation it is known by, such as ITUC.")
_CATEGORY = _("One of the categories on the sheet of lists, by its code.")
_CONSTITUENCY = _("One of four: government, employers, workers or none.")
_COUNTRY = _("The three-letter code of the country or area where it is based: SEN.")
_REGION = _(
    "For an organization of a whole region in place of a country: its M49 number."
)
_PROSE = _("A few sentences, in the languages you have.")
_CODES = _("Codes of the sheet of lists, divided by semicolons.")
_WEBSITE = _("The whole address: https://www.example.org")
_IDENTIFIERS = _("The register and the number in it: “ror: 01abc23de; lei: 5493…”.")
_DAY = _("Year, month and day: 2026-01-31, or a date of the spreadsheet.")

COLUMNS = columns(site_languages())


def _project(partners: Sequence[Partner]) -> list[Projection]:
    return project(partners, on=timezone.localdate())


def codes() -> list[CodeList]:
    """Return the codes that a file of partners holds, with their names."""
    return [
        CodeList(
            column, title, [(each.code, each.name) for each in model.objects.all()]
        )
        for column, title, model in _VOCABULARIES
    ]


_VOCABULARIES: tuple[tuple[str, Any, Any], ...] = (
    ("category", _("Category"), Category),
    ("constituency", _("Constituency"), Constituency),
    ("areas", _("Areas of immediate action"), Area),
    ("challenges", _("Challenges"), Challenge),
)

PARTNERS = Dataset(
    name="partners",
    title=_("Partners"),
    columns=columns,
    project=_project,
    multilingual=("name", "mandate_text", "priorities", "expertise"),
    codes=codes,
    is_imported=True,
)


def _columns_of_composition(languages: Sequence[str]) -> list[Column]:
    return [
        Column("date", _("Date"), Kind.DAY, "date"),
        Column("category", _("Category"), Kind.CODE, "category"),
        Column("name", _("Name"), Kind.TEXT, "name"),
        Column("partners", _("Partners"), Kind.NUMBER, "partners"),
    ]


COMPOSITION = Dataset(
    name="composition",
    title=_("Composition of the coalition, by category"),
    columns=_columns_of_composition,
    project=list,
)


def composition_through_time() -> list[Projection]:
    """Return the composition at the end of each period, a record per category."""
    groups = composition.groups()
    days, counts = composition.through_time(timezone.localdate())
    return [
        {
            "date": day.isoformat(),
            "category": group.code,
            "name": str(group.label),
            "partners": count[group.code],
        }
        for day, count in zip(days, counts, strict=True)
        for group in groups
    ]
