"""The world map in a real browser: the one cached drawing is shown and can be hit."""

from datetime import date

import pytest
from playwright.sync_api import Browser

from accord.atlas import operations
from accord.base.actor import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What lies under the middle of a country's outline, by the address it leads to.
UNDER = """(iso3) => {
  const use = document.querySelector(`.world a[href$="/${iso3}/"] use`);
  const box = use.getBoundingClientRect();
  const hit = document.elementFromPoint(
    box.x + box.width / 2, box.y + box.height / 2);
  return [Math.round(box.width), Math.round(box.x), hit && hit.closest("a")
    && hit.closest("a").getAttribute("href"), getComputedStyle(use).fill];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_countries_of_the_map_are_drawn_and_lead_to_their_pages(
    browser: Browser, live_server, scheme
):
    operations.load(by=Actor.anonymous(), on=date(2026, 6, 1))
    context = browser.new_context(
        viewport={"width": 1200, "height": 1000}, color_scheme=scheme
    )
    seen = {}
    for language in ("en", "ar"):
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/countries/")
        page.wait_for_function(
            "document.querySelector('.world__area').getBoundingClientRect().width > 0"
        )
        width, left, address, fill = page.evaluate(UNDER, "KEN")
        brazil = page.evaluate(UNDER, "BRA")

        assert 10 < width < 60
        assert address == f"/{language}/countries/KEN/"
        assert brazil[1] < left, "Brazil lies west of Kenya, in Arabic too."
        seen[language] = (width, fill)
    context.close()

    assert seen["en"] == seen["ar"]


def test_dots_of_small_islands_can_be_hit_with_a_finger(browser: Browser, live_server):
    operations.load(by=Actor.anonymous(), on=date(2026, 6, 1))
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.goto(f"{live_server.url}/en/countries/")

    box = page.locator('.world a[href$="/TUV/"] .world__reach').bounding_box()

    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    page.close()


def test_the_table_of_countries_is_there_without_scripts(browser: Browser, live_server):
    operations.load(by=Actor.anonymous(), on=date(2026, 6, 1))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/countries/?sort=-name")

    first = page.locator("table tbody tr th").first

    assert first.inner_text() == "Zimbabwe"
    assert first.is_visible()
    context.close()
