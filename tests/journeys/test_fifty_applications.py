"""Two screeners decide a month's applications from the queue (standards U26).

Each application takes four interactions at most, decision and letter included; nothing
is lost, and the secretariat learns no name of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page

from accord.accounts.models import Duty, Person
from accord.joining.tests import factories as joining
from accord.screening import operations
from accord.screening.models import Case, Decision, Recommendation, State
from tests import cast
from tests.journeys.walking import go

pytestmark = pytest.mark.browser

QUEUE = "/en/secretariat/"
MOST = {"small": 6, "full": 50}
INTERACTIONS_EACH = 4


class Hand:
    """Somebody's page, that counts what they press."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        # What is pressed for one application, and what for all of them at once.
        self.alone = self.shared = 0

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}", wait_until="domcontentloaded")

    def press(self, control: Locator) -> None:
        self.alone += 1
        go(self.page, control)

    def do_with_all(self, kind: str, verb: str) -> None:
        """Tick every row of a kind, say what to do, and agree: four interactions."""
        self.open(f"{QUEUE}?kind={kind}")
        self.page.locator("[data-all] input").check()
        self.page.select_option("#verb", f"{kind}/{verb}")
        go(self.page, self.page.locator(".many button"))
        go(self.page, self.page.locator("main form button[type=submit]").first)
        self.shared += 4


@contextmanager
def hand(browser: Browser, address: str, role: str) -> Iterator[Hand]:
    cookie = cast.cookie_of(cast.signed_in(role))
    context = browser.new_context(locale="en")
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
    )
    try:
        yield Hand(context.new_page(), address)
    finally:
        context.close()


@pytest.fixture
def applications(served_anew: str, counts: str) -> int:
    """Let applications arrive; the cast's own cases are out of the way."""
    Case.objects.exclude(state=State.DECIDED).update(state=State.DECIDED)
    for number in range(MOST[counts]):
        joining.make_sent(name=f"Quokka applicant {number}")
    operations.open_missing(joining.ON)
    person = Person.objects.get(email=cast.address_of("staff"))
    Duty.objects.create(person=person, kind="screener", starts_on=cast.SINCE)
    return MOST[counts]


def has_no_interest(screener: Hand) -> None:
    screener.open("/en/screening/interests/")
    go(screener.page, screener.page.locator("main form button[type=submit]").first)
    screener.shared += 1


def test_applications_are_decided_in_few_presses(
    browser: Browser, served_anew: str, applications: int
):
    with hand(browser, served_anew, "screener") as first:
        has_no_interest(first)
        first.do_with_all("screening-take", "take")
        for _each in range(applications):
            first.open(f"{QUEUE}?kind=screening-work")
            first.press(first.page.locator(".waiting__open").first)
            first.press(first.page.locator("button[name=rest]"))
            first.page.fill("[name=reasons]", "The register agrees.")
            first.press(first.page.locator("main form button[type=submit]").first)
        assert Recommendation.objects.filter(taken_back_at=None).count() >= applications
    with hand(browser, served_anew, "staff") as second:
        has_no_interest(second)
        second.do_with_all("screening-decide", "decide")
        done = second.page.locator("main h1").inner_text()
        assert done.startswith(f"{applications} things are done")
        decided = Decision.objects.filter(undone_at=None)
        mine = decided.filter(by__email=cast.address_of("staff"))
        assert mine.count() == applications
        # The way back is open, and used once.
        go(second.page, second.page.locator("main form button[type=submit]"))
        assert not mine.exists()
        second.do_with_all("screening-decide", "decide")
        second.shared -= 4
        assert mine.count() == applications
    with hand(browser, served_anew, "secretariat") as office:
        office.open(QUEUE)
        assert "Quokka" not in office.page.content()

    # A month has fifty applications, however few are walked here.
    shared = (first.shared + second.shared) / MOST["full"]
    assert first.alone / applications + shared <= INTERACTIONS_EACH
