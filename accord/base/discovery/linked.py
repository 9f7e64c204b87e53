"""Words of schema.org as plain values: what the pages of all apps say the same way.

An app's own `linked.py` says what a record is, from its projection; nothing here asks
the database.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Node = dict[str, Any]
Trail = Sequence[tuple[Any, str | None]]

CONTEXT = "https://schema.org"
SEARCHED = "{search_term_string}"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What would end the block of data, or begin a comment in it, stands as an escape.
_ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def script(nodes: Sequence[Node]) -> SafeString:
    """Return the data block of a page; browsers do not execute it."""
    text = dumped({"@context": CONTEXT, "@graph": list(nodes)})
    # No character that HTML gives a meaning is left in it.
    return mark_safe(  # noqa: S308  # nosemgrep: mark-safe
        f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>'
    )


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def filled(node: Mapping[str, Any]) -> Node:
    """Leave out what has no value: an absent property says so best."""
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language; else the first, which is the original."""
    return texts.get(language) or next(iter(texts.values()), "")


def language_of(texts: Mapping[str, str], language: str) -> str:
    return language if texts.get(language) else next(iter(texts), language)


def other_names(texts: Mapping[str, str], shown: str, *more: str | None) -> list[str]:
    """Return the names besides the one shown, each once."""
    names = dict.fromkeys([*texts.values(), *filter(None, more)])
    return [each for each in names if each != shown]


def about(address: str) -> Node:
    return {"@id": address}


def permanent_id(kind: str, code: str) -> str:
    return f"{settings.PUBLIC_URL}/id/{kind}/{code}"


def coalition_id() -> str:
    return f"{settings.PUBLIC_URL}/#coalition"


def website_id() -> str:
    return f"{settings.PUBLIC_URL}/#website"


def coalition(language: str) -> Node:
    """The body that this installation serves."""
    names = settings.COALITION_NAME
    name = text_in(names, language)
    return {
        "@type": "Organization",
        "@id": coalition_id(),
        "name": name,
        "alternateName": other_names(names, name),
        "url": f"{settings.PUBLIC_URL}/{language}/",
    }


def website(language: str, search: str) -> Node:
    """The site; `search` is the address of its search page, or empty."""
    node: Node = {
        "@type": "WebSite",
        "@id": website_id(),
        "name": text_in(settings.COALITION_NAME, language),
        "url": f"{settings.PUBLIC_URL}/{language}/",
        "inLanguage": [code for code, _name in settings.LANGUAGES],
        "publisher": about(coalition_id()),
    }
    if search:
        node["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{settings.PUBLIC_URL}{search}?q={SEARCHED}",
            },
            "query-input": "required name=search_term_string",
        }
    return node


def breadcrumbs(trail: Trail, language: str, address: str) -> Node:
    """The way back up, from the home page to the page at `address`."""
    home = f"/{language}/"
    steps = [(_("Home"), home), *(each for each in trail if each[1] != home)]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{address}#trail",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": plain(label),
                "item": f"{settings.PUBLIC_URL}{path}" if path else address,
            }
            for position, (label, path) in enumerate(steps, start=1)
        ],
    }


def plain(label: Any) -> str:
    """Return a label of a trail without the markup that says its language."""
    text = str(label)
    return unescape(strip_tags(text)) if hasattr(label, "__html__") else text


def item_list(
    items: Iterable[tuple[str, str]], *, address: str, total: int, start: int = 1
) -> Node:
    """The list on a page, of (name, path); `total` counts other pages too."""
    return {
        "@type": "ItemList",
        "@id": f"{address}#list",
        "numberOfItems": total,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "url": f"{settings.PUBLIC_URL}{path}",
            }
            for position, (name, path) in enumerate(items, start=start)
        ],
    }


def dataset(
    *,
    address: str,
    name: str,
    description: str,
    language: str,
    files: Mapping[str, str],
    covers: str = "",
) -> Node:
    """A whole list as data; `files` gives the path of each format there is."""
    return filled(
        {
            "@type": "Dataset",
            "@id": f"{address}#data",
            "name": name,
            "description": description,
            "url": address,
            "inLanguage": language,
            "isAccessibleForFree": True,
            "license": settings.LICENCE_URL,
            "creator": about(coalition_id()),
            "temporalCoverage": covers,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": MEDIA_TYPES[format_],
                    "contentUrl": f"{settings.PUBLIC_URL}{path}",
                }
                for format_, path in files.items()
            ],
        }
    )


def term(
    *,
    kind: str,
    code: str,
    name: str,
    description: str = "",
    address: str = "",
    term_set: Node | None = None,
    same_as: str = "",
) -> Node:
    """A term of a vocabulary, such as a challenge or a goal."""
    return filled(
        {
            "@type": "DefinedTerm",
            "@id": permanent_id(kind, code),
            "termCode": code,
            "name": name,
            "description": description,
            "url": address,
            "sameAs": same_as,
            "inDefinedTermSet": term_set,
        }
    )
