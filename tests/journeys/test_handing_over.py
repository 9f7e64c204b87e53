"""A deputy is invited, acts for two organizations, and is succeeded: by keyboard."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accord.base.actor import Actor
from accord.base.models import Entry, Message
from accord.partners import operations
from accord.partners.models import Mandate, Partner, Role
from tests.cast import OURS, PASSWORD, THEIRS, address_of
from tests.journeys.walking import said, sign_in, tab_to

pytestmark = pytest.mark.browser
INES, NOOR = "ines@deputies.example", "noor@deputies.example"
LINK = re.compile(r"/\w\w/partners/invitation/\S+/")


def test_handing_over(browser: Browser, served_anew: str):
    with keyboard(browser) as lead, keyboard(browser) as ines:
        lead.goto(f"{served_anew}/en/account/login/")
        sign_in(lead, address_of("focal-point"))
        assert lead.url.endswith("/en/desk/")

        invites_a_deputy(lead)
        accepts_in_spanish(ines, served_anew)
        is_invited_by_another_organization(ines)
        each_act_is_recorded_for_the_right_one(ines, served_anew)
        hands_over_to_a_successor(lead)
    with keyboard(browser) as noor:
        succeeds_and_has_not_begun(noor, served_anew)


@contextmanager
def keyboard(browser: Browser) -> Iterator[Page]:
    """Open a browser without script, for somebody who uses no mouse."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(30_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def press(page: Page, selector: str) -> None:
    """Come to a control by the Tab key and press Enter on it."""
    tab_to(page, selector)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")


def type_into(page: Page, **fields: str) -> None:
    for name, words in fields.items():
        tab_to(page, f"main [name={name}]")
        page.keyboard.press("Control+a")
        page.keyboard.type(words)


def is_at_the_desk_of(page: Page, partner: Partner) -> bool:
    return partner.name.in_language("es").text in page.locator("main h1").inner_text()


def invites_a_deputy(page: Page) -> None:
    press(page, f"main a[href$='{OURS}/people/invite/']")
    type_into(page, name="Ines", email=INES)
    tab_to(page, "main [name=language]")
    page.keyboard.type("Esp")
    tab_to(page, "main [name=role]")
    press(page, "main form button[type=submit]")

    assert INES in page.locator("main").inner_text()


def link_sent_to(address: str) -> str:
    return LINK.search(Message.objects.filter(to=address).latest("id").text)[0]


def accepts_in_spanish(page: Page, site: str) -> None:
    link = link_sent_to(INES)
    assert link.startswith("/es/")
    page.goto(site + link)
    assert page.url == f"{site}/es/partners/invitation/"
    type_into(page, name="Inés Quispe", password=PASSWORD)
    press(page, "main form button[type=submit]")

    assert page.url.endswith("/es/desk/")
    assert is_at_the_desk_of(page, Partner.objects.get(slug=OURS))
    assert Mandate.objects.get(person__email=INES).role == Role.EDITOR


def is_invited_by_another_organization(page: Page) -> None:
    operations.invite(
        Partner.objects.get(slug=THEIRS),
        email=INES,
        name="Inés",
        role=Role.EDITOR,
        language="es",
        by=Actor.anonymous(),
        on=timezone.localdate(),
    )
    page.reload()
    press(page, "main a[href*='/invitation/own/']")
    press(page, "main form button[type=submit]")

    assert is_at_the_desk_of(page, Partner.objects.get(slug=THEIRS))


def each_act_is_recorded_for_the_right_one(page: Page, site: str) -> None:
    for slug in (THEIRS, OURS):
        partner = Partner.objects.get(slug=slug)
        if not is_at_the_desk_of(page, partner):
            tab_to(page, "#desk-mandate")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Home")
            page.keyboard.type(partner.name.in_language("es").text[:6])
            press(page, "main .desk__switch button")
        page.goto(f"{site}/es/partners/{slug}/edit/")
        type_into(page, website=f"https://{slug}.example/")
        press(page, "main form button[type=submit]")

        entry = Entry.objects.filter(subject=partner.history_reference).latest("id")
        mandate = partner.mandates.get(person__email=INES)
        assert (entry.partner, entry.mandate) == (partner.reference, mandate.reference)
        page.goto(f"{site}/es/desk/")
    # What is another organization's own is out of reach meanwhile.
    assert page.goto(f"{site}/es/partners/{THEIRS}/edit/").status == 403


def hands_over_to_a_successor(page: Page) -> None:
    mandate = Partner.objects.get(slug=OURS).mandates.get(person__email=INES)
    page.reload()
    press(page, f"main a[href$='{mandate.reference}/']")
    press(page, "main a[href$='/hand-over/']")
    today = timezone.localdate()
    type_into(
        page,
        name="Noor",
        email=NOOR,
        last_day_day=str(today.day),
        last_day_month=str(today.month),
        last_day_year=str(today.year),
    )
    press(page, "main form button[type=submit]")

    assert said("succeeds %(name)s", "en") % {"name": "Inés Quispe"} in (
        page.locator("main").inner_text()
    )
    mandate.refresh_from_db()
    assert mandate.ends_on == today


def succeeds_and_has_not_begun(page: Page, site: str) -> None:
    page.goto(site + link_sent_to(NOOR))
    type_into(page, name="Noor", password=PASSWORD)
    press(page, "main form button[type=submit]")

    successor = Mandate.objects.get(person__email=NOOR)
    assert successor.starts_on > timezone.localdate()
    assert not successor.in_force_on(timezone.localdate())
    assert "begins on" in page.locator("main").inner_text()
    # The link is used up.
    assert page.goto(site + link_sent_to(NOOR)).status == 200
    assert page.url.endswith("/desk/")
