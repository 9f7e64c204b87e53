"""A federation's assistant brings in the pledges of 250 affiliates, on a phone."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from accord.accounts.tests.factories import make_person
from accord.actions.models import Action
from accord.actions.tests.factories import make_vocabulary
from accord.base.tests.axe import violations
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate, make_partner, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AFFILIATES, WRONG = 250, 11


def sheet() -> str:
    """Return the pledges; in eleven rows the country or the day cannot be read."""
    lines = ["Our pledges,,,", "Affiliate,What we pledge,Pays,Start date"]
    for number in range(AFFILIATES):
        country = "Europe" if number % 50 == 7 else ("Mali", "Sénégal")[number % 2]
        day = "03/04/2026" if number % 40 == 11 else "2026-04-03"
        text = f"We train {number} people. Each of them in a boat of its own."
        lines.append(f"Affiliate {number},{text},{country},{day}")
    lines.append("Total,250,,")
    return "\n".join(lines)


@pytest.fixture
def assistant(live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_vocabulary()
    person = make_person("assistant@federation.example")
    make_mandate(make_partner("Federation of Fishers"), Role.EDITOR, person=person)
    session = sign_in(Client(), person).cookies["session"].value
    return {"name": "session", "value": session, "url": live_server.url}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_eleven_rows_are_mended_and_every_row_arrives(
    browser: Browser, live_server, assistant, tmp_path, script
):
    path = tmp_path / "pledges.csv"
    path.write_text(sheet(), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=script
    )
    context.add_cookies([assistant])
    page = context.new_page()

    page.goto(f"{live_server.url}/en/actions/mine/")
    go(page, page.get_by_role("link", name="Import a spreadsheet"))
    fits(page, script)
    page.get_by_label("Spreadsheet").set_input_files(path)
    go(page, page.get_by_role("button", name="Look at the columns"))
    fits(page, script)
    expect(page.get_by_label("Column C: Pays")).to_have_value("countries")
    page.get_by_label("Column B: What we pledge").select_option("summary")
    page.get_by_label("Column A: Affiliate").select_option("lead")
    page.get_by_label("Keep this under a name").fill("Pledges of affiliates")
    go(page, page.get_by_role("button", name="See what it would become"))
    fits(page, script)
    cells = page.locator("input[name^=cell_]")
    expect(cells).to_have_count(WRONG)
    for cell in cells.all():
        value = cell.input_value()
        cell.fill({"Europe": "Mali; Senegal", "03/04/2026": "2026-04-03"}[value])
    cells.last.fill("tomorrow")
    go(page, page.get_by_role("button", name="Check these rows again"))
    fits(page, script)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(cells).to_have_count(1)
    cells.last.fill("2026-04-03")
    go(page, page.get_by_role("button", name="Check these rows again"))
    expect(page.get_by_text("1 row is refused and left out.")).to_be_visible()
    go(page, page.get_by_role("button", name="Import the rows"))
    fits(page, script)
    expect(page.get_by_text(f"New: {AFFILIATES}")).to_be_visible()
    context.close()

    drafts = Action.objects.all()
    assert drafts.count() == AFFILIATES
    assert drafts.filter(countries=None).count() == 0
    assert drafts.filter(starts_on=None).count() == 0
    assert all("Organization: Affiliate" in each.summary.original for each in drafts)


def go(page: Page, control: Locator) -> None:
    """Press a control and wait until the page it leads to is there."""
    with page.expect_navigation():
        control.click()


def fits(page, script) -> None:
    """Expect a page that is accessible and no wider than the phone."""
    assert page.evaluate(OVERFLOW) <= 0
    if script:
        assert violations(page) == []
