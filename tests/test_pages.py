"""What every page type keeps to, in every language, as it leaves the server."""

import gzip
import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from django.utils import translation
from lxml import html

from tests import cast
from tests.authorization import table
from tests.pages import BY_NAME, LANGUAGES, PAGES

COUNTS = os.environ.get("ACCORD_TEST_COUNTS", "small")
HTML_BYTES = 30_000
DIRECTIONS = {"ar": "rtl"}
ADMIN = ("/admin/", "/admin/atlas/area/", "/admin/atlas/area/1/change/")
# Three words in a row that begin small: prose, not a name, a number or an address.
LATIN_PROSE = re.compile(r"(?:\b[a-zà-ÿ’']{3,}\b[ ,]+){2}\b[a-zà-ÿ]{3,}\b")
# These answer a script, or give a file.
NO_PAGES = {"website:suggest", "joining:known", "screening:paper"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}


def opened(
    clients: dict[str, Client], name: str, language: str
) -> tuple[HttpResponse, html.HtmlElement]:
    page = BY_NAME[name]
    answer = clients[page.role].get(page.path(language, cast.places()))
    return answer, html.document_fromstring(answer.content.decode())


def visits(counts: str) -> Iterator[tuple[str, str]]:
    """Yield pages with languages: in small runs two of the four, which take turns."""
    for number, name in enumerate(BY_NAME):
        turn = (LANGUAGES[number % 4], LANGUAGES[(number + 2) % 4])
        for language in LANGUAGES if counts == "full" else turn:
            yield name, language


@pytest.mark.parametrize(("name", "language"), list(visits(COUNTS)))
def test_a_page_is_whole(clients, name, language):
    answer, document = opened(clients, name, language)

    assert answer.status_code == 200
    assert document.get("lang") == language
    assert document.get("dir") == DIRECTIONS.get(language, "ltr")
    assert len(document.findall(".//h1")) == 1
    assert document.findtext(".//title").strip()
    assert repeated_ids(document) == []
    assert unlabelled_fields(document) == []
    assert inline_code(document) == []
    assert security_faults(answer, document) == []
    assert len(gzip.compress(answer.content)) <= HTML_BYTES
    # What is not Arabic says so.
    assert language != "ar" or unmarked_prose(document) == []


@pytest.mark.parametrize("path", ADMIN)
def test_the_admin_keeps_the_same_policy(clients, path):
    answer = clients["staff"].get(path)

    assert answer.status_code == 200
    document = html.document_fromstring(answer.content.decode())
    assert inline_code(document) == []
    assert security_faults(answer, document) == []


def test_a_signed_in_page_is_kept_by_nobody(clients):
    answer = clients["focal-point"].get("/en/")

    assert answer.headers["Cache-Control"] == "no-store, private"


def test_every_route_that_shows_a_page_has_a_page_type(coalition):
    places = cast.places()
    with translation.override("en"):
        covered = {
            resolve(page.path("en", places).partition("?")[0]).view_name
            for page in PAGES
        }
    shown = {
        row.route
        for row in table()
        if row.address.startswith("/en/")
        and "." not in row.address
        and "200" in row.answers("GET").values()
    }

    assert shown - covered - NO_PAGES == set()


def repeated_ids(document: html.HtmlElement) -> list[str]:
    counts = Counter(document.xpath("//@id"))
    return [each for each, count in counts.items() if count > 1]


def unlabelled_fields(document: html.HtmlElement) -> list[str]:
    labelled = set(document.xpath("//label/@for"))
    return [
        html.tostring(field, encoding="unicode")[:120]
        for field in document.xpath("//input | //select | //textarea")
        if field.get("type") not in {"hidden", "submit", "button"}
        and field.get("id") not in labelled
        and not field.get("aria-label")
        and not field.get("aria-labelledby")
        and next(field.iterancestors("label"), None) is None
    ]


def inline_code(document: html.HtmlElement) -> list[str]:
    """Return styles and handlers in attributes, and scripts without a nonce."""
    found = [
        f"{element.tag} {name}"
        for element in document.iter()
        for name in element.attrib
        if name == "style"
        or name.startswith("on")
        or "javascript:" in element.get(name)
    ]
    return found + [
        element.tag
        for element in document.xpath("//style | //script[not(@src)]")
        if not element.get("nonce") and "json" not in element.get("type", "")
    ]


def security_faults(answer: HttpResponse, document: html.HtmlElement) -> list[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    faults = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value
    ]
    faults += [each for each in ("unsafe-inline", "unsafe-eval", "*") if each in policy]
    faults += [
        f"no {each}"
        for each in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        if each not in policy
    ]
    nonces = set(document.xpath("//@nonce"))
    faults += [f"nonce {each}" for each in nonces if f"'nonce-{each}'" not in policy]
    return faults


def unmarked_prose(document: html.HtmlElement) -> list[str]:
    """Return Latin prose that no `lang` on the way up marks."""
    found = []
    for element in document.iter():
        if element.tag in {"script", "style", "title"} or callable(element.tag):
            continue
        for text, holder in (
            (element.text, element),
            (element.tail, element.getparent()),
        ):
            if text and LATIN_PROSE.search(text) and _language_of(holder) == "ar":
                found.append(" ".join(text.split())[:120])
    return found


def _language_of(element: html.HtmlElement | None) -> str:
    while element is not None:
        if element.get("lang"):
            return element.get("lang")
        element = element.getparent()
    return settings.LANGUAGE_CODE
