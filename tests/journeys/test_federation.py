"""An assistant brings in the pledges of 250 affiliates, and mends eleven rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from accord.actions.models import Action
from accord.partners.models import Partner
from tests.cast import OURS, address_of
from tests.journeys import federation
from tests.journeys.walking import go, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(params=["with script", "without script"])
def script(request: pytest.FixtureRequest) -> bool:
    return request.param == "with script"


def test_federation(
    browser: Browser, served_anew: str, settings, tmp_path: Path, script: bool
):
    settings.MEDIA_ROOT = tmp_path / "files"
    file = tmp_path / "pledges of our affiliates.xlsx"
    federation.write(file)
    before = set(Action.objects.values_list("pk", flat=True))
    with desk(browser, script=script) as page:
        sends_the_file(page, served_anew, file)
        sees_eleven_rows_to_mend(page)
        assert set(Action.objects.values_list("pk", flat=True)) == before
        mends_them(page)
        confirms(page)
        finds_every_row_where_it_belongs(page, before)
        sends_it_again_and_nothing_changes(page, served_anew, file)


@contextmanager
def desk(browser: Browser, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", java_script_enabled=script)
    context.set_default_timeout(60_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def sends_the_file(page: Page, site: str, file: Path) -> None:
    page.goto(f"{site}/en/account/login/?next=/en/actions/import/sheet/")
    sign_in(page, address_of("editor"))
    page.set_input_files("main input[type=file]", file)
    go(page, page.get_by_role("button", name="Look at the columns"))

    # The heads stand in row 4, below a title; every column that has a place is named.
    assert page.get_by_label("In which row are the names").input_value() == "4"
    chosen = page.locator("main select").evaluate_all(
        "all => all.map(each => each.selectedOptions[0].text)"
    )
    for column in ("Countries and areas", "Start", "End", "Budget", "Currency"):
        assert column in chosen
    go(page, page.get_by_role("button", name="See what it would become"))


def sees_eleven_rows_to_mend(page: Page) -> None:
    boxes = page.locator("main input[name^=cell_]")
    assert boxes.count() == len(federation.FAULTS)
    for row, head, wrong, _meant in federation.FAULTS:
        box = page.get_by_label(f"{head} in row {row}")
        assert box.input_value() == wrong
        # The reason stands beside the cell, and says what to do.
        described = page.locator(f"[id='{box.get_attribute('aria-describedby')}']")
        assert len(described.inner_text()) > len("Problem:")


def mends_them(page: Page) -> None:
    for row, head, _wrong, meant in federation.FAULTS:
        page.get_by_label(f"{head} in row {row}").fill(meant)
    go(page, page.get_by_role("button", name="Check these rows again"))

    assert page.locator("main input[name^=cell_]").count() == 0
    assert page.locator("main").inner_text().count("New draft") > 0


def confirms(page: Page) -> None:
    go(page, page.get_by_role("button", name="Import the rows"))


def finds_every_row_where_it_belongs(page: Page, before: set[int]) -> None:
    union = Partner.objects.get(slug=OURS)
    drafts = Action.objects.exclude(pk__in=before)
    assert drafts.count() == federation.ROWS
    assert set(drafts.values_list("lead", flat=True)) == {union.pk}
    assert not drafts.published().exists()
    for number, told in enumerate(federation.rows(), start=1):
        draft = next(
            each
            for each in drafts
            if f"in district {number}" in each.summary.original.split("\n")[0]
            and str(told["Affiliate"]) in each.summary.original
            and each.summary.original.startswith(f"{told['Pledge']}")
        )
        assert draft.starts_on == told["Start"]
        assert draft.ends_on == told["End"]
        assert draft.budget == told["Budget"]
        assert draft.currency == told["Currency"]
        assert str(draft.countries.get()) == told["Country"]


def sends_it_again_and_nothing_changes(page: Page, site: str, file: Path) -> None:
    told = Action.objects.count()
    page.goto(f"{site}/en/actions/import/sheet/")
    page.set_input_files("main input[type=file]", file)
    go(page, page.get_by_role("button", name="Look at the columns"))
    go(page, page.get_by_role("button", name="See what it would become"))

    # What she mended is remembered, so that nothing is asked twice.
    assert f"Unchanged\n{federation.ROWS}" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Import the rows").count() == 0
    assert Action.objects.count() == told
