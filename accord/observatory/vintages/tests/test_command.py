"""`accord import series` and `accord diff vintage`: what they print, how they end."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accord.observatory import operations, store
from accord.observatory.models import Vintage
from accord.observatory.tests.series import (
    FIRST,
    SECOND,
    SERIES,
    make_correction,
    make_source,
    make_vintage,
    write_file,
)
from accord.observatory.vintages.tests.test_import import BY, left_in

pytestmark = pytest.mark.django_db


def run(command, *words):
    """Return exit code, standard output and standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, words), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def run_json(command, *words):
    code, out, err = run(command, *words, "--format", "json")
    return code, json.loads(out), err


@pytest.fixture
def une(folder, tmp_path):
    make_source()
    return write_file(tmp_path)


def test_a_file_is_imported_and_reported(une):
    code, report, err = run_json("import_series", une, "--edition", "May")

    assert (code, err) == (0, "")
    assert report["layout"] == "ilostat-csv"
    assert (report["read"], report["stored"], report["refused"]) == (5, 5, [])
    assert [each["code"] for each in report["series"]] == [SERIES]
    assert (report["vintage"], report["unchanged"]) == ("VIN-2026-0001", False)
    assert report["comparison"] is None
    assert Vintage.objects.get().edition == "May"


def test_a_preview_compares_and_keeps_nothing(une, folder, tmp_path):
    kept = make_vintage(tmp_path)
    later = write_file(tmp_path, SECOND)

    code, report, _err = run_json("import_series", later, "--preview")

    assert (code, report["vintage"]) == (0, None)
    comparison = report["comparison"]
    assert comparison["with"] == [kept.reference]
    counted = [comparison[each] for each in ("added", "removed", "revised", "same")]
    assert counted == [1, 1, 1, 3]
    assert comparison["examples"][0]["time"] == "2020"
    assert comparison["examples"][0]["difference"] == pytest.approx(0.5)
    assert left_in(folder) == [".lock", kept.content_hash]


def test_refused_values_are_told_with_their_row_and_counted(une, tmp_path):
    path = write_file(tmp_path, [*FIRST, ("KEN", "SEX_T", "2023", "5;x", "")])

    code, report, _err = run_json("import_series", path)

    assert code == 0
    assert report["read"] == report["stored"] + report["refused_count"] == 6
    assert [(each["row"], each["value"]) for each in report["refused"]] == [(7, "5;x")]
    assert "is not a number" in report["refused"][0]["reason"]


def test_the_same_file_again_is_unchanged(une, tmp_path):
    run("import_series", une)

    code, report, _err = run_json("import_series", une)
    text = run("import_series", une)[1]

    assert (code, report["unchanged"], report["vintage"]) == (0, True, "VIN-2026-0001")
    assert "Unchanged: VIN-2026-0001 holds the same already." in text


def test_of_many_files_the_good_ones_are_kept(une, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text("name,colour\nrose,red\n")

    code, reports, err = run_json("import_series", broken, une, tmp_path / "no.csv")

    assert code == 2
    assert [each["vintage"] for each in reports] == [None, "VIN-2026-0001", None]
    assert "name, colour" in reports[0]["refused"][0]["reason"]
    assert "There is no file" in reports[2]["refused"][0]["reason"]
    assert len(err.splitlines()) == 2


def test_a_guard_ends_with_two_and_names_the_correction(une, tmp_path):
    make_correction()
    mended = write_file(tmp_path, [("KEN", "SEX_T", "2020", "5.7", ""), *FIRST[1:]])

    for words in ([mended], [mended, "--preview"]):
        code, report, err = run_json("import_series", *words)

        assert (code, report["vintage"]) == (2, None)
        assert "The correction ken-unemployment-2020 expects 5.6" in err
        assert "Retire the correction" in report["refused"][0]["reason"]
    assert not Vintage.objects.exists()


def test_an_unknown_source_or_date_is_refused(une):
    code, _out, err = run("import_series", une, "--source", "ilo")

    assert code == 2
    assert err.strip() == "There is no source ilo; there are: ilostat."
    with pytest.raises(Exception, match="write it as 2026-06-01"):
        run("import_series", une, "--retrieved", "1 June")


def test_two_vintages_are_compared(folder, tmp_path):
    old, new = make_vintage(tmp_path), make_vintage(tmp_path, SECOND)

    code, told, _err = run_json("diff_vintage", old.reference, new.reference)
    text = run("diff_vintage", old.reference.lower(), new.reference)[1]

    assert code == 0
    assert [told[each] for each in ("old", "new")] == [old.reference, new.reference]
    assert [told[each] for each in ("added", "removed", "revised")] == [1, 1, 1]
    assert told["by_series"][SERIES]["largest"] == pytest.approx(0.5)
    assert "KEN 2020 T Y_GE15" in text
    assert "5.6 → 6.1 (+0.5)" in text


def test_what_cannot_be_compared_says_so(folder, tmp_path):
    vintage = make_vintage(tmp_path)

    code, _out, err = run("diff_vintage", vintage.reference, "VIN-1999-0001")
    assert code == 2
    assert "There is no vintage VIN-1999-0001; the newest are: VIN-2026-0001" in err

    store.observations_of(vintage.content_hash).unlink()
    code, _out, err = run("diff_vintage", vintage.reference, vintage.reference)
    assert code == 2
    assert "ACCORD_OBSERVATORY_FOLDER" in err


def test_a_vintage_set_aside_counts_no_longer_in_a_comparison(folder, tmp_path):
    old, new = make_vintage(tmp_path), make_vintage(tmp_path, SECOND)
    operations.set_aside(new, "The wrong file.", **BY)
    later = write_file(tmp_path, [*SECOND, ("SEN", "SEX_T", "2022", "3.3", "")])

    report = run_json("import_series", later, "--preview")[1]

    assert report["comparison"]["with"] == [old.reference]
