"""Declaring by keyboard alone, two people at once, one button pressed fifty times."""

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, Page

from accord.actions.models import Action
from tests import cast
from tests.journeys.walking import tab_to

SUBMITS = {"small": 10, "full": 50}
TOKENS = re.compile(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"')


def signed_in(browser: Browser, site: str, role: str) -> BrowserContext:
    context = browser.new_context(locale="en")
    cookie = cast.cookie_of(cast.signed_in(role))
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": cookie, "url": site}])
    return context


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.browser
def test_a_declaration_by_keyboard_alone(browser: Browser, served_anew: str):
    context = signed_in(browser, served_anew, "focal-point")
    page = context.new_page()
    page.goto(f"{served_anew}/en/actions/declare/")
    tab_to(page, "main form button")
    enter(page)

    tab_to(page, "[href$='/declare/what/']")
    enter(page)
    tab_to(page, "[name=kind]")
    page.keyboard.press("Space")
    tab_to(page, "[name=title]")
    page.keyboard.type("Contracts by keyboard")
    tab_to(page, "[name=summary]")
    page.keyboard.type("Nobody needs a mouse to declare an action.")
    tab_to(page, "main form button:not([name])")
    enter(page)

    # The country where the union is based is chosen already.
    tab_to(page, "main form button:not([name])", most=300)
    enter(page)
    tab_to(page, "[name=areas]")
    page.keyboard.press("Space")
    tab_to(page, "main form button:not([name])")
    enter(page)
    tab_to(page, "[name=starts_on]")
    page.keyboard.type(localdate().strftime("%m%d%Y"))
    tab_to(page, "main form button:not([name])")
    enter(page)

    tab_to(page, "main a[href$='/declare/check/']")
    enter(page)
    tab_to(page, "main form[action$='/publish/'] button")
    enter(page)

    assert page.url.endswith("/declare/done/")
    published = Action.objects.published().latest("id")
    assert published.title.original == "Contracts by keyboard"
    assert published.starts_on == localdate()
    context.close()


@pytest.mark.browser
def test_the_second_of_two_sees_both_texts_and_loses_nothing(
    browser: Browser, served_anew: str
):
    action = cast.action_in("draft")
    address = f"{served_anew}/en/actions/{action.reference}/declare/what/"
    first, second = (
        signed_in(browser, served_anew, role) for role in ("editor", "focal-point")
    )
    one, other = first.new_page(), second.new_page()
    one.goto(address)
    other.goto(address)

    one.fill("[name=title]", "The editor's title")
    with one.expect_navigation():
        one.click("main form button:not([name])")
    other.fill("[name=title]", "The focal point's title")
    with other.expect_response(address) as answered:
        other.click("main form button:not([name])")

    assert answered.value.status == 409
    text = other.locator("main").inner_text()
    assert "The editor's title" in text
    assert "The focal point's title" in text
    assert other.input_value("[name=title]") == "The focal point's title"
    action.refresh_from_db()
    assert action.title.original == "The editor's title"
    with other.expect_navigation():
        other.click("main form button:not([name])")
    action.refresh_from_db()
    assert action.title.original == "The focal point's title"
    first.close()
    second.close()


def test_one_form_sent_many_times_makes_one_action(served_anew: str, counts: str):
    address = f"{served_anew}/en/actions/declare/"
    session = cast.cookie_of(cast.signed_in("editor"))
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}"
    # The address of the server that the test has started.
    asked = urllib.request.Request(address, headers={"Cookie": cookies})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
        csrf = answer.headers["Set-Cookie"].partition(";")[0]
        form = urllib.parse.urlencode(TOKENS.findall(answer.read().decode()))
    headers = {"Cookie": f"{cookies}; {csrf}", "Origin": served_anew}
    before = Action.objects.count()

    def send(_number: int) -> str:
        sent = urllib.request.Request(address, form.encode(), headers)  # noqa: S310
        with urllib.request.urlopen(sent, timeout=60) as answer:  # noqa: S310
            return answer.url

    with ThreadPoolExecutor(SUBMITS[counts]) as senders:
        led_to = set(senders.map(send, range(SUBMITS[counts])))

    assert Action.objects.count() == before + 1
    newest = Action.objects.latest("id").reference
    assert led_to == {f"{served_anew}/en/actions/{newest}/declare/"}
