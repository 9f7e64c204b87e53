"""A partner's life in a real browser, without JavaScript, from letter to letter."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accord.accounts.models import Person
from accord.accounts.tests.factories import make_officer
from accord.base.models import Message
from accord.base.tests.axe import violations
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def visit(browser: Browser, live_server, person: Person) -> BrowserContext:
    """Open a narrow browser without JavaScript, signed in as that person."""
    client = sign_in(Client(), person)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
    return context


def decide(page: Page, button: str) -> None:
    page.get_by_label("Reason, for the organization").fill("Two reports are missing.")
    page.get_by_role("button", name=button).click()


def test_suspend_resume_leave_and_join_records(browser: Browser, live_server):
    union = make_partner("Union of Dockers", slug="dockers")
    second = make_partner("Dockers’ Union", slug="dockers-2")
    farid = make_person("farid@dockers.example", language="es")
    signer = make_person("sign@dockers.example", language="fr")
    make_mandate(union, "focal-point", person=farid)
    make_mandate(union, "signatory", person=signer)
    office = visit(browser, live_server, make_officer()).new_page()
    theirs = visit(browser, live_server, farid).new_page()
    own = f"{live_server.url}/en/partners/dockers/"

    office.goto(f"{own}standing/")
    office.get_by_role("link", name="Suspend the partner").click()
    decide(office, "Suspend, and send the letter")
    expect(office.get_by_text("The partner is suspended")).to_be_visible()
    assert {each.language for each in Message.objects.all()} == {"es", "fr"}
    assert theirs.goto(f"{own}edit/").status == 403
    theirs.goto(own)
    expect(theirs.get_by_text("This partner is suspended since")).to_be_visible()

    office.get_by_role("link", name="End the suspension").click()
    decide(office, "End the suspension, and send the letter")
    assert theirs.goto(f"{own}edit/").status == 200

    office.goto(f"{own}merge/")
    office.get_by_label("The other record").fill(second.reference)
    office.get_by_role("button", name="Compare the two").click()
    office.get_by_label("I have compared the two records").check()
    decide(office, "Join them, and send the letter")
    expect(office).to_have_url(own)
    office.goto(f"{live_server.url}/en/partners/dockers-2/")
    expect(office).to_have_url(own)

    signing = visit(browser, live_server, signer).new_page()
    signing.goto(own)
    signing.get_by_role("link", name="Leave the coalition").click()
    expect(signing.get_by_text("What becomes of its actions")).to_be_visible()
    decide(signing, "Leave the coalition, and send the letter")
    expect(signing.get_by_text("This partner leaves the coalition")).to_be_visible()
    assert Message.objects.filter(subject__contains="quitte la coalition").exists()

    looking = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    for page in (office, looking):
        page.goto(own)
    assert violations(looking) == []
    wide = "document.documentElement.scrollWidth"
    assert looking.evaluate(wide) <= 320
    assert not re.search("Two reports", looking.content())
