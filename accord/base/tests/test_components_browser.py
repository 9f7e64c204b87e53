"""The components page in a real browser: in every language, width and colour scheme."""

import os
import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect

from accord.base.tests.axe import violations

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "fr", "es", "ar"]
WIDTHS = [320, 1280]
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# WCAG 2.2, 1.4.12.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
OVERFLOWING = """() => [...document.querySelectorAll("main *")]
  .filter(e => e.clientWidth
    && !["PRE", "SELECT", "INPUT", "TEXTAREA"].includes(e.tagName)
    && getComputedStyle(e).overflowX === "hidden"
    && !e.matches(".visually-hidden") && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter(e => e.checkVisibility() && !e.closest("p, dd, h2, h3, h4, .prose, td, th"))
  .map(e => [e, (e.closest("label") ?? e).getBoundingClientRect()])
  .filter(([e, box]) => box.width && (box.width < 24 || box.height < 24))
  .filter(([e]) => !e.matches(".skip-link"))
  .map(([e, box]) => `${e.outerHTML.slice(0, 100)} ${box.width}x${box.height}`)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve without a database: this page must not ask one, and flushing is slow."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator:
    contexts = []

    def visit(path: str, *, width: int = 1280, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console",
            lambda said: (
                page.faults.append(said.text) if said.type == "error" else None
            ),
        )
        page.goto(address + path)
        return page

    yield visit
    for context in contexts:
        context.close()


VARIANTS = list(product(LANGUAGES, WIDTHS, SCHEMES))
# Every fourth has each language, width and scheme; full counts take all.
STEP = 1 if os.environ.get("ACCORD_TEST_COUNTS") == "full" else 4


@pytest.mark.parametrize(("language", "width", "scheme"), VARIANTS[::STEP])
def test_axe_finds_nothing(visit, language, width, scheme):
    page = visit(
        f"/{language}/components/?constituency=workers", width=width, **SCHEMES[scheme]
    )

    assert violations(page) == []
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_spacing_and_narrow_screens_lose_nothing(visit, language):
    page = visit(f"/{language}/components/", width=320)

    page.evaluate(
        """css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [sheet];
        }""",
        TEXT_SPACING,
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_to_press_is_large_enough(visit, width):
    page = visit("/fr/components/", width=width)

    assert page.evaluate(SMALL_TARGETS) == []
    heights = page.evaluate(
        "() => [...document.querySelectorAll('main .button')]"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_every_stop_of_the_keyboard_is_seen(visit):
    page = visit("/en/components/")
    unseen = []

    for _ in range(60):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => {
              const e = document.activeElement, s = getComputedStyle(e);
              const box = e.getBoundingClientRect();
              const x = box.x + Math.min(box.width / 2, 12), y = box.y + box.height / 2;
              const top = document.elementFromPoint(x, y);
              const covered = !top || !(e.contains(top) || top.contains(e));
              const bare = s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2;
              return bare || covered ? [e.outerHTML.slice(0, 120)] : [];
            }"""
        )

    assert unseen == []


def test_the_first_stop_skips_to_the_content(visit):
    page = visit("/en/components/")

    page.keyboard.press("Tab")
    assert page.locator(".skip-link").bounding_box()["height"] > 24
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_opens_on_a_phone_and_stands_open_on_a_desk(visit, scripts):
    phone = visit("/en/components/", width=320, java_script_enabled=scripts)
    if not phone.locator(".menu").count():
        pytest.skip("this installation has no menu entries")

    expect(phone.locator(".menu a").first).to_be_hidden()
    phone.locator(".menu > summary").click()
    expect(phone.locator(".menu a").first).to_be_visible()

    desk = visit("/en/components/", java_script_enabled=scripts)
    assert desk.locator(".menu a").first.is_visible()
    assert not desk.locator(".menu > summary").is_visible()


def test_filters_work_without_a_script_and_at_once_with_one(visit):
    plain = visit("/en/components/", java_script_enabled=False)
    plain.check('.facets input[value="workers"]')
    plain.click(".facets button")
    plain.wait_for_url("**constituency=workers**")
    expect(plain.locator(".applied a").first).to_have_text(re.compile(r"Workers\s*$"))

    page = visit("/en/components/")
    page.check('.facets input[value="workers"]')
    page.wait_for_url("**constituency=workers**")
    expect(page.locator('.facets input[value="workers"]')).to_be_focused()


def type_and_keep(page, words):
    """Type, and wait until the device has kept it.

    The page shows samples of the notice, so its words prove nothing; and what is typed
    before the script listens is what the form began with.
    """
    for _attempt in range(5):
        page.fill("#form_title", words)
        page.wait_for_timeout(1500)
        if page.evaluate("localStorage.length"):
            return
        page.reload()
    pytest.fail("nothing was kept")


def test_a_draft_survives_a_dropped_line_and_is_offered_back(visit):
    page = visit("/en/components/")
    type_and_keep(page, "Typed on a bad line")

    page.reload()
    page.click("[data-draft-restore]")

    expect(page.locator("#form_title")).to_have_value("Typed on a bad line")
    assert page.faults == []


def test_a_discarded_draft_is_not_offered_again(visit):
    page = visit("/en/components/")
    type_and_keep(page, "Not worth keeping")

    page.reload()
    page.click("[data-draft-discard]")
    page.reload()

    page.wait_for_timeout(300)
    assert page.locator("[data-draft-restore]").count() == 0
    assert page.input_value("#form_title") == ""


def test_the_count_tells_what_is_left_and_never_cuts(visit):
    page = visit("/en/components/")
    count = page.locator("#form_summary_count")

    page.fill("#form_summary", "x" * 290)
    expect(count).to_have_text("10 characters left")
    page.fill("#form_summary", "x" * 312)
    expect(count).to_have_text("12 characters too many")

    assert len(page.input_value("#form_summary")) == 312


def test_an_error_leads_to_its_field(visit):
    page = visit("/en/components/", java_script_enabled=False)

    page.click(".error-summary a >> nth=0")

    expect(page).to_have_url(re.compile("#wrong_title$"))
    described = page.get_attribute("#wrong_title", "aria-describedby").split()
    assert "wrong_title_error" in described
    assert page.locator("#wrong_title_error").is_visible()


def test_paper_has_no_navigation_and_every_data_table(visit):
    page = visit("/en/components/")
    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert not page.locator(".masthead__bar").is_visible()
    assert not page.locator(".facets").is_visible()
    assert page.locator("#figure-bars table").is_visible()
    assert page.locator(".footer__address").is_visible()


def test_the_first_view_is_light(browser, address):
    context = browser.new_context()
    page = context.new_page()
    sizes: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(
            (request.url, request.sizes()["responseBodySize"])
        ),
    )

    page.goto(f"{address}/en/components/", wait_until="networkidle")
    context.close()

    assert len(sizes) <= 14, sizes
    assert sum(size for _, size in sizes) < 200_000
