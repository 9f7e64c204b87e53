"""News for feed readers: one feed in each language of the site."""

from datetime import date

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.base.discovery import feeds, heads
from accord.base.discovery.feeds import Item, tag
from accord.base.discovery.heads import public_address
from accord.base.discovery.linked import language_of, text_in
from accord.base.projecting import Projection
from accord.texts.models import Text
from accord.texts.projection import project

PER_PAGE = 30


def path_of(format_: str, *, page: int = 1) -> str:
    number = [("page", str(page))] if page > 1 else []
    return heads.with_query(reverse("news_feeds:feed", args=[format_]), number)


def of_news() -> list[heads.Feed]:
    return heads.feeds_of("news", _("News"))


def feed(format_: str, *, page: int, on: date) -> feeds.Feed:
    """Return one page of the feed; `EmptyPage` when there is no such page."""
    language = get_language() or "en"
    shown = Paginator(Text.objects.news().for_listing(), PER_PAGE).page(page)
    told = project(list(shown), on=on)

    def address(number: int) -> str:
        return public_address(path_of(format_, page=number))

    return feeds.Feed(
        id=tag(f"feed/{language}/news"),
        title=_("News"),
        subtitle=_("What is new in the coalition."),
        language=language,
        address=address(page),
        page=public_address(reverse("texts:news")),
        items=[_item(each, language) for each in told],
        first=address(1),
        next=address(page + 1) if shown.has_next() else "",
        previous=address(page - 1) if shown.has_previous() else "",
    )


def _item(record: Projection, language: str) -> Item:
    return Item(
        id=tag(f"text/{record['reference']}"),
        url=public_address(reverse("texts:news_item", args=[record["slug"]])),
        title=text_in(record["title"], language),
        summary=text_in(record["summary"], language),
        language=language_of(record["title"], language),
        published=f"{record['dated_on']}T00:00:00Z",
        updated=record["updated_at"],
    )
