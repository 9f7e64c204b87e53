"""A text in the words of schema.org, from its projection. Asks nothing."""

from django.conf import settings

from accord.base.discovery.linked import (
    Node,
    about,
    coalition_id,
    filled,
    text_in,
    website_id,
)
from accord.base.projecting import Projection

# What schema.org has a word of its own for, among pages.
_PAGE_TYPES = {"about": "AboutPage", "contact": "ContactPage"}


def page_type(record: Projection) -> str:
    """Return the type of the page around the text."""
    return _PAGE_TYPES.get(record["slug"], "WebPage")


def text(record: Projection, *, language: str, address: str, image: str) -> Node:
    """Return news as an article, anything else as the page that it is."""
    versions = {each["language"]: each for each in record["versions"]}
    shown = language if language in versions else next(iter(versions))
    is_news = record["kind"] == "news"
    title = text_in(record["title"], language)
    node = {
        "@type": "NewsArticle" if is_news else page_type(record),
        "@id": record["id"],
        "url": address,
        "name": title,
        "headline": title if is_news else None,
        "description": text_in(record["summary"], language),
        "inLanguage": shown,
        "datePublished": record["dated_on"] or versions[shown]["published_on"],
        "dateModified": record["updated_at"],
        "image": image,
        "author": about(coalition_id()),
        "publisher": about(coalition_id()),
        "isPartOf": about(website_id()),
        "isAccessibleForFree": True,
        "license": settings.LICENCE_URL,
    }
    return filled(node)
