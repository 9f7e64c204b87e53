"""The columns of files of observations: their names never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.observatory import words
from accord.observatory.models import Source
from accord.observatory.reading import Observation
from tally.sheets.model import Cell


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file says of an observation that is not in it."""

    area_name: str
    flags: str
    licence: str
    attribution: str


def beside(
    names: Mapping[str, str], source: Source | None, told: Observation
) -> Beside:
    return Beside(
        names.get(told.area, told.area),
        words.flags(told),
        source.licence if source else "",
        (source.attribution or source.name) if source else "",
    )


@dataclass(frozen=True, slots=True)
class ObservationColumn:
    """A column with a name that never changes, and what it holds in words."""

    name: str
    meaning: str | Promise
    datatype: str = "string"

    def value_of(self, told: Observation, more: Beside) -> Any:
        return getattr(more if hasattr(more, self.name) else told, self.name)


def cells(row: Sequence[Any]) -> list[Cell]:
    """Return the cells of a row: a number with the fewest digits that are it again."""
    return [Decimal(repr(each)) if isinstance(each, float) else each for each in row]


# Names are English and stay, whatever the language of the page: for programs.
COLUMNS: tuple[ObservationColumn, ...] = (
    ObservationColumn("indicator", _("Code of the indicator")),
    ObservationColumn(
        "area",
        _(
            "ISO alpha-3 code of a country, M49 number of a region (001 is the world), "
            "or the source’s own code"
        ),
    ),
    ObservationColumn("area_name", _("Name of the area")),
    ObservationColumn("area_kind", _("country, region, world, group or other")),
    ObservationColumn("time", _("Period, as the source writes it")),
    ObservationColumn("year", _("Year of the period"), "integer"),
    ObservationColumn("sex", _("T both sexes, F women, M men, O other")),
    ObservationColumn("age", _("Age band; _T is all ages the indicator is told of")),
    ObservationColumn("dimensions", _("Other dimensions of the source, as JSON")),
    ObservationColumn(
        "definition",
        _("Key of the definition; values of two definitions do not compare"),
    ),
    ObservationColumn(
        "headline", _("Whether the value is of the indicator’s main line"), "boolean"
    ),
    ObservationColumn(
        "value", _("The value, unrounded; empty when it is missing"), "double"
    ),
    ObservationColumn("missing", _("In which way a value is missing")),
    ObservationColumn(
        "lower", _("Lower end of the interval, where the source gives one"), "double"
    ),
    ObservationColumn(
        "upper", _("Upper end of the interval, where the source gives one"), "double"
    ),
    ObservationColumn(
        "unit",
        _("Unit as the source writes it; values are in the unit of the indicator"),
    ),
    ObservationColumn(
        "status", _("Observation status, by the code list CL_OBS_STATUS of SDMX")
    ),
    ObservationColumn(
        "nature", _("Nature of the data, as the United Nations’ database writes it")
    ),
    ObservationColumn("basis", _("reported, modelled or projected")),
    ObservationColumn("flags", _("The same in words: what to know of the value")),
    ObservationColumn(
        "breaks",
        _("Whether the value does not compare with the one before it on its line"),
        "boolean",
    ),
    ObservationColumn("source", _("Code of the source")),
    ObservationColumn("series", _("Code of the series at its source")),
    ObservationColumn("vintage", _("Reference of the import it was taken from")),
    ObservationColumn("source_note", _("Note of the source")),
    ObservationColumn(
        "survey", _("The source’s own name of the survey or register behind the value")
    ),
    ObservationColumn("licence", _("Licence of the source")),
    ObservationColumn("attribution", _("The words the licence asks for")),
)
