"""Searching with and without the script, by keyboard."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


def test_a_journalist_finds_what_others_wrote_and_narrows_it(browser: Browser, served):
    page = browser.new_page(java_script_enabled=False)

    page.goto(f"{served}/es/")
    page.locator("#site-search").fill("trabajo infantil")
    page.locator("#site-search").press("Enter")

    # Found in the words of the field, in the language that they were written in.
    expect(page.locator("p[lang=fr] mark").first).to_have_text("travail")
    page.wait_for_load_state()
    before = page.locator(".card").count()

    page.locator('input[name="region"][value="011"]').check()
    page.get_by_role("button", name="Aplicar").click()

    expect(page.locator(".applied")).to_contain_text("África")
    page.wait_for_load_state()
    assert 0 < page.locator(".card").count() < before
    page.close()


def test_proposals_lead_to_a_record_by_keyboard(browser: Browser, served):
    page = browser.new_page()
    page.goto(f"{served}/fr/about/")
    box = page.get_by_role("combobox")

    box.press_sequentially("sene")
    expect(page.get_by_role("option").first).to_contain_text("Sénégal")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    page.wait_for_url("**/fr/countries/SEN/")
    page.close()


def test_proposals_close_and_enter_still_searches(browser: Browser, served):
    page = browser.new_page()
    page.goto(f"{served}/en/about/")
    box = page.get_by_role("combobox")

    box.press_sequentially("sene")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")

    page.wait_for_url("**/en/search/?q=sene")
    page.close()
