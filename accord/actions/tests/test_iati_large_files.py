"""A large file is read and imported by jobs, and a page waits."""

import pytest
from django.db.models import F

from accord.actions.iati import uploads
from accord.actions.models import Action, ImportFile
from accord.actions.tests.iati_files import BROKEN
from accord.actions.tests.importing import URL, agree, send, text_of
from accord.base import history
from accord.base.imports.intake import NOT_ANY_LONGER

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def by_jobs(monkeypatch):
    monkeypatch.setattr(uploads, "IN_REQUEST_BYTES", 100)


def test_a_large_file_is_read_and_imported_by_jobs(amina, union, by_jobs):
    address = send(amina)["Location"]
    file = ImportFile.objects.get()
    reading = amina.get(address)
    uploads.plan_job(file=file.pk)
    preview = amina.get(address)
    agree(amina, file)
    importing = amina.get(address)
    uploads.import_job(file=file.pk)
    uploads.import_job(file=file.pk)
    done = amina.get(address)

    assert "The file is being read" in text_of(reading)
    assert reading["Refresh"] == "4"
    assert "Nothing is written yet." in text_of(preview)
    assert "Refresh" not in preview
    assert "The file is being imported" in text_of(importing)
    assert "The file is imported" in text_of(done)
    assert union.led_actions.count() == 2
    assert history.entries_of(union.led_actions.first()).get().mandate


def test_what_was_agreed_to_is_not_imported_once_the_right_is_lost(
    amina, union, by_jobs
):
    send(amina)
    file = ImportFile.objects.get()
    uploads.plan_job(file=file.pk)
    agree(amina, file)
    union.mandates.update(ends_on=F("starts_on"))

    uploads.import_job(file=file.pk)
    uploads.import_job(file=file.pk)

    file.refresh_from_db()
    assert file.refusal["template"] == NOT_ANY_LONGER
    assert not union.led_actions.exists()


def test_a_large_file_that_is_broken_keeps_its_reason_only(amina, by_jobs, folder):
    address = send(amina, BROKEN["truncated"][0])["Location"]
    file = ImportFile.objects.get()

    uploads.plan_job(file=file.pk)

    page = text_of(amina.get(address))
    assert "The file cannot be imported" in page
    assert "stops on line" in page
    assert not list(folder.glob("*"))
    assert agree(amina, file)["Location"] == URL
    assert not Action.objects.exists()
