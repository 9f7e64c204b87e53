"""The editor in a real browser, under the site's own content security policy."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accord.base.tests.axe import violations
from accord.texts import operations
from accord.texts.tests.factories import make_public, sign_in, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READY = "[data-editor][data-ready]"
WORDS = ".editor__words [role=textbox]"


@pytest.fixture
def open_page(browser, live_server, selma):
    """Return a function that opens an address as staff; none may leave a fault."""
    client = Client()
    sign_in(client, selma)
    faults = []
    contexts = []

    def open_page(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.session.session_key,
                    "url": live_server.url,
                }
            ]
        )
        page = context.new_page()
        page.on("console", lambda said: faults.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{live_server.url}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def select_all(page):
    """Select every word, once the editor has taken the keyboard.

    Playwright's own waiting would evaluate text, which the policy forbids.
    """
    page.locator(WORDS).click()
    for _attempt in range(100):
        page.keyboard.press("Control+a")
        if page.evaluate("() => getSelection().toString().trim()"):
            return
        page.wait_for_timeout(50)
    pytest.fail("Nothing could be selected.")


def test_the_editor_loads_and_saves_without_breaking_the_policy(open_page):
    text = make_public("about")
    page = open_page(f"/en/texts/{text.reference}/edit/en/")
    page.wait_for_selector(READY)
    assert not page.locator("textarea[name=body]").is_visible()

    page.locator(WORDS).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("A third paragraph, ")
    page.get_by_role("button", name="Strong").click()
    page.keyboard.type("strongly put.")
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url("**/edit/en/?saved=yes")

    draft = operations.latest(text, "en")
    assert draft.is_draft
    last = draft.paragraphs.last().html
    assert last == "<p>A third paragraph, <strong>strongly put.</strong></p>"


def test_every_button_does_what_it_says(open_page):
    text = make_public("about", body="Words")
    page = open_page(f"/en/texts/{text.reference}/edit/en/")
    page.wait_for_selector(READY)
    source = page.locator("textarea[name=body]")

    found = {}
    page.locator(WORDS).click()
    for name in ("Heading", "Subheading", "Paragraph", "List", "Numbered list"):
        page.get_by_role("button", name=name, exact=True).click()
        found[name] = source.input_value()
    page.get_by_role("button", name="Undo").click()
    found["undone"] = source.input_value()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("Words")
    page.get_by_role("button", name="Quotation").click()

    assert found["Heading"] == "<h2>Words</h2>"
    assert found["Subheading"] == "<h3>Words</h3>"
    assert found["Paragraph"] == "<p>Words</p>"
    assert found["List"].startswith("<ul><li>")
    assert found["Numbered list"].startswith("<ol><li>")
    assert found["undone"] != found["Numbered list"]
    assert "<blockquote>" in source.input_value()


def test_a_link_is_set_and_a_dangerous_one_is_not(open_page):
    text = make_public("about", body="Words")
    page = open_page(f"/en/texts/{text.reference}/edit/en/")
    page.wait_for_selector(READY)
    source = page.locator("textarea[name=body]")

    for address in ("javascript:alert(1)", "https://example.org/"):
        select_all(page)
        page.get_by_role("button", name="Link", exact=True).click()
        page.get_by_label("Address").fill(address)
        page.get_by_role("button", name="Set the link").click()
        page.wait_for_timeout(100)
        assert "javascript" not in source.input_value()

    expect(source).to_have_value(re.compile('href="https://example.org/"'))


def test_pasting_a_web_page_keeps_the_words_and_breaks_no_policy(open_page):
    text = make_public("about", body="Words")
    page = open_page(f"/en/texts/{text.reference}/edit/en/")
    page.wait_for_selector(READY)

    page.locator(WORDS).click()
    page.evaluate(
        """selector => {
            const data = new DataTransfer();
            data.setData("text/html", '<h1 style="color:red">Big</h1><p onclick=x()>'
              + 'and <b style="x:y">bold</b></p>');
            document.querySelector(selector).dispatchEvent(
              new ClipboardEvent("paste",
                {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        WORDS,
    )

    body = page.locator("textarea[name=body]")
    expect(body).to_have_value(re.compile("<strong>bold</strong>"))
    value = body.input_value()
    assert "style" not in value
    assert "onclick" not in value


def test_without_javascript_the_text_area_saves(open_page):
    text = make_public("about", body="<h2>Heading</h2>\n\nWords")
    page = open_page(f"/en/texts/{text.reference}/edit/en/", java_script_enabled=False)

    area = page.get_by_label("Text", exact=False).last
    assert area.input_value() == "<h2>Heading</h2>\n\n<p>Words</p>"
    area.fill("Plain words.\n\nIn two paragraphs & more.")
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url("**/edit/en/?saved=yes")

    draft = operations.latest(text, "en")
    assert [each.plain for each in draft.paragraphs.all()] == [
        "Plain words.",
        "In two paragraphs & more.",
    ]


def test_the_original_stands_beside_a_translation_on_a_wide_screen(open_page):
    text = make_public("about", title="The title to translate")
    write(text, "fr", title="Le titre", of=1)
    page = open_page(
        f"/en/texts/{text.reference}/edit/fr/", viewport={"width": 1280, "height": 900}
    )
    page.wait_for_selector(READY)

    original = page.locator(".beside").bounding_box()
    editor = page.locator(".editor").bounding_box()
    assert original["x"] + original["width"] <= editor["x"]
    assert page.locator(WORDS).get_attribute("lang") == "fr"


def test_the_editor_fits_a_phone(open_page):
    text = make_public("about")
    page = open_page(
        f"/en/texts/{text.reference}/edit/en/", viewport={"width": 320, "height": 640}
    )
    page.wait_for_selector(READY)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("address", "width"),
    [
        ("/en/about/", 320),
        ("/ar/about/", 1280),
        ("/fr/news/", 320),
        ("/es/texts/", 1280),
        ("/ar/texts/office/", 320),
        ("/en/texts/new/", 1280),
        ("/fr/texts/TXT-2024-0001/edit/fr/", 1280),
        ("/es/texts/TXT-2024-0001/edit/en/", 320),
        ("/ar/texts/TXT-2024-0001/preview/en/", 1280),
        ("/en/texts/TXT-2024-0001/compare/en/", 320),
        ("/fr/texts/TXT-2024-0001/history/", 1280),
    ],
)
def test_axe_finds_nothing_and_the_page_fits(open_page, address, width):
    text = make_public("about", body="<h2>A</h2>b\n\n<h2>C</h2>d\n\n<h2>E</h2>f")
    write(text, body="<h2>A</h2>b, in other words")
    write(text, "fr", of=1)
    make_public("story", kind="news")

    page = open_page(address, viewport={"width": width, "height": 800})
    if "/edit/" in address:
        page.wait_for_selector(READY)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
