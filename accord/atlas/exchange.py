"""The columns of tables of countries, areas of action, challenges and goals."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.atlas import projection
from accord.base.exchange.columns import Column, Kind, texts
from accord.base.exchange.datasets import Dataset
from accord.base.projecting import Projection


def country_columns(languages: Sequence[str]) -> list[Column]:
    return [
        Column("iso3", _("ISO alpha-3 code"), Kind.CODE, "iso3"),
        Column("iso2", _("ISO alpha-2 code"), Kind.CODE, "iso2"),
        Column("m49", _("M49 number"), Kind.CODE, "m49"),
        *texts("name", _("Name"), languages, value=_names),
        *texts("formal_name", _("Formal name"), languages, value=_formal_names),
        Column("region", _("Region"), Kind.CODE, "region"),
        Column("groups", _("Groups of countries"), Kind.CODES, "groups"),
        Column("independent", _("Independent"), Kind.YES_NO, "independent"),
        Column("latitude", _("Latitude"), Kind.NUMBER, "latitude"),
        Column("longitude", _("Longitude"), Kind.NUMBER, "longitude"),
        *_ends(),
    ]


def term_columns(languages: Sequence[str]) -> list[Column]:
    """Return the columns of a vocabulary: areas, challenges, goals."""
    return [
        Column("code", _("Code"), Kind.CODE, "code"),
        *texts("name", _("Name"), languages, value=_names),
        *texts("short_name", _("Short name"), languages, value=_short_names),
        *texts("definition", _("Definition"), languages, value=_definitions),
        Column("valid_from", _("Valid from"), Kind.DAY, "valid_from"),
        Column("valid_until", _("Valid until"), Kind.DAY, "valid_until"),
        *_ends(),
    ]


def goal_columns(languages: Sequence[str]) -> list[Column]:
    *first, source, updated, address = term_columns(languages)
    targets = Column(
        "targets",
        _("Targets"),
        Kind.CODES,
        "targets",
        value=lambda record: [each["code"] for each in record["targets"]],
    )
    return [*first, targets, source, updated, address]


def _ends() -> list[Column]:
    return [
        Column("source", _("Source"), Kind.TEXT, "source"),
        Column("updated_at", _("Last changed at"), Kind.MOMENT, "updated_at"),
        Column("url", _("Address"), Kind.TEXT, "url"),
    ]


def _names(record: Projection) -> Any:
    return record["names"]


def _formal_names(record: Projection) -> Any:
    return record["formal_names"]


def _short_names(record: Projection) -> Any:
    return record["short_names"]


def _definitions(record: Projection) -> Any:
    return record["definition"]


def _today(
    project: Callable[..., list[Projection]],
) -> Callable[[Sequence[Any]], list[Projection]]:
    return lambda records: project(records, on=timezone.localdate())


COUNTRIES = Dataset(
    name="countries",
    title=_("Countries and areas"),
    columns=country_columns,
    project=_today(projection.countries),
)
AREAS = Dataset(
    name="areas",
    title=_("Areas of immediate action"),
    columns=term_columns,
    project=_today(projection.areas),
)
CHALLENGES = Dataset(
    name="challenges",
    title=_("Challenges"),
    columns=term_columns,
    project=_today(projection.challenges),
)
GOALS = Dataset(
    name="goals",
    title=_("Sustainable Development Goals"),
    columns=goal_columns,
    project=_today(projection.goals),
)
