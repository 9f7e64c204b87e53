"""What every page type keeps to in a browser; see `tests.pages`.

Small counts open every second public page and every third one of those who sign in, in
languages and widths that take turns; full counts open every page in every language,
width and colour scheme.
"""

import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from lxml import html
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from accord.base.tests.axe import violations
from tests import cast
from tests.pages import LANGUAGES, PAGES, PageType

pytestmark = pytest.mark.browser

COUNTS = os.environ.get("ACCORD_TEST_COUNTS", "small")
NARROW, WIDE = 320, 1280
SCHEMES = ("light", "dark")
CSS_BYTES, JS_BYTES = 20_000, 15_000
EDITOR_BYTES = 175_000
REQUESTS = 10
SETTLED_MS = 50
PAGE_BYTES, CHART_PAGE_BYTES = 100_000, 200_000
OVERFLOW = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 ||
               e.getBoundingClientRect().left < -1)
  .filter(e => !e.closest('.visually-hidden, .skip-link'))
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
# Not those of a text that is being written.
HEADINGS = "document.querySelectorAll('main :is(h1, h2):not([contenteditable] *)')"
FIELDS = "document.querySelectorAll('main form [name]')"


@dataclass
class Visit:
    """What a browser heard and fetched while it opened one page."""

    said: list[str] = field(default_factory=list)
    fetched: list[Response] = field(default_factory=list)
    # How many requests have begun and have not ended.
    under_way: int = 0

    def _hear(self, told: ConsoleMessage) -> None:
        # What is verbose are the browser's hints to developers.
        if told.type in {"error", "warning", "assert"}:
            self.said.append(f"{told.type}: {told.text}")

    def listen(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        # Playwright marks the functions it is given, which a built-in method refuses.
        page.on("response", lambda answer: self.fetched.append(answer))  # noqa: PLW0108
        page.on("request", lambda _request: self._count(1))
        page.on("requestfinished", lambda _request: self._count(-1))
        page.on("requestfailed", lambda _request: self._count(-1))

    def _count(self, change: int) -> None:
        self.under_way += change

    def settle(self, page: Page) -> None:
        """Wait until nothing is fetched any more, a moment after the page came."""
        page.wait_for_load_state("load")
        page.wait_for_timeout(SETTLED_MS)
        while self.under_way:
            page.wait_for_timeout(SETTLED_MS)


def variants() -> Iterator[tuple[PageType, str, int, str]]:
    everything = list(product(LANGUAGES, (NARROW, WIDE), SCHEMES))
    chosen = [
        page
        for number, page in enumerate(PAGES)
        if COUNTS == "full" or not number % (2 if page.role == "visitor" else 3)
    ]
    for number, page in enumerate(chosen):
        # Three has no divisor in common with sixteen: all combinations take turns.
        turn = everything[number * 3 % len(everything)]
        for variant in everything if COUNTS == "full" else [turn]:
            yield page, *variant


@pytest.mark.parametrize(
    ("page_type", "language", "width", "scheme"), list(variants()), ids=str
)
def test_a_page_type_in_a_browser(
    browser: Browser,
    served: str,
    sessions: dict[str, str],
    page_type: PageType,
    language: str,
    width: int,
    scheme: str,
):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    if page_type.role in sessions:
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": sessions[page_type.role], "url": served}
        context.add_cookies([cookie])
    page, visit = context.new_page(), Visit()
    visit.listen(page)
    try:
        answer = page.goto(f"{served}{page_type.path(language, cast.places())}")
        visit.settle(page)

        assert answer.status == 200
        assert visit.said == []
        assert weight_faults(visit, page_type, host=urlsplit(served).netloc) == []
        assert same_without_script(page, answer.text()) == []
        assert violations(page) == []
        page.set_viewport_size({"width": NARROW, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, (
            page.evaluate(OVERFLOW)
        )
    finally:
        context.close()


def weight_faults(visit: Visit, page_type: PageType, *, host: str) -> list[str]:
    """Measure what the first view fetched, gzipped one by one."""
    sizes: dict[str, int] = {}
    faults = []
    for response in visit.fetched:
        if urlsplit(response.url).netloc not in {host, ""}:
            faults.append(f"asks another host: {response.url}")
            continue
        kind = response.headers.get("content-type", "").partition(";")[0]
        size = len(gzip.compress(response.body()))
        sizes[kind] = sizes.get(kind, 0) + size
    limit = CHART_PAGE_BYTES if page_type.has_chart else PAGE_BYTES
    limit += EDITOR_BYTES * page_type.has_editor
    script_limit = JS_BYTES + EDITOR_BYTES * page_type.has_editor
    scripts = sum(size for kind, size in sizes.items() if "javascript" in kind)
    faults += [
        f"{what}: {amount} of at most {most}"
        for what, amount, most in (
            ("requests", len(visit.fetched), REQUESTS),
            ("stylesheets", sizes.get("text/css", 0), CSS_BYTES),
            ("scripts", scripts, script_limit),
            ("bytes", sum(sizes.values()), limit),
        )
        if amount > most
    ]
    if len(visit.fetched) > REQUESTS:
        faults += sorted(urlsplit(each.url).path for each in visit.fetched)
    return faults


def same_without_script(page: Page, source: str) -> list[str]:
    """Compare headings and form fields with those of the page as it was sent."""
    document = html.document_fromstring(source)
    sent = {
        " ".join(each.text_content().split())
        for each in document.xpath("//main//h1 | //main//h2")
    }
    shown = set(
        page.evaluate(
            f"[...{HEADINGS}].map(e => e.textContent.split(/\\s+/)"
            ".filter(Boolean).join(' '))"
        )
    )
    fields_sent = set(document.xpath("//main//form//@name"))
    fields_shown = set(page.evaluate(f"[...{FIELDS}].map(e => e.getAttribute('name'))"))
    return sorted(sent ^ shown) + sorted(fields_sent ^ fields_shown)
