"""A large sheet is read and imported by jobs, and a page waits."""

from datetime import date

import pytest
from django.db.models import F

from accord.accounts.models import Person
from accord.actions.sheets.intake import INTAKE, step_job
from accord.actions.tests.importing import text_of
from accord.actions.tests.sheets import FAULTY, URL, agree, columns_of, send, the_file
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


@pytest.mark.parametrize("lost", ["mandate", "account"])
def test_what_was_agreed_to_is_not_imported_once_the_right_is_lost(
    amina, union, by_jobs, lost
):
    address = send(amina)["Location"]
    file = the_file()
    step_job(file=file.pk)
    columns_of(amina, file)
    step_job(file=file.pk)
    agree(amina, file)
    if lost == "mandate":
        union.mandates.update(ends_on=F("starts_on"))
    else:
        Person.objects.filter(mandates__partner=union).update(is_active=False)

    step_job(file=file.pk)

    assert not union.led_actions.exists()
    assert the_file().refusal["template"] == intake.NOT_ANY_LONGER
    assert amina.get(address).status_code != 200


def test_of_two_who_mend_at_once_the_second_is_told(amina, union):
    send(amina, FAULTY)
    columns_of(amina, the_file())
    first, second = the_file(), the_file()
    INTAKE.mend(first, {(3, "2"): "Mali"}, on=date(2026, 1, 1))

    with pytest.raises(intake.Gone):
        INTAKE.mend(second, {(4, "2"): "Mali"}, on=date(2026, 1, 1))

    assert the_file().mends == {"3": {"2": "Mali"}}
