"""A researcher in Nairobi reads of informality in Kenya and takes it with its proof."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accord.base.tests.axe import violations
from tests.journeys.walking import go, tab_to

pytestmark = pytest.mark.browser

INDICATOR = "/en/indicators/informal-employment/"
# Those with figures that lie nearest; `accord.observatory.tests.kenya` has them.
NEIGHBOURS = {"UGA": "Uganda", "TZA": "Tanzania", "RWA": "Rwanda", "ETH": "Ethiopia"}


@pytest.fixture(params=["with script", "without script"])
def script(request: pytest.FixtureRequest) -> bool:
    return request.param == "with script"


@contextmanager
def desk(browser: Browser, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(locale="en-KE", java_script_enabled=script)
    context.set_default_timeout(30_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def test_nairobi(browser: Browser, served: str, tmp_path: Path, script: bool):
    with desk(browser, script=script) as page:
        opens_kenya_and_follows_informality(page, served)
        sees_how_sure_one_can_be(page)
        compares_four_neighbours(page)
        if script:
            assert violations(page) == []
        file = takes_the_csv(page, tmp_path)
        holds_what_the_page_showed(page, file)
        cites_it(page)
        reads_the_method(page)


def test_nairobi_by_keyboard(browser: Browser, served: str):
    with desk(browser, script=False) as page:
        page.goto(f"{served}{INDICATOR}?area=KEN")
        tab_to(page, ".chooser__near a")
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.keyboard.press("Enter")
        tab_to(page, "#trend summary")
        page.keyboard.press("Enter")

        expect(page.locator("#trend table")).to_be_visible()
        tab_to(page, ".take-away__file[href*='.csv']")


def opens_kenya_and_follows_informality(page: Page, site: str) -> None:
    page.goto(f"{site}/en/countries/KEN/")
    go(page, page.locator(f"main a[href^='{INDICATOR}']").first)

    assert "area=KEN" in page.url
    expect(page.locator("h1")).to_have_text("Informal employment")


def sees_how_sure_one_can_be(page: Page) -> None:
    """The finding, of which year, from whom, and what the source did not say."""
    expect(page.locator("#trend-title")).to_contain_text("Kenya: 86.5% in 2019")
    main = page.locator("main")
    expect(main).to_contain_text(re.compile(r"Kenya 2019 \(\d+ years ago\)"))
    expect(page.locator("#trend")).to_contain_text("International Labour Organization")


def compares_four_neighbours(page: Page) -> None:
    go(page, page.locator(".chooser__near a"))
    for code, name in NEIGHBOURS.items():
        assert f"area={code}" in page.url
        expect(page.locator("#comparison")).to_contain_text(name)
    # What breaks a series is told beside it.
    expect(page.locator("#trend")).to_contain_text("break in series")


def takes_the_csv(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator(".take-away__file[href*='.csv']").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def holds_what_the_page_showed(page: Page, file: Path) -> None:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {each["area"] for each in rows} == {"KEN", *NEIGHBOURS}
    assert all(each["licence"] == "CC BY 4.0" for each in rows)

    latest = {each["area"]: each for each in rows}
    page.locator("#comparison summary").click()
    for line in page.locator("#comparison tbody tr").all():
        name, value, time = (
            each.inner_text() for each in line.locator("> *").all()[:3]
        )
        told = next(
            each for each in latest.values() if each["area_name"] == name.strip()
        )
        assert (f"{float(told['value']):.1f}", told["time"]) == (value, time)


def cites_it(page: Page) -> None:
    cited = page.locator(".take-away cite").inner_text()

    assert f"{INDICATOR}?area=KEN&area=UGA" in cited
    assert "International Labour Organization, ILOSTAT, CC BY 4.0" in cited


def reads_the_method(page: Page) -> None:
    go(page, page.locator(".parts a", has_text="Definition and method"))

    assert "area=KEN" in page.url
    expect(page.locator("main")).to_contain_text("What to beware of")
    expect(page.locator("main")).to_contain_text("SDG_0831_SEX_ECO_RT")
