"""What an app brings to the pages on which its sheets are imported.

There is one set of pages for every kind of record. A `Desk` says how its records are
called, who may come in, and what a row is shown as.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from accord.base.components import SummaryRow
from accord.base.imports.cells import Fault
from accord.base.imports.forms import SheetForm
from accord.base.imports.intake import Intake
from accord.base.imports.outcomes import Outcome, Remark
from accord.base.imports.storage import Line
from accord.base.requests import Request

KINDS = {
    Outcome.NEW: "success",
    Outcome.CHANGED: "info",
    Outcome.UNCHANGED: "quiet",
    Outcome.REFUSED: "error",
}
Trail = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as a page shows it."""

    outcome: str
    label: Any
    kind: str
    row: int
    title: str
    language: str = ""
    direction: str = "ltr"
    # What tells rows apart at a glance.
    about: str = ""
    facts: Sequence[SummaryRow] = ()
    missing: Sequence[str] = ()
    remarks: Sequence[Remark] = ()
    refusal: Remark | None = None
    # The cells for which a row is refused, where there are any.
    faults: Sequence[Fault] = ()
    link: str = ""
    link_text: str = ""

    @property
    def points(self) -> int:
        return len(self.missing) + len(self.remarks)


@dataclass(frozen=True, slots=True)
class Words:
    """How pages speak of one kind of record, as lazy sentences."""

    title: Any
    lede: Any
    points: Sequence[Any]
    outcomes: Mapping[Outcome, Any]
    agree: Any
    afterwards: Any


@dataclass(slots=True)
class Desk(ABC):
    """What one app brings to the pages."""

    intake: Intake
    # Of the routes, as in "actions:sheet".
    namespace: str
    words: Words
    # The route of the workbook to fill in.
    blank: str

    @abstractmethod
    def upload_form(self, request: Request, data: Any = None, files: Any = None) -> Any:
        """Return the form; raises PermissionDenied for who may not import."""

    @abstractmethod
    def fields_of(self, request: Request, form: SheetForm) -> dict[str, Any]:
        """Return what is kept with a file besides the file."""

    @abstractmethod
    def told_of(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return what history keeps of these."""

    @abstractmethod
    def recent(self, request: Request) -> Any:
        """Return the files that `request` may see, newest first."""

    @abstractmethod
    def file(self, request: Request, number: int) -> Any:
        """Return a file; 404 for who may not know of it."""

    @abstractmethod
    def options(self, request: Request, file: Any) -> dict[str, forms.Field]:
        """Return the questions on a file besides its columns."""

    @abstractmethod
    def shown(self, file: Any, lines: list[Line]) -> list[Shown]:
        """Return rows as a page shows them, in a fixed number of queries."""

    def choices_of(self, line: Line) -> list[tuple[str, str]]:
        """Return what a person may decide on a row; most rows leave no choice."""
        return []

    @abstractmethod
    def trail(self) -> Trail:
        """Return the pages above."""

    def kicker(self, file: Any) -> str:
        return ""

    def back(self, request: Request) -> tuple[str, str]:
        """Return the address and the name of where a person goes afterwards."""
        return "", ""

    def route(self, name: str, *args: Any) -> str:
        return reverse(f"{self.namespace}:{name}", args=args)
