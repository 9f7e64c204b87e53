"""A journalist in Madrid finds what was written in French and English, and cites it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accord.actions.models import Action
from accord.atlas.models import Country
from tests.journeys.walking import go

pytestmark = pytest.mark.browser

WEST_AFRICA = "011"
FRENCH = "L’école plutôt que la machette dans quatre-vingts villages du cacao"
ENGLISH = "From the boats to the bridge class on the Volta Lake"
MOST_CLICKS = 3


@pytest.fixture(params=["with script", "without script"])
def script(request: pytest.FixtureRequest) -> bool:
    return request.param == "with script"


@contextmanager
def desk(browser: Browser, *, script: bool) -> Iterator[Page]:
    """Open a browser at a desk, in Spanish, and close it again."""
    context = browser.new_context(locale="es-ES", java_script_enabled=script)
    context.set_default_timeout(30_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def test_madrid(browser: Browser, served: str, tmp_path: Path, script: bool):
    with desk(browser, script=script) as page:
        types_into_the_search_of_the_home_page(page, served)
        finds_actions_in_other_languages(page)
        narrows_to_west_africa(page, script=script)
        clicks, file = takes_the_file(page, tmp_path)
        assert clicks <= MOST_CLICKS
        holds_what_the_page_showed(page, file)
        cites_it(page)


def test_from_home_to_a_cited_file_in_three_clicks(
    browser: Browser, served: str, tmp_path: Path
):
    with desk(browser, script=False) as page:
        page.goto(f"{served}/es/")
        go(page, page.locator("nav a[href='/es/actions/']").first)
        with page.expect_download() as download:
            page.locator(".take-away__file[href^='/es/actions.csv']").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)

        assert file.read_text(encoding="utf-8-sig").count("ACT-") > 100
        assert "/es/actions/" in page.locator(".take-away cite").inner_text()


def types_into_the_search_of_the_home_page(page: Page, site: str) -> None:
    page.goto(f"{site}/es/")
    box = page.locator("#site-search")
    box.fill("trabajo infantil")
    with page.expect_navigation(wait_until="domcontentloaded"):
        box.press("Enter")


def finds_actions_in_other_languages(page: Page) -> None:
    """Titles stand in Spanish where there is a translation, else as written."""
    main = page.locator("main")
    for action in (action_of(FRENCH), action_of(ENGLISH)):
        assert action.title.original_language in {"fr", "en"}
        expect(
            main.locator(f"a[href='/es/actions/{action.reference}/']")
        ).to_be_visible()


def narrows_to_west_africa(page: Page, *, script: bool) -> None:
    panel = page.locator(".facets")
    box = panel.locator(f"input[name=region][value='{WEST_AFRICA}']")
    told = box.locator("xpath=ancestor::label").locator(".facet__count").inner_text()
    if script:
        with page.expect_navigation(wait_until="domcontentloaded"):
            box.check()
    else:
        box.check()
        go(page, panel.locator("button[type=submit]"))
    assert f"region={WEST_AFRICA}" in page.url

    # The number beside the filter is the number of results.
    results = page.locator(".card__title")
    assert results.count() == int("".join(filter(str.isdigit, told)))
    shown = results.all_inner_texts()
    assert any(ENGLISH in each for each in shown)


def takes_the_file(page: Page, folder: Path) -> tuple[int, Path]:
    """Return how many clicks it took from the results, and the file."""
    with page.expect_download() as download:
        page.locator(".take-away__file[href^='/es/search.csv']").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return 1, file


def holds_what_the_page_showed(page: Page, file: Path) -> None:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.reader(opened))
    shown = [
        each.get_attribute("href") for each in page.locator(".card__title a").all()
    ]
    addresses = [next(cell for cell in line if "/es/" in cell) for line in lines[1:]]

    assert [each.partition("/es/")[2] for each in addresses] == [
        each.partition("/es/")[2] for each in shown
    ]
    west_african = set(
        Country.objects.filter(region=WEST_AFRICA).values_list("iso3", flat=True)
    )
    assert all(west_african & set("; ".join(line).split("; ")) for line in lines[1:])


def cites_it(page: Page) -> None:
    cited = page.locator(".take-away cite").inner_text()
    assert f"/es/search/?q=trabajo+infantil&region={WEST_AFRICA}" in cited
    assert "CC BY" in cited


def action_of(title: str) -> Action:
    return next(
        each for each in Action.objects.published() if each.title.original == title
    )
