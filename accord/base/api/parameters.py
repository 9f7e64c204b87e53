"""The parameters that every list and every record of the API takes."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from accord.base.api.problems import Fault, Problem, invalid

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
NAMES = r"^[a-z][a-z0-9_]*(,[a-z][a-z0-9_]*)*$"


def instant(text: str) -> datetime:
    """Read a moment as RFC 3339 writes it; a leap second is the one before."""
    found = _INSTANT.fullmatch(text)
    if not found:
        raise ValueError("instant")
    day, minute, second, fraction, zone = found.groups()
    fraction = (fraction or ".0")[:7]
    if second == "60":
        second, fraction = "59", ".999999"
    zone = "+00:00" if zone in "Zz" else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{minute}:{second}{fraction}{zone}")
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("instant") from error


def _digits(value: Any) -> Any:
    """Refuse what only Python takes for a whole number, such as "1_0"."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("digits")
    return value


Instant = Annotated[
    str,
    AfterValidator(lambda text: instant(text) and text),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Whole = Annotated[int, BeforeValidator(_digits)]
# Bounds stand before the validator: after it, the description of a number that may be
# left out would hold them under names that OpenAPI does not know.
Year = Annotated[int, Field(ge=1, le=9999), BeforeValidator(_digits)]
# Codes, references and slugs: what stands in addresses.
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,60}$")]
Words = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=200)]


class RecordQuery(Schema):
    """What may be asked of one record."""

    fields_: str | None = Field(
        None,
        alias="fields",
        pattern=NAMES,
        max_length=500,
        description="Only these members, separated by commas.",
        examples=["reference,title"],
    )

    @property
    def names(self) -> list[str]:
        return self.fields_.split(",") if self.fields_ else []


class Paged(Schema):
    """What may be asked of whatever comes in pages."""

    limit: Whole = Field(
        50, ge=1, le=200, description="How many records a page holds at most."
    )
    cursor: str | None = Field(
        None,
        pattern=r"^[!-~]{1,1000}$",
        description="Where the next page begins, as `next` and the Link header say.",
    )


class PageQuery(Paged, RecordQuery):
    """What may be asked of every list."""

    @property
    def since(self) -> datetime | None:
        return None


class ListQuery(PageQuery):
    """What may be asked of every public list."""

    updated_since: Instant | None = Field(
        None,
        max_length=40,
        description=(
            "Only what has changed since this moment, and tombstones for what is no"
            " longer there or no longer matches. Send the `until` you were given last"
            " time: nothing is missed, though a record may be told twice."
        ),
        examples=["2026-11-01T00:00:00Z"],
    )

    @property
    def since(self) -> datetime | None:
        return instant(self.updated_since) if self.updated_since else None


def refuse_unknown(request: HttpRequest, schema: type[Schema]) -> None:
    """A mistyped filter must not give the whole list."""
    known = [field.alias or name for name, field in schema.model_fields.items()]
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        raise Problem(
            "unknown-parameter",
            _("Known parameters are: {names}.").format(names=", ".join(known)),
            faults=[
                Fault(_("There is no such parameter."), parameter=each[:60])
                for each in unknown[:20]
            ],
        )


def only(record: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return the members of a record that were asked for."""
    if not names:
        return record
    if len(set(names)) < len(names):
        raise invalid([Fault(_("Name each member once."), parameter="fields")])
    unknown = [name for name in names if name not in record]
    if unknown:
        raise invalid(
            [
                Fault(
                    _("A record has no {name}. It has: {names}.").format(
                        name=name, names=", ".join(record)
                    ),
                    parameter="fields",
                )
                for name in unknown
            ]
        )
    return {name: record[name] for name in names}
