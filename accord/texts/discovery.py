"""How texts are found from outside: permanent id, head of their pages, image."""

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.base.discovery import cards, heads, records
from accord.base.discovery.cards import Card
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import Node, Trail, coalition, item_list
from accord.base.projecting import Projection
from accord.base.templatetags.components import day_in_words
from accord.texts import feeds, linked
from accord.texts.models import Shown, Text
from accord.texts.projection import project
from accord.texts.reading import filled_in, names

NEWS = records.Page(
    "news", gettext_lazy("News"), gettext_lazy("What is new in the coalition.")
)
TEXTS = records.Page("texts", gettext_lazy("All pages"))


def find(reference: str) -> Text | None:
    """Return a text of which something is public; `Gone` where something was."""
    found = (
        Text.objects.filter(reference=reference).prefetch_related("versions").first()
    )
    if found is None or found.public_versions:
        return found
    if any(each.published_on for each in found.versions.all()):
        raise records.Gone(reference)
    return None


def project_one(text: Text, on: date) -> dict[str, Any]:
    return project([text], on=on)[0]


def linked_nodes(text: Text, on: date) -> list[Node]:
    record = project_one(text, on)
    return [_node(text, record, card_of(text, on)), coalition(_language())]


def _node(text: Text, record: Projection, card: Card) -> Node:
    return linked.text(
        record,
        language=_language(),
        address=heads.public_address(text.get_absolute_url()),
        image=card.url,
    )


def card_of(text: Text, on: date) -> Card:
    shown = text.in_language()
    return card(text, shown) if shown else TEXTS.card()


def card(text: Text, shown: Shown) -> Card:
    title = _printed(shown, shown.title)
    is_news = text.kind == "news"
    return Card(
        kind="text",
        code=text.reference,
        language=_language(),
        kicker=_("News") if is_news else _("Page"),
        title=title if cards.is_drawable(title) else text.reference,
        title_language=shown.language,
        details=day_in_words(text.dated_on) if text.dated_on else "",
    )


def head(
    request: HttpRequest, text: Text, shown: Shown, *, on: date, trail: Trail
) -> Head:
    """Return the head of a text's page.

    Only the languages that it is public in are told: in another one the same words
    stand there as in the original.
    """
    record = project_one(text, on)
    own = card(text, shown)
    is_news = text.kind == "news"
    node = _node(text, record, own)
    summary = _printed(shown, shown.version.summary)
    return heads.of(
        request,
        name=_printed(shown, shown.title),
        description=Truncator(summary).chars(200),
        card=own,
        trail=trail,
        languages=_in_order(record),
        page_type="WebPage" if is_news else linked.page_type(record),
        nodes=[node, coalition(_language())],
        main=record["id"],
        published=node["datePublished"],
        modified=record["updated_at"],
        og_type="article",
        feeds=feeds.of_news() if is_news else (),
    )


def _in_order(record: Projection) -> list[str]:
    return [each["language"] for each in record["versions"]]


def head_of_news(
    request: HttpRequest, *, page: Page[Text], trail: Trail, description: str
) -> Head:
    address = heads.public_address(reverse("texts:news"))
    listed = item_list(
        _titles(page),
        address=address,
        total=page.paginator.count,
        start=page.start_index(),
    )
    return heads.of_list(
        request,
        filters=(),
        page=page.number,
        name=_("News"),
        description=description,
        card=NEWS.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[listed],
        main=listed["@id"],
        feeds=feeds.of_news(),
    )


def head_of_texts(
    request: HttpRequest, *, texts: list[Text], trail: Trail, description: str
) -> Head:
    address = heads.public_address(reverse("texts:texts"))
    listed = item_list(_titles(texts), address=address, total=len(texts))
    return heads.of(
        request,
        name=_("All pages"),
        description=description,
        card=TEXTS.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[listed],
        main=listed["@id"],
    )


def _titles(texts: Any) -> list[tuple[str, str]]:
    return [
        (_printed(shown, shown.title), each.get_absolute_url())
        for each in texts
        if (shown := each.in_language())
    ]


def _printed(shown: Shown, words: str) -> str:
    return filled_in(words, names(shown.language))


def _language() -> str:
    return get_language() or "en"


records.register(records.Kind("text", find, project_one, linked_nodes, card_of))
records.add_page(NEWS)
records.add_page(TEXTS)
