"""Cursors: where in a list a caller is, so that new records shift nothing.

A cursor is signed and holds the values of the last record that was told, never a
number of records to skip; and it belongs to one list, with one set of filters.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accord.base.api.problems import Problem

_SALT = "accord.api.cursor"


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is ordered: fields, the last of them unique; "-" for backwards."""

    fields: tuple[str, ...]

    def applied(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return records.order_by(*self.fields)

    def after(self, values: list[Any]) -> Q:
        """Return the condition that a record comes after the one with these values."""
        found = Q()
        for index, (field, value) in enumerate(zip(self.fields, values, strict=True)):
            name = field.lstrip("-")
            step = "lt" if field.startswith("-") else "gt"
            equal = {
                each.lstrip("-"): known
                for each, known in zip(self.fields[:index], values[:index], strict=True)
            }
            found |= Q(**equal, **{f"{name}__{step}": value})
        return found

    def values_of(self, record: Any) -> list[Any]:
        values = [getattr(record, field.lstrip("-")) for field in self.fields]
        return [each.isoformat() if isinstance(each, date) else each for each in values]


@dataclass(frozen=True, slots=True)
class Cursor:
    values: list[Any]
    # What the first page promised as the moment to ask from next time.
    until: str


def write(request: HttpRequest, cursor: Cursor) -> str:
    return signing.dumps(
        [_list_of(request), cursor.values, cursor.until], salt=_SALT, compress=True
    )


def read(request: HttpRequest, text: str) -> Cursor:
    try:
        belongs, values, until = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise wrong() from error
    if belongs != _list_of(request):
        raise wrong()
    return Cursor(values, until)


def wrong() -> Problem:
    """Return what is said of a cursor that belongs to no page of the list."""
    return Problem(
        "bad-cursor", _("Follow the link to the next page, with the same filters.")
    )


def _list_of(request: HttpRequest) -> str:
    """Return a short digest of the list asked for: its address and its filters."""
    query = request.GET.copy()
    for name in ("cursor", "limit", "fields"):
        query.pop(name, None)
    said = f"{request.path_info}?{sorted(query.lists())}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]
