"""`accord import iati FILE --for PARTNER`: what it prints, and how it ends."""

import json
import os
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accord.actions.models import Action
from accord.actions.tests.iati_files import BROKEN, ROADS, WORKSHOPS, changed
from accord.base import history
from accord.base.models import Entry
from accord.partners.tests.factories import make_partner

KEYS = ["partner", "preview", "read", "new", "changed", "unchanged", "refused"]
KEYS += ["warnings", "counts"]


@pytest.fixture
def sample(vocabulary):
    return make_partner("Sample Workshop", slug="sample")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "workshops.xml"
    path.write_bytes(WORKSHOPS)
    return path


def run(*words):
    """Return exit code, standard output and standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_iati", *map(str, words), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def run_json(*words):
    code, out, err = run(*words, "--format", "json")
    return code, json.loads(out), err


def test_a_file_is_imported_and_reported(sample, file):
    code, report, err = run_json(file, "--for", "sample")

    assert (code, err) == (0, "")
    assert list(report) == KEYS
    assert (report["partner"], report["preview"]) == ("sample", False)
    assert [report[each] for each in KEYS[2:7]] == [2, 2, 0, 0, []]
    assert report["counts"] == {
        "dates": 4,
        "countries": 2,
        "budgets": 4,
        "participating_organisations": 4,
    }
    assert all(set(each) == {"where", "reason"} for each in report["warnings"])
    assert Action.objects.filter(lead=sample).count() == 2


def test_history_says_that_an_operator_did_it(sample, file):
    run(file, "--for", "sample")

    entry = history.entries_of(Action.objects.first()).get()
    assert entry.person == ""
    assert entry.after["source"]["by"] == "operator command"


def test_a_preview_says_the_same_and_writes_nothing(sample, file):
    entries = Entry.objects.count()

    code, report, _err = run_json(file, "--for", "sample", "--preview")

    assert code == 0
    assert (report["preview"], report["new"]) == (True, 2)
    assert not Action.objects.exists()
    assert Entry.objects.count() == entries


def test_a_preview_could_not_write_if_it_wanted_to(sample, file, monkeypatch):
    asked = []

    def spy(source, lead, *, on, watcher):
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            asked.append(cursor.fetchone()[0])
        raise OSError(5, "the disk is gone")

    monkeypatch.setattr("accord.actions.iati.importing.preview", spy)
    code, _out, err = run(file, "--for", "sample", "--preview")

    assert asked == ["on"]
    assert code == 2
    assert "the disk is gone" in err


def test_a_second_import_and_a_changed_file(sample, file):
    run(file, "--for", "sample")
    again = run_json(file, "--for", "sample")[1]
    file.write_bytes(changed("Safe roads to work", "Safer roads to work"))
    moved = run_json(file, "--for", "sample")[1]

    assert [again[each] for each in KEYS[3:6]] == [0, 0, 2]
    assert [moved[each] for each in KEYS[3:6]] == [0, 1, 1]


def test_an_activity_refused_alone_is_no_refusal_of_the_file(sample, file):
    file.write_bytes(changed(f"<iati-identifier>{ROADS}</iati-identifier>", ""))

    code, report, _err = run_json(file, "--for", "sample")

    assert code == 0
    assert [report["read"], report["new"], len(report["refused"])] == [2, 1, 1]
    assert report["refused"][0]["where"].startswith("line ")


@pytest.mark.parametrize("how", list(BROKEN))
@pytest.mark.parametrize("preview", [[], ["--preview"]])
def test_a_broken_file_ends_with_two_and_one_sentence(sample, file, how, preview):
    content, word = BROKEN[how]
    file.write_bytes(content)

    code, report, err = run_json(file, "--for", "sample", *preview)
    text_code, out, text_err = run(file, "--for", "sample", *preview)

    assert code == text_code == 2
    assert out == ""
    assert word in err
    assert err == text_err
    assert len(err.strip().splitlines()) == 1
    assert report["read"] == 0
    assert [each["reason"] for each in report["refused"]] == [err.strip()]
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("name", "word"), [("missing.xml", "There is no file"), ("", "is a folder")]
)
def test_what_is_no_file_ends_with_two(sample, tmp_path, name, word):
    code, report, err = run_json(tmp_path / name, "--for", "sample")

    assert code == 2
    assert word in err
    assert report["refused"][0]["where"] == str(tmp_path / name)


def test_a_pipe_is_refused_without_waiting_for_it(sample, tmp_path):
    pipe = tmp_path / "pipe.xml"
    os.mkfifo(pipe)

    code, report, err = run_json(pipe, "--for", "sample")

    assert code == 2
    assert "is no regular file" in err
    assert len(err.strip().splitlines()) == 1
    assert report["refused"][0]["where"] == str(pipe)


def test_an_unknown_partner_ends_with_two_and_near_names(sample, file):
    code, report, err = run_json(file, "--for", "sampel")

    assert code == 2
    assert "Near: sample." in err
    assert report["refused"][0]["where"] == "--for"
    assert not Action.objects.exists()


def test_nothing_is_imported_for_a_partner_that_left(vocabulary, file):
    make_partner("Gone", slug="gone", left_on=date(2025, 1, 1))

    code, _out, err = run(file, "--for", "gone")

    assert code == 2
    assert "is no partner of the coalition" in err


def test_the_text_lists_remarks_and_ends_with_the_sum(sample, file):
    _code, out, _err = run(file, "--for", "sample")

    assert "line 3, SN-REG-7-CONTRATS, sector: No area" in out
    assert "Activities read: 2. New: 2, changed: 0, unchanged: 0, refused: 0." in out
