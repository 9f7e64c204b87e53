"""Partners in a real browser: accessible, and whole without JavaScript."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from accord.atlas.tests.factories import make_area, make_country
from accord.base.multilingual import Multilingual
from accord.base.tests.axe import violations
from accord.partners.models import Role
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    ("en", ""),
    ("ar", "dockers/"),
    ("fr", "composition/"),
    ("es", "dockers/edit/"),
    ("en", "dockers/numbers/"),
    ("fr", "dockers/people/"),
    ("ar", "dockers/history/"),
    ("es", "acting-for/"),
]


@pytest.fixture
def union():
    return make_partner(
        names=Multilingual.of("fr", "Union des dockers", en="Union of Dockers"),
        slug="dockers",
        country=make_country(),
        areas=[make_area()],
        expertise=Multilingual.of("en", "Wages."),
    )


def visit(browser: Browser, live_server, union, name: str, **options) -> BrowserContext:
    """Open a browser in which that person is signed in as a focal point."""
    person = make_person(f"{name}@dockers.example")
    make_mandate(union, Role.FOCAL_POINT, person=person)
    client = sign_in(Client(), person)
    context = browser.new_context(**options)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": value,
                "url": live_server.url,
            }
        ]
    )
    return context


@pytest.mark.parametrize(
    ("width", "scheme", "pages"),
    [(1280, "light", PAGES[::2]), (320, "dark", PAGES[1::2])],
)
def test_axe_finds_nothing(browser: Browser, live_server, union, width, scheme, pages):
    context = visit(
        browser,
        live_server,
        union,
        "amina",
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    page = context.new_page()
    for language, path in pages:
        answer = page.goto(f"{live_server.url}/{language}/partners/{path}")

        assert answer.status == 200
        assert violations(page) == [], (language, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_two_people_edit_one_profile_without_javascript(
    browser: Browser, live_server, union
):
    edit = f"{live_server.url}/en/partners/dockers/edit/"
    pages = []
    for name in ("amina", "farid"):
        context = visit(browser, live_server, union, name, java_script_enabled=False)
        page = context.new_page()
        page.goto(edit)
        page.fill("[name=expertise_en]", f"The words of {name}.")
        pages.append(page)
    first, second = pages

    first.get_by_role("button", name="Save the profile").click()
    expect(first.get_by_text("The profile is saved.")).to_be_visible()
    second.get_by_role("button", name="Save the profile").click()

    expect(second).to_have_title(re.compile("Two people changed this profile"))
    expect(second.get_by_text("From Amina").first).to_be_visible()
    words = second.locator("[name=expertise_en]")
    expect(words).to_have_value("The words of farid.")

    second.fill("[name=expertise_en]", "The words of amina and farid.")
    second.get_by_role("button", name="Save the profile").click()

    expect(second.get_by_text("The words of amina and farid.").first).to_be_visible()
    union.refresh_from_db()
    assert union.expertise.original == "The words of amina and farid."
    for page in pages:
        page.context.close()
