"""What becomes of one record of a file, and the sentences that say why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from accord.base.imports.cells import Fault


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Place:
    """A row as the person sees it in the sheet, and the head of a column of it."""

    row: int
    column: str = ""

    def __str__(self) -> str:
        if not self.row:
            return "the file"
        return f"row {self.row}, {self.column}" if self.column else f"row {self.row}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on a place in a sheet.

    `template` is an English sentence with its values in braces, as it stands in the
    catalogues, so that a kept remark is read in whatever language its reader has.
    """

    where: Place
    template: str
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)

    def to_json(self) -> list[Any]:
        return [self.where.row, self.where.column, self.template, dict(self.values)]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Remark":
        row, column, template, values = stored
        return cls(Place(row, column), template, values)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is refused: every cell of it that cannot be taken over."""

    row: Place
    faults: tuple[Fault, ...]

    @property
    def where(self) -> Place:
        return Place(self.row.row, self.faults[0].column if self.faults else "")

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        return " ".join(f"{each.column}: {each}" for each in self.faults)

    def to_json(self) -> list[Any]:
        return [self.where.row, self.where.column, "{reasons}", {"reasons": str(self)}]
