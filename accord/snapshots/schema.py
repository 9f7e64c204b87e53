"""How a table of a snapshot is described, once for every format."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
Kind = Literal["string", "uri", "integer", "number", "date", "datetime", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name that machines know, and the title that people read.

    `digits` are those of a number after its point, at most 18 in all.
    """

    name: str
    kind: Kind
    title: Text
    required: bool = False
    digits: int = 0
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values stand in the key of a table, their own or another."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class Table:
    """One file of rows. `key` names each row; `references` lead to other tables."""

    name: str
    title: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.columns)
