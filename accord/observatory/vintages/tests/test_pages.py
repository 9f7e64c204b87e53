"""Importing in the browser: send, see what it changes, agree; and who may not."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accord.base import history
from accord.observatory import operations, store
from accord.observatory.models import SeriesFile, Vintage
from accord.observatory.tests.series import (
    FIRST,
    SECOND,
    make_correction,
    make_source,
    make_vintage,
    text_of,
)
from accord.observatory.vintages import drafts, uploads
from accord.observatory.vintages.storage import STORAGE
from accord.observatory.vintages.tests.test_import import BY, left_in

pytestmark = pytest.mark.django_db
UPLOAD = "/en/vintages/import/"


def token_of(page):
    """Return the hidden fields of the first form of a page that has a token."""
    text = page.content.decode()
    return {
        name: found[1]
        for name in ("token", "fingerprint")
        if (found := re.search(rf'name="{name}" value="([^"]+)"', text))
    }


def send(client, rows=FIRST, *, name="une.csv", content=None, **fields):
    body = text_of(rows).encode() if content is None else content
    given = {"retrieved_on": "2025-05-31", "edition": "", "source": "", **fields}
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, body), **given})


def agree(client, page):
    return client.post(f"{page.request['PATH_INFO']}confirm/", token_of(page))


@pytest.fixture
def ilostat(db):
    return make_source()


@pytest.fixture
def waiting(folder, sana, ilostat):
    """Return the page of a file that Sana sent and nobody has agreed to."""
    return sana.get(send(sana).url)


def test_a_statistician_sees_what_is_revised_and_agrees(
    folder, sana, ilostat, tmp_path
):
    old = make_vintage(tmp_path)

    page = sana.get(send(sana, SECOND, edition="May 2026").url)

    text = page.content.decode()
    assert "1 value is revised. Added: 1, removed: 1, the same: 3." in text
    assert old.reference in text
    assert "+0.5" in text
    assert Vintage.objects.count() == 1

    done = agree(sana, page)

    vintage = Vintage.objects.in_use()[0]
    text = sana.get(done.url).content.decode()
    assert vintage.reference in text
    assert (vintage.edition, vintage.stored) == ("May 2026", 5)
    assert left_in(folder) == sorted([".lock", old.content_hash, vintage.content_hash])
    entry = history.entries_of(vintage).get()
    assert entry.person == SeriesFile.objects.get().confirmed_by.public_id


def test_agreeing_twice_makes_one_vintage(sana, waiting):
    first, second = agree(sana, waiting), agree(sana, waiting)

    assert first.url == second.url
    assert Vintage.objects.count() == 1


def test_two_statisticians_at_once_make_one_vintage(sana, sami, ilostat, folder):
    """Both looked before either agreed; the second is shown what is new."""
    mine, theirs = sana.get(send(sana).url), sami.get(send(sami, SECOND).url)

    agree(sana, mine)
    again = sami.get(agree(sami, theirs).url)

    assert Vintage.objects.count() == 1
    assert "The preview is made anew" in again.content.decode()
    assert "1 value is revised" in again.content.decode()
    agree(sami, again)
    assert Vintage.objects.count() == 2


def test_the_same_file_is_said_to_be_here_already(sana, waiting):
    agree(sana, waiting)

    page = sana.get(send(sana).url)
    assert "VIN-2026-0001 holds the same values" in page.content.decode()
    done = sana.get(agree(sana, page).url)

    assert "Nothing has changed" in done.content.decode()
    assert Vintage.objects.count() == 1


def test_a_correction_that_came_meanwhile_makes_the_preview_anew(sana, waiting):
    make_correction()

    again = sana.get(agree(sana, waiting).url)

    assert not Vintage.objects.exists()
    assert "A digit was mistyped." in again.content.decode()
    agree(sana, again)
    assert Vintage.objects.get().corrections


def test_a_guard_that_trips_leaves_no_way_to_agree(sana, folder, ilostat):
    make_correction(was=9.9)

    page = sana.get(send(sana).url)

    assert "expects 9.9" in page.content.decode()
    assert "fingerprint" not in token_of(page)


def test_what_was_said_of_a_file_can_be_said_anew(sana, waiting):
    other = make_source("oecd", names={"en": "OECD statistics"})
    address = waiting.request["PATH_INFO"]
    said = {"source": other.pk, "edition": "June", "retrieved_on": "2025-06-01"}

    page = sana.get(sana.post(f"{address}describe/", said).url)

    file = SeriesFile.objects.get()
    assert (file.source, file.edition) == (other, "June")
    agree(sana, page)
    assert Vintage.objects.get().source == other


@pytest.mark.parametrize("said", [{"retrieved_on": "2999-01-01"}, {"retrieved_on": ""}])
def test_what_cannot_be_is_explained(sana, waiting, said):
    address = waiting.request["PATH_INFO"]

    assert sana.post(f"{address}describe/", said).status_code == 422
    assert send(sana, **said).status_code == 422
    assert SeriesFile.objects.count() == 1


def test_problems_are_shown_row_by_row(sana, folder, ilostat):
    page = send(sana, [*FIRST, ("KEN", "SEX_T", "2023", "5;x", "")])

    text = sana.get(f"{page.url}?show=refused").content.decode()

    assert "5;x" in text
    assert "is not a number" in text


def test_a_file_that_is_none_is_refused_and_not_kept(sana, folder, ilostat):
    for content in (b"name,colour\nrose,red\n", b"", b"\x00\x01"):
        assert send(sana, content=content).status_code == 422

    assert not SeriesFile.objects.exists()
    assert not list(STORAGE.folder().iterdir())
    assert left_in(folder) in ([], [".lock"])


def test_a_large_file_is_left_to_a_job(sana, folder, ilostat, monkeypatch):
    monkeypatch.setattr(uploads, "IN_REQUEST_BYTES", 10)

    address = send(sana).url
    page = sana.get(address)
    assert page["Refresh"]
    assert "The file is being read" in page.content.decode()

    uploads.plan_job.func(file=SeriesFile.objects.get().pk)
    assert "every value is new" in sana.get(address).content.decode()


def test_a_job_that_cannot_read_keeps_the_reason(sana, folder, ilostat, monkeypatch):
    monkeypatch.setattr(uploads, "IN_REQUEST_BYTES", 10)

    address = send(sana, content=b"name,colour\nrose,red and more\n").url
    uploads.plan_job.func(file=SeriesFile.objects.get().pk)

    assert "name, colour" in sana.get(address).content.decode()
    assert not list(STORAGE.folder().iterdir())


def test_a_file_that_nobody_agrees_to_is_forgotten_after_a_month(sana, waiting):
    file = SeriesFile.objects.get()
    for days, is_there in ((29, True), (31, False)):
        later = file.created_at + timedelta(days=days)
        uploads.forget_old_drafts.func(timestamp=int(later.timestamp()))

        assert drafts.pending(file.pk).exists() == is_there
    assert not list(STORAGE.folder().glob("*.sent"))
    page = sana.get(waiting.request["PATH_INFO"]).content.decode()
    assert "Nobody agreed to the file within 30 days" in page


def test_a_draft_that_is_gone_is_made_anew(sana, waiting):
    drafts.forget(SeriesFile.objects.get().pk)

    agree(sana, sana.get(agree(sana, waiting).url))

    assert Vintage.objects.count() == 1


def test_a_vintage_that_is_kept_leaves_nothing_of_its_upload(
    sana, waiting, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        agree(sana, waiting)

    assert not list(STORAGE.folder().glob("*.sent"))


# -- who may not -----------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_office_imports(method, folder, waiting, amina, rosa, olga):
    file = SeriesFile.objects.get().pk
    doors = ["", f"{file}/", f"{file}/confirm/", f"{file}/describe/"]
    for client in (amina, rosa, olga):
        answers = [
            getattr(client, method)(f"{UPLOAD}{each}").status_code for each in doors
        ]
        refused = [403, 405, 404, 404] if method == "post" else [403, 404, 405, 405]
        assert answers == refused
    visitor = [getattr(Client(), method)(f"{UPLOAD}{each}") for each in doors[:1]]
    assert all("/account/login/" in each.url for each in visitor)
    assert not Vintage.objects.exists()


def test_a_get_agrees_to_nothing(sana, waiting):
    address = waiting.request["PATH_INFO"]

    assert sana.get(f"{address}confirm/").status_code == 405
    assert not Vintage.objects.exists()


# -- which vintages hold ---------------------------------------------------------------


def test_a_vintage_is_set_aside_with_a_reason_and_taken_back(sana, folder, tmp_path):
    vintage = make_vintage(tmp_path)
    address = vintage.get_absolute_url()

    assert sana.post(f"{address}set-aside/", {"reason": " "}).status_code == 422
    sana.post(f"{address}set-aside/", {"reason": "The wrong file."})
    shown = sana.get(address).content.decode()

    assert "The wrong file." in shown
    assert not Vintage.objects.in_use().exists()
    sana.post(f"{address}take-back/")
    assert Vintage.objects.in_use().get() == vintage


@pytest.mark.parametrize("door", ["set-aside/", "take-back/"])
def test_only_the_office_judges_a_vintage(door, folder, tmp_path, amina, rosa, olga):
    address = f"{make_vintage(tmp_path).get_absolute_url()}{door}"

    for client in (amina, rosa, olga):
        assert client.post(address, {"reason": "No."}).status_code == 403
    assert "/account/login/" in Client().post(address, {"reason": "No."}).url
    assert Vintage.objects.in_use().exists()


def test_a_correction_is_retired_with_a_reason(sana, olga, folder):
    correction = make_correction()
    address = f"/en/vintages/corrections/{correction.code}/retire/"

    assert olga.post(address, {"reason": "No."}).status_code == 403
    assert sana.post(address, {"reason": ""}).status_code == 422
    page = sana.post(address, {"reason": "ILOSTAT has mended it."}, follow=True)

    correction.refresh_from_db()
    assert correction.retired_reason == "ILOSTAT has mended it."
    assert "ILOSTAT has mended it." in page.content.decode()
    assert history.entries_of(correction).get().verb == "retired"


# -- for everybody ---------------------------------------------------------------------


def test_everybody_reads_vintages(client, folder, tmp_path):
    make_correction()
    old = make_vintage(tmp_path, [*FIRST, ("KEN", "SEX_T", "2023", "5;x", "")])
    new = make_vintage(tmp_path, [FIRST[0], *SECOND[1:]])

    listed = client.get("/en/vintages/").content.decode()
    assert "Replaced by newer ones" in listed
    assert "In use" in listed
    shown = client.get(old.get_absolute_url()).content.decode()
    for each in (old.sha256, "CC BY 4.0", "5;x", "A digit was mistyped."):
        assert each in shown
    assert f"{new.reference} changed" in shown
    compared = client.get(
        f"{old.get_absolute_url()}compare/{new.reference}/"
    ).content.decode()
    assert "0 values are revised. Added: 1, removed: 1, the same: 4." in compared
    told = client.get(f"/en/vintages/{old.reference}.json").json()
    assert told["read"] == told["stored"] + told["refused_count"]
    assert told["corrections"][0]["provider"] == "Accord"


def test_the_files_of_a_vintage_are_those_that_were_kept(client, folder, tmp_path):
    vintage = make_vintage(tmp_path)
    kept = store.vintage_folder(vintage.content_hash)
    files = client.get(f"/en/vintages/{vintage.reference}.json").json()["files"]

    for each, inside in (
        ("source", "source/une.csv"),
        ("observations", "observations.parquet"),
    ):
        path = files[each]["url"].partition("8000")[2]
        answer = client.get(path)
        assert b"".join(answer.streaming_content) == (kept / inside).read_bytes()
        assert answer["ETag"] == f'"{files[each]["sha256"]}"'
        assert answer["Content-Disposition"] == "attachment"
    assert client.get(f"/vintages/{vintage.reference}/vintage.json").status_code == 404


def test_a_licence_that_forbids_it_gives_no_file(client, folder, tmp_path):
    make_source(licence="All rights reserved")
    vintage = make_vintage(tmp_path)

    shown = client.get(vintage.get_absolute_url()).content.decode()

    assert "does not let us pass on the file" in shown
    assert client.get(f"/en/vintages/{vintage.reference}.json").json()["files"] == {}
    for name in ("une.csv", "observations.parquet"):
        assert client.get(f"/vintages/{vintage.reference}/{name}").status_code == 404


def test_vintages_of_two_sources_are_not_compared(client, folder, tmp_path):
    one = make_vintage(tmp_path)
    other = make_vintage(tmp_path, source=make_source("oecd"))
    address = f"{one.get_absolute_url()}compare/{other.reference}/"

    assert client.get(address).status_code == 404
    assert client.get("/en/vintages/VIN-1999-0001/").status_code == 404


def test_a_list_asks_the_same_however_long(
    client, folder, tmp_path, django_assert_max_num_queries
):
    make_vintage(tmp_path)
    client.get("/en/vintages/")
    for rows in (SECOND, FIRST[1:], FIRST[2:]):
        make_vintage(tmp_path, rows)
    operations.set_aside(Vintage.objects.first(), "Wrong.", **BY)

    with django_assert_max_num_queries(4):
        assert client.get("/en/vintages/").status_code == 200
