"""The columns of a table of actions, for what leaves and what comes in."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.actions.facts import LABELS
from accord.actions.models import Action, Stage
from accord.actions.models import Kind as ActionKind
from accord.actions.projection import project
from accord.atlas.models import Area, Challenge, TargetGroup
from accord.base.exchange.columns import Column, Kind, site_languages, texts
from accord.base.exchange.datasets import CodeList, Dataset
from accord.base.projecting import Projection


def columns(languages: Sequence[str]) -> list[Column]:
    """Return the columns, with those of the texts in each of the languages."""
    return [
        Column("reference", _("Reference"), Kind.CODE, "reference", hint=_REFERENCE),
        Column("kind", LABELS["kind"], Kind.CODE, "kind", hint=_KIND, needed=True),
        Column(
            "language",
            _("Language of the original"),
            Kind.CODE,
            "language",
            hint=_LANGUAGE,
            needed=True,
        ),
        *texts("title", LABELS["title"], languages, hint=_TITLE),
        *texts("summary", LABELS["summary"], languages, hint=_SUMMARY),
        Column(
            "lead",
            _("Lead"),
            Kind.CODE,
            "lead",
            hint=_LEAD,
            value=lambda record: record["lead"]["reference"],
        ),
        Column(
            "lead_name",
            _("Name of the lead"),
            Kind.TEXT,
            "lead",
            is_told=True,
            value=lambda record: next(iter(record["lead"]["name"].values()), None),
        ),
        Column(
            "partners",
            LABELS["partners"],
            Kind.PAIRS,
            "partners",
            hint=_PARTNERS,
            value=lambda record: [
                (each["reference"], each["role"]) for each in record["partners"]
            ],
        ),
        *(
            Column(key, LABELS[key], Kind.CODES, key, hint=hint, needed=needed)
            for key, hint, needed in (
                ("countries", _COUNTRIES, True),
                ("areas", _CODES, True),
                ("challenges", _CODES, False),
                ("targets", _TARGETS, False),
                ("groups", _CODES, False),
            )
        ),
        Column(
            "starts_on",
            LABELS["starts_on"],
            Kind.DAY,
            "starts_on",
            hint=_DAY,
            needed=True,
        ),
        Column("ends_on", LABELS["ends_on"], Kind.DAY, "ends_on", hint=_DAY),
        Column("budget", LABELS["budget"], Kind.NUMBER, "budget", hint=_BUDGET),
        Column("currency", LABELS["currency"], Kind.CODE, "currency", hint=_CURRENCY),
        Column(
            "identifiers",
            LABELS["external_identifiers"],
            Kind.PAIRS,
            "identifiers",
            hint=_IDENTIFIERS,
            value=lambda record: [
                (each["scheme"], each["value"]) for each in record["identifiers"]
            ],
        ),
        *_told(languages),
    ]


def _told(languages: Sequence[str]) -> list[Column]:
    """Return what the platform itself says of an action."""
    return [
        Column("stage", _("Stage"), Kind.CODE, "stage", is_told=True),
        Column(
            "published_on", _("Published on"), Kind.DAY, "published_on", is_told=True
        ),
        Column(
            "withdrawn_on", _("Withdrawn on"), Kind.DAY, "withdrawn_on", is_told=True
        ),
        *texts(
            "withdrawal_reason", _("Reason for withdrawing"), languages, is_told=True
        ),
        Column(
            "updated_at", _("Last changed at"), Kind.MOMENT, "updated_at", is_told=True
        ),
        Column("version", _("Version"), Kind.NUMBER, "version", is_told=True),
        Column("id", _("Permanent address"), Kind.TEXT, "id", is_told=True),
        Column("sample", _("Sample data"), Kind.YES_NO, "sample", is_told=True),
    ]


_REFERENCE = _(
    "The number of an action that is here already, such as ACT-2026-0042. Leave it "
    "empty for a new one."
)
_KIND = _("One of three: commitment, initiative or key-intervention.")
_LANGUAGE = _("The code of the language in which the action was written first: en, fr.")
_TITLE = _("What is done, in one line of at most 200 characters.")
_SUMMARY = _("What will be done, for whom and how, in a few sentences.")
_LEAD = _("The reference of the partner that answers for the action.")
_PARTNERS = _(
    "References of the others, each with its part: “PAR-2025-0001: trains; "
    "PAR-2025-0002: funds”."
)
_COUNTRIES = _("Three-letter codes, divided by semicolons: SEN; MLI.")
_CODES = _("Codes of the sheet of lists, divided by semicolons.")
_TARGETS = _("Numbers of targets, divided by semicolons: 8.5; 8.7. Keep them as text.")
_DAY = _("Year, month and day: 2026-01-31, or a date of the spreadsheet.")
_BUDGET = _("A number alone, without the currency: 250000.")
_CURRENCY = _("The three-letter code of the currency: EUR.")
_IDENTIFIERS = _("The register and the number in it: “iati: XM-DAC-1-2; other: 7”.")

COLUMNS = columns(site_languages())


def _project(actions: Sequence[Action]) -> list[Projection]:
    return project(actions, on=timezone.localdate())


def codes() -> list[CodeList]:
    """Return the codes that a file of actions holds, with their names."""
    return [
        CodeList("kind", LABELS["kind"], _labels(ActionKind)),
        CodeList("stage", _("Stage"), _labels(Stage)[1:]),
        *(
            CodeList(
                column,
                LABELS[column],
                [(each.code, each.name) for each in model.objects.all()],
            )
            for column, model in _VOCABULARIES.items()
        ),
    ]


_VOCABULARIES: dict[str, Any] = {
    "areas": Area,
    "challenges": Challenge,
    "groups": TargetGroup,
}


def _labels(values: Any) -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in values]


ACTIONS = Dataset(
    name="actions",
    title=_("Actions"),
    columns=columns,
    project=_project,
    multilingual=("title", "summary", "withdrawal_reason"),
    codes=codes,
    is_imported=True,
)
