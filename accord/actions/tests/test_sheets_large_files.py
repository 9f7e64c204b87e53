"""A large sheet is read and imported by jobs, and a page waits."""

import pytest

from accord.actions.sheets.intake import step_job
from accord.actions.tests.importing import text_of
from accord.actions.tests.sheets import URL, agree, columns_of, send, the_file
from accord.base.imports import intake

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def by_jobs(monkeypatch):
    monkeypatch.setattr(intake, "IN_REQUEST_BYTES", 100)


def test_a_large_sheet_is_read_and_imported_by_jobs(amina, union, by_jobs):
    address = send(amina)["Location"]
    file = the_file()
    reading = amina.get(address)
    step_job(file=file.pk)
    assert "/columns/" in amina.get(address)["Location"]
    columns_of(amina, file)
    planning = amina.get(address)
    step_job(file=file.pk)
    preview = amina.get(address)
    agree(amina, file)
    importing = amina.get(address)
    step_job(file=file.pk)
    step_job(file=file.pk)
    done = amina.get(address)

    assert "The file is being read" in text_of(reading)
    assert (reading["Refresh"], planning["Refresh"]) == ("4", "4")
    assert "Nothing is written yet." in text_of(preview)
    assert "The file is being imported" in text_of(importing)
    assert "The file is imported" in text_of(done)
    assert union.led_actions.count() == 2


def test_a_large_sheet_that_is_broken_keeps_the_reason(amina, by_jobs):
    address = send(amina, "Title,Country\n" + '"Nets,Mali\n' * 30)["Location"]
    step_job(file=the_file().pk)

    page = text_of(amina.get(address))

    assert "The file cannot be imported" in page
    assert "quotation mark" in page
    assert amina.get(f"{URL}{the_file().pk}/columns/").status_code == 302
