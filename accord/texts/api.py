"""Texts in the API: pages and news, in every language that is public."""

from typing import Annotated, Literal

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router
from pydantic import Field

from accord.base.api import listing
from accord.base.api.cursors import Order
from accord.base.api.description import reads
from accord.base.api.listing import Resource
from accord.base.api.parameters import Code, ListQuery, RecordQuery, refuse_unknown
from accord.base.api.shapes import Page, Shape, Texts, Tombstone, text
from accord.texts import projection
from accord.texts.models import Text, Version

router = Router(tags=["Texts"])
_PUBLISHED_ONCE = Version.objects.filter(published_on__isnull=False)
TEXTS = Resource(
    ever=Text.objects.filter(Exists(_PUBLISHED_ONCE.filter(text=OuterRef("pk")))),
    project=projection.project,
    key="reference",
    verbs=projection.VERBS,
    subject="",
    kind="text",
)

Reference = Annotated[Code, Path(examples=["TXT-2026-0003"])]


class VersionShape(Shape):
    language: str = text("The language of the version.")
    number: int = text("Counts the versions in this language.")
    published_on: str = text("The day on which it became public.")
    translates: int | None = text("The number of the original's version.")
    stale: bool = text("Whether the original has been published anew since.")


class ParagraphShape(Shape):
    anchor: str = text("Names the paragraph for good, in every language.")
    number: int | None = text("Its number; headings have none.")
    kind: str = text("paragraph, heading, list, quotation …")
    html: str = text("The words as simple HTML.")
    plain: str = text("The words alone.")


class TextShape(Shape):
    """A page or a piece of news."""

    reference: str = text("Its permanent reference.", examples=["TXT-2026-0003"])
    id: str = text("Its permanent address.", format="uri")
    url: str = text("The address of its page.", format="uri")
    kind: str = text("page or news")
    slug: str = text("What stands in the address of its page.")
    language: str = text("The language of the original.")
    dated_on: str | None = text("The day of a piece of news.")
    title: Texts = text("By language, the original first.")
    standfirst: Texts = text("By language.")
    summary: Texts = text("What lists show, by language.")
    versions: list[VersionShape] = text("What is public, the original first.")
    paragraphs: dict[str, list[ParagraphShape]] = text("The text, by language.")
    updated_at: str | None = text("The last time anything of it was published.")
    version: int = text("The number of the original's public version.")
    sample: bool = text("True for the invented records of a demonstration.")


class TextPage(Page):
    """One page of texts."""

    items: list[TextShape | Tombstone] = Field(description="The records.")


class TextQuery(ListQuery):
    kind: list[Literal["page", "news"]] = Field([], description="Any of these kinds.")


@router.get(
    "/texts",
    url_name="texts",
    operation_id="listTexts",
    summary=gettext_noop("List pages and news"),
    response=TextPage,
    openapi_extra=reads(404, 422, shape=TextShape),
)
def list_texts(request: HttpRequest, query: Query[TextQuery]) -> HttpResponse:
    """Return the texts of which something is public, by their reference."""
    refuse_unknown(request, TextQuery)
    found = Text.objects.public()
    if query.kind:
        found = found.filter(kind__in=query.kind)
    return listing.page(request, TEXTS, query, found, Order(("reference",)))


@router.get(
    "/texts/{reference}",
    url_name="text",
    operation_id="getText",
    summary=gettext_noop("Read one text"),
    response=TextShape,
    openapi_extra=reads(404, 422, shape=TextShape),
)
def get_text(
    request: HttpRequest,
    reference: Annotated[Code, Path(examples=["TXT-2026-0003"])],
    query: Query[RecordQuery],
) -> HttpResponse:
    """Return one text by its reference, with every paragraph that is public."""
    refuse_unknown(request, RecordQuery)
    found = Text.objects.public().filter(reference=reference).first()
    if found is None:
        raise Http404
    return listing.record(request, TEXTS, query.names, found)
