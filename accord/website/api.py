"""Search in the API: what is public, found in any language, across everything."""

from html import unescape
from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field

from accord.base.api import cursors, listing, negotiation
from accord.base.api.cursors import Cursor
from accord.base.api.description import reads
from accord.base.api.parameters import Code, Paged, Words, refuse_unknown
from accord.base.api.shapes import Shape, text
from accord.base.search.answering import Wanted, answer
from accord.base.search.showing import Result, results
from accord.website.searching import FACETS

router = Router(tags=["Search"])


class ResultShape(Shape):
    """A public record that was found."""

    kind: str = text("Such as action, partner or text.")
    url: str = text("The address of its page.", format="uri")
    title: str = text("Its title, in `language` where there is one.")
    title_language: str = text("The language that the title is in.")
    passage: str = text("The part of its text that fits best.")
    passage_language: str = text("The language that the passage is in.")
    dated: str | None = text("The day that stands above it.")


class SearchPage(Shape):
    """One page of what was found, the best first."""

    items: list[ResultShape] = Field(description="What was found.")
    next: str | None = text("The address of the next page; null at last.")
    total: int = text("How many there are; a lower bound where `more` is true.")
    more: bool = text("Whether there are more than were counted.")
    manner: str = text("Whether all words were found, or only some, or near ones.")
    instead: str | None = text("What the words were taken for when spelt otherwise.")
    counts: dict[str, dict[str, int]] = text(
        "By filter, how many each value would give."
    )


class SearchQuery(Paged):
    q: Words | None = Field(None, description="What to look for, in any language.")
    reader: Literal["en", "fr", "es", "ar"] = Field(
        "en", description="The language in which titles are wanted."
    )
    sort: Literal["relevance", "newest", "title"] = Field(
        "relevance", description="The order."
    )
    kind: list[Code] = Field([], description="Kinds of records.")
    area: list[Code] = Field([], description="Areas of immediate action, by code.")
    challenge: list[Code] = Field([], description="Challenges, by code.")
    constituency: list[Code] = Field([], description="By code.")
    region: list[Code] = Field([], description="Sub-regions, by M49 code.")
    country: list[Code] = Field([], description="Countries, by ISO alpha-3 code.")
    language: list[Code] = Field([], description="Languages of the original.")


@router.get(
    "/search",
    url_name="search",
    operation_id="search",
    summary=gettext_noop("Search everything"),
    response=SearchPage,
    openapi_extra=reads(404, 422),
)
def search(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Return public records of every kind that have the words, whatever their language.

    Without words and filters nothing is asked, and nothing is found.
    """
    refuse_unknown(request, SearchQuery)
    page = _page(request, query)
    wanted = Wanted(
        query.q or "",
        query.reader,
        {name: getattr(query, name) for name in FACETS if getattr(query, name)},
        FACETS,
        query.sort,
        page,
        query.limit,
    )
    answered = answer(wanted)
    shown = results(answered.found.ids, answered.question, query.reader)
    link = None
    if page * query.limit < answered.found.total:
        cursor = cursors.write(request, Cursor([page + 1, query.limit], ""))
        link = listing.address_with(request, cursor)
    value = {
        "items": [_told(each) for each in shown],
        "next": link,
        "total": answered.found.total,
        "more": answered.found.is_more,
        "manner": answered.manner.value,
        "instead": answered.instead or None,
        "counts": answered.found.counts,
    }
    headers = {"Link": f'<{link}>; rel="next"'} if link else {}
    return negotiation.answer(request, value, headers=headers)


def _page(request: HttpRequest, query: SearchQuery) -> int:
    """Return the number of the page; one page size goes through a whole search."""
    if not query.cursor:
        return 1
    page, limit = cursors.read(request, query.cursor).values
    if limit != query.limit:
        raise cursors.wrong()
    return int(page)


def _told(found: Result) -> dict[str, str | None]:
    return {
        "kind": found.kind,
        "url": f"{settings.PUBLIC_URL}{found.url}",
        "title": found.title.text,
        "title_language": found.title.language,
        # Without the marks that a page shows.
        "passage": unescape(strip_tags(found.passage.html)),
        "passage_language": found.passage.language,
        "dated": found.dated.isoformat() if found.dated else None,
    }
