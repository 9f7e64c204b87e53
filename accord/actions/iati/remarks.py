"""What a person should know about an activity that was read, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tally.iati import Notice, Refusal, Where


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on a place in the file.

    `template` is an English sentence with its values in braces, as it stands in the
    catalogues, so that a kept remark is read in whatever language its reader has.
    """

    where: Where
    template: str
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)

    @property
    def line(self) -> int:
        return self.where.line

    @property
    def element(self) -> str:
        return self.where.element

    def to_json(self) -> list[Any]:
        where = self.where
        place = [where.line, where.identifier, where.element]
        return [*place, self.template, dict(self.values)]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Remark":
        line, identifier, element, template, values = stored
        return cls(Where(line, identifier, element), template, values)

    @classmethod
    def of(cls, said: Notice | Refusal) -> "Remark":
        """Return what the reader said, as a remark."""
        return cls(said.where, said.reason.template, said.reason.values)
