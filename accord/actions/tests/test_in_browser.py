"""A declaration in a real browser: on a phone, with and without script."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from accord.accounts.tests.factories import make_person
from accord.actions.models import Action
from accord.actions.tests.factories import complete, make_draft, make_vocabulary
from accord.partners.models import Partner, Role
from accord.partners.tests.factories import make_mandate, make_partner, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def fatou(live_server):
    """Return a signed-in focal point's cookie."""
    make_vocabulary()
    person = make_person("fatou@union.example")
    make_mandate(make_partner("Union of Fishers"), Role.FOCAL_POINT, person=person)
    session = sign_in(Client(), person).cookies["session"].value
    return {"name": "session", "value": session, "url": live_server.url}


def phone(browser: Browser, cookie, *, script=True) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=script
    )
    context.add_cookies([cookie])
    return context


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_action_is_declared_in_two_sittings(browser, live_server, fatou, script):
    context = phone(browser, fatou, script=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/actions/")
    page.get_by_role("link", name="Declare an action").click()
    page.get_by_role("button", name="Declare an action").click()
    page.get_by_role("link", name="What it is").click()
    page.get_by_label("Initiative").check()
    page.get_by_role("textbox", name="Title").fill("Safer boats")
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_text("Saved. Come back whenever it suits you.")).to_be_visible()
    context.close()

    context = phone(browser, fatou, script=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/actions/mine/")
    page.get_by_role("link", name="Safer boats").click()
    page.get_by_role("link", name="What it is").click()
    page.get_by_label("Summary").fill("We put a radio on every boat.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Sub-Saharan Africa").click()
    page.get_by_label("Senegal").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Protection").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("When does it start?").fill("2026-01-01")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Check and publish").click()
    expect(page).to_have_title(re.compile("^Check your answers"))
    page.get_by_role("button", name="Publish the action").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("published")
    reference = Action.objects.get().reference
    expect(page.get_by_text(reference, exact=True).first).to_be_visible()
    page.get_by_role("link", name="See it on the page of Senegal").click()
    expect(page.get_by_role("link", name="Safer boats")).to_be_visible()
    context.close()


PAGES = ["", "what/", "where/", "partners/", "goals/", "translations/", "check/"]


def test_every_page_of_a_declaration_fits_a_phone(browser, live_server, fatou):
    draft = complete(make_draft(Partner.objects.get()))
    context = phone(browser, fatou)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{live_server.url}/en/actions/{draft.reference}/declare/{path}")
        assert page.evaluate(OVERFLOW) == 0, path
    context.close()


def test_a_country_is_found_by_typing(browser, live_server, fatou):
    draft = make_draft(Partner.objects.get())
    context = phone(browser, fatou)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/actions/{draft.reference}/declare/where/")
    mali, senegal = page.get_by_label("Mali"), page.get_by_label("Senegal")
    expect(mali).to_be_hidden()

    page.get_by_label("Find a country or area").fill("SÉNÉ")

    expect(senegal).to_be_visible()
    expect(mali).to_be_hidden()
    page.get_by_label("Find a country or area").fill("zzz")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    context.close()


def test_what_was_typed_is_offered_back_after_the_browser_was_closed(
    browser, live_server, fatou
):
    draft = make_draft(Partner.objects.get())
    context = phone(browser, fatou)
    url = f"{live_server.url}/en/actions/{draft.reference}/declare/what/"
    page = context.new_page()
    page.goto(url)
    page.get_by_role("textbox", name="Title").fill("Half a thought")
    page.get_by_text("What you type is kept on this device").first.wait_for()
    page.close()

    page = context.new_page()
    page.goto(url)
    page.get_by_role("button", name="Bring my text back").click()

    expect(page.get_by_role("textbox", name="Title")).to_have_value("Half a thought")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where")
    # The heading can be read before the module that forgets the draft has run.
    for _attempt in range(300):
        # Playwright's own waiting would evaluate text, which the policy forbids.
        if page.evaluate("localStorage.length") == 0:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("localStorage.length") == 0
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_second_of_two_browsers_sees_both_texts(
    browser, live_server, fatou, script
):
    draft = make_draft(Partner.objects.get())
    url = f"{live_server.url}/en/actions/{draft.reference}/declare/what/"
    first, second = (
        phone(browser, fatou, script=script).new_page() for _browser in range(2)
    )
    for page, title in ((first, "The first title"), (second, "The second title")):
        page.goto(url)
        page.get_by_role("textbox", name="Title").fill(title)

    first.get_by_role("button", name="Save and continue").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Where")
    second.get_by_role("button", name="Save and continue").click()

    expect(second.get_by_text("The first title").last).to_be_visible()
    expect(second.get_by_role("textbox", name="Title")).to_have_value(
        "The second title"
    )
    second.get_by_role("textbox", name="Title").fill("The first and the second title")
    second.get_by_role("button", name="Save and continue").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Where")
    draft.refresh_from_db()
    assert draft.title.original == "The first and the second title"
    for page in (first, second):
        page.context.close()
