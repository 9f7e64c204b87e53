"""How journeys walk: on a bad link, in French, as somebody, by keyboard alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.cast import PASSWORD

# 400 kbit/s and a round trip of 400 ms: standards for a phone on a bad link.
BYTES_PER_SECOND, ROUND_TRIP_MS = 50_000, 400
PERIOD_SECONDS = 30
FIRST_TEXT = """() => performance.getEntriesByName('first-contentful-paint')[0]
  ?.startTime ?? 0"""


def said(sentence: str, language: str = "fr") -> str:
    """Return a sentence of the interface as the reader meets it."""
    with translation.override(language):
        return translation.gettext(sentence)


@contextmanager
def phone(browser: Browser, *, script: bool) -> Iterator[Page]:
    """Open a browser on a phone 320 px wide, on a bad link, and close it again."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        locale="fr-SN",
        java_script_enabled=script,
    )
    context.set_default_timeout(60_000)
    try:
        yield slowed(context)
    finally:
        context.close()


def slowed(context: BrowserContext) -> Page:
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    return page


def sign_in(page: Page, email: str) -> None:
    """Fill in the sign-in form, wherever one has been led to it from."""
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    go(page, page.locator("main form button[type=submit]").first)


def go(page: Page, control: Locator) -> None:
    """Press a control and wait until the page it leads to can be read."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        control.click()


def code_of(email: str, *, at: float | None = None) -> str:
    """Return the current second-factor code of a person."""
    factor = Authenticator.objects.get(user__email=email, type=Authenticator.Type.TOTP)
    counter = int(at or time.time()) // PERIOD_SECONDS
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counter))


def tab_to(page: Page, wanted: str, *, most: int = 80) -> None:
    """Press Tab until the focus is on what matches the selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", wanted):
            return
    raise AssertionError(f"Tab does not reach {wanted} on {page.url}")
