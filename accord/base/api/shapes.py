"""Shapes of answers that all apps share, as the description of the API shows them."""

from typing import Any

from ninja import Schema
from pydantic import Field

Texts = dict[str, str]


class Shape(Schema):
    """A record. Every member is there unless `fields` left it out."""


class Identifier(Shape):
    scheme: str = Field(description="The register.")
    value: str = Field(description="The number in it.")


class Tombstone(Shape):
    """What a list has lost: it is not public any more, or no longer matches."""

    deleted: bool = Field(description="Always true.", json_schema_extra={"const": True})
    id: str | None = Field(None, description="Its permanent address.")
    replaced_by: str | None = Field(
        None, description="The permanent address of the record that is kept instead."
    )
    reference: str | None = None
    code: str | None = None
    iso3: str | None = None


class Page(Shape):
    """One page of a list."""

    items: list[Any]
    next: str | None = Field(description="The address of the next page; null at last.")
    until: str = Field(
        description="Send it as `updated_since` next time, to be told what is new.",
        json_schema_extra={"format": "date-time"},
    )


class FaultShape(Shape):
    detail: str
    pointer: str | None = Field(None, description="Where in the body (RFC 6901).")
    parameter: str | None = Field(None, description="Which parameter.")


class ProblemShape(Shape):
    """What went wrong, as RFC 9457 writes it, in en, fr or es."""

    type: str = Field(
        description="The kind of problem.", json_schema_extra={"format": "uri"}
    )
    title: str
    status: int
    detail: str
    instance: str = Field(description="The address that was asked for.")
    errors: list[FaultShape] | None = None


def text(description: str, **more: Any) -> Any:
    """Return a member that is a text and may be left out."""
    return Field(None, description=description, json_schema_extra=more or None)
