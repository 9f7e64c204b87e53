"""A file becomes a vintage: once, whole, with its history."""

import gzip
import json

import duckdb
import pytest

from accord.base import history
from accord.base.actor import Actor
from accord.observatory import operations, signals, store
from accord.observatory.models import Vintage
from accord.observatory.tests.series import (
    FIRST,
    SECOND,
    SERIES,
    TODAY,
    make_correction,
    make_source,
    make_vintage,
    text_of,
    write_file,
)
from accord.observatory.vintages import corrections, drafts

pytestmark = pytest.mark.django_db
BOMB = """<?xml version="1.0"?>
<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/hostname">]>
<message:GenericData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message">&c;&d;</message:GenericData>
"""
# The smallest message of SDMX-JSON 1.0: one value of one country in one year.
MESSAGE = """{
  "header": {"id": "X", "test": false, "prepared": "2026-06-01T00:00:00Z",
             "sender": {"id": "ILO"}},
  "structure": {
    "name": "Unemployment",
    "dimensions": {"observation": [
      {"id": "INDICATOR", "name": "Indicator", "keyPosition": 0,
       "values": [{"id": "UNE", "name": "Unemployment"}]},
      {"id": "REF_AREA", "name": "Area", "keyPosition": 1,
       "values": [{"id": "KEN", "name": "Kenya"}]},
      {"id": "TIME_PERIOD", "name": "Year", "role": "time", "keyPosition": 2,
       "values": [{"id": "2021", "name": "2021"}]}]},
    "attributes": {"observation": []}},
  "dataSets": [{"action": "Information", "observations": {"0:0:0": [5.5]}}]
}"""
BY = {"by": Actor.anonymous(), "on": TODAY}


def values_of(vintage):
    path = str(store.observations_of(vintage.content_hash))
    rows = duckdb.read_parquet(path).project("area, sex, time, value, status")
    return rows.fetchall()


def left_in(folder):
    """Return the names that an import left among the vintages.

    Claims on vintages go when the transaction commits, which most tests never do.
    """
    root = folder / "vintages"
    names = sorted(each.name for each in root.iterdir()) if root.exists() else []
    return [each for each in names if not each.startswith(".claim-")]


def test_a_file_becomes_a_vintage(folder, tmp_path):
    path = write_file(tmp_path)
    make_source()

    vintage = operations.import_file(path, edition="2026-05", **BY)

    assert vintage.reference == "VIN-2026-0001"
    assert (vintage.source.code, vintage.edition) == ("ilostat", "2026-05")
    assert (vintage.read, vintage.stored, vintage.refused) == (5, 5, 0)
    assert vintage.retrieved_on == TODAY
    assert vintage.licence == "CC BY 4.0"
    series = vintage.series.get()
    assert (series.code, series.values_count) == (SERIES, 5)
    assert (series.first, series.last) == ("2019", "2021")
    kept = store.vintage_folder(vintage.content_hash)
    assert (kept / "source" / "une.csv").read_bytes() == path.read_bytes()
    assert json.loads((kept / "vintage.json").read_text())["reference"] == (
        vintage.reference
    )
    assert ("KEN", "T", "2021", 5.5, "B") in values_of(vintage)
    assert left_in(folder) == [".lock", vintage.content_hash]
    assert history.entries_of(vintage).get().after["sha256"] == vintage.sha256


def test_the_same_file_again_is_the_same_vintage(folder, tmp_path):
    first = make_vintage(tmp_path)
    # Packed, and told another edition: it says the same.
    again = operations.import_reported(
        write_file(tmp_path, name="une.csv.gz"), edition="again", **BY
    )

    assert (again.vintage, again.is_new) == (first, False)
    assert Vintage.objects.count() == 1
    assert left_in(folder) == [".lock", first.content_hash]
    assert len(history.entries_of(first)) == 1


def test_other_bytes_of_the_same_values_are_the_same_vintage(
    folder, tmp_path, monkeypatch
):
    """As after an upgrade, when the converter writes its Parquet otherwise."""
    first = make_vintage(tmp_path)
    apply = corrections.apply

    def otherwise(converted, target, source, codes):
        guarded = apply(converted, target, source, codes)
        table = duckdb.read_parquet(str(target))
        table.write_parquet(f"{target}.other", compression="gzip")
        target.with_name(f"{target.name}.other").replace(target)
        return guarded

    monkeypatch.setattr(corrections, "apply", otherwise)
    again = operations.import_reported(write_file(tmp_path), **BY)

    assert (again.vintage, again.is_new) == (first, False)
    assert make_vintage(tmp_path, SECOND) != first


def test_another_content_and_another_source_are_other_vintages(folder, tmp_path):
    first = make_vintage(tmp_path)
    revised = make_vintage(tmp_path, SECOND)
    elsewhere = make_vintage(tmp_path, source=make_source("oecd"))

    assert len({each.content_hash for each in (first, revised, elsewhere)}) == 3
    assert first.tidy_sha256 == elsewhere.tidy_sha256
    assert [each.reference for each in Vintage.objects.in_use()] == [
        "VIN-2026-0003",
        "VIN-2026-0002",
        "VIN-2026-0001",
    ]


def test_refused_values_are_kept_with_row_and_reason(folder, tmp_path):
    vintage = make_vintage(tmp_path, [*FIRST, ("KEN", "SEX_T", "2023", "5;x", "")])

    assert (vintage.read, vintage.stored, vintage.refused) == (6, 5, 1)
    refusal = vintage.refusals[0]
    assert (refusal["row"], refusal["column"]) == (7, "obs_value")
    assert refusal["template"].format_map(refusal["values"]).startswith("“5;x”")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "is empty"),
        ("name,colour\nrose,red\n", "name, colour"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "DOCTYPE|declaration|accepted"),
        ("\x00" * 100, "code 0"),
        (gzip.compress(b"0" * 20_000_000), "packed more than|longer than"),
        (gzip.compress(text_of().encode())[:-9], "damaged or was cut off"),
        (b"PK\x03\x04" + bytes(60), "archive"),
        ("<a>" * 100_000, "no SDMX version"),
        (BOMB, "DOCTYPE|declaration"),
    ],
)
def test_what_is_no_series_leaves_nothing(folder, tmp_path, content, word):
    make_source()
    path = tmp_path / "une.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(operations.Refused, match=word):
        operations.import_file(path, **BY)

    assert left_in(folder) == [".lock"]
    assert not Vintage.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../une.csv", "une.csv"),
        ("observations.parquet", "source-observations.parquet"),
        ("..", "file"),
        ("a\x00\n.csv", "a.csv"),
        ("\udcff.csv", "csv"),
        (f"{'é' * 300}.csv", f"{'é' * 98}.csv"),
    ],
)
def test_a_name_of_a_file_leads_nowhere(name, kept):
    assert drafts.fit_name(name) == kept


def test_what_postgresql_cannot_keep_is_no_stumbling_block(folder, tmp_path):
    """Found by trying: in JSON a name may hold the character 0 and half a character."""
    document = json.loads(MESSAGE)
    names = document["structure"]["dimensions"]["observation"][1]["values"]
    names[0]["name"] = document["structure"]["name"] = "A\x00B\ud800"
    path = tmp_path / "message.json"
    path.write_text(json.dumps(document))

    vintage = operations.import_file(path, **BY)

    assert vintage.stored == 1
    assert "\x00" not in json.dumps(list(vintage.series.values()), default=str)


def test_a_code_may_be_as_long_as_readers_take_it(folder, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text(text_of(series="X" * 300))
    make_source()

    assert operations.import_file(path, **BY).series.get().code == "X" * 300
    path.write_text(text_of(series="X" * 301))
    with pytest.raises(operations.Refused, match="more than 300 characters"):
        operations.import_file(path, **BY)


def test_a_file_of_which_nothing_can_be_stored_is_refused(folder, tmp_path):
    with pytest.raises(operations.Refused, match="Of 1 values"):
        make_vintage(tmp_path, [("KEN", "SEX_T", "long ago", "5.6", "")])

    assert left_in(folder) == [".lock"]


def test_a_file_that_tells_no_source_is_kept_as_of_an_unknown_one(folder, tmp_path):
    path = tmp_path / "trust.csv"
    path.write_text("Entity,Code,Year,Trust in others\nKenya,KEN,2014,12.3\n")

    vintage = operations.import_file(path, **BY)

    assert vintage.source.code == "unknown"
    assert (vintage.licence, vintage.stored) == ("", 1)


def test_others_hear_of_a_vintage_once_it_is_kept(
    folder, tmp_path, django_capture_on_commit_callbacks
):
    heard = []

    def hear(vintage, **_told):
        heard.append(vintage.reference)

    signals.vintage_imported.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        make_vintage(tmp_path)
        assert heard == []
        make_vintage(tmp_path)
    signals.vintage_imported.disconnect(hear)

    assert heard == ["VIN-2026-0001"]


def test_a_vintage_whose_files_were_lost_gets_them_back(folder, tmp_path):
    vintage = make_vintage(tmp_path)
    store.vintage_folder(vintage.content_hash).rename(tmp_path / "lost")

    make_vintage(tmp_path)

    assert len(values_of(vintage)) == 5


def test_a_corrected_value_is_kept_with_its_status_and_reason(folder, tmp_path):
    make_correction()

    vintage = make_vintage(tmp_path, [("KEN", "SEX_T", "2020", "5.6", "B"), FIRST[1]])

    assert ("KEN", "T", "2020", 5.7, "B") in values_of(vintage)
    assert [each["code"] for each in vintage.corrections] == ["ken-unemployment-2020"]
    assert vintage.corrections[0]["reasons"]["fr"] == "Un chiffre est faux."


def test_a_corrected_source_file_trips_the_guard_of_its_correction(folder, tmp_path):
    correction = make_correction()
    make_vintage(tmp_path)
    mended = [("KEN", "SEX_T", "2020", "5.7", ""), *FIRST[1:]]

    with pytest.raises(operations.Tripped) as tripped:
        make_vintage(tmp_path, mended)

    (sentence,) = tripped.value.sentences
    assert sentence == (
        "The correction ken-unemployment-2020 expects 5.6 for SDG_0852_SEX_AGE_RT, KEN,"
        ' 2020, Y_GE15, {"SOURCE":"BA:1"}, but row 2 of the file holds 5.7, as the'
        " correction would have it: the source has mended the value. Retire the"
        " correction, then import the file again."
    )
    assert Vintage.objects.count() == 1

    operations.retire(correction, "ILOSTAT has mended it.", **BY)
    vintage = make_vintage(tmp_path, mended)

    assert ("KEN", "T", "2020", 5.7, "A") in values_of(vintage)
    assert vintage.corrections == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("KEN", "SEX_T", "2020", "9", ""), FIRST[1]], "has changed the value"),
        ([("KEN", "SEX_T", "2020", "", ""), FIRST[1]], "holds —"),
        ([FIRST[1]], "has taken it out"),
    ],
)
def test_a_guard_trips_on_whatever_else_the_file_holds(
    folder, tmp_path, rows, sentence
):
    make_correction()

    with pytest.raises(operations.Tripped, match=sentence):
        make_vintage(tmp_path, rows)


def test_a_file_on_other_places_concerns_no_correction(folder, tmp_path):
    make_correction()

    assert make_vintage(tmp_path, FIRST[3:]).corrections == []


def test_a_missing_value_can_be_corrected_and_a_wrong_one_taken_out(folder, tmp_path):
    make_correction(was=None, now=5.7)
    make_correction(code="sen", area="SEN", time="2021", was=3.1, now=None, missing="S")

    vintage = make_vintage(tmp_path, [("KEN", "SEX_T", "2020", "", ""), *FIRST[3:]])

    found = {(area, time): value for area, _, time, value, _ in values_of(vintage)}
    assert found["KEN", "2020"] == 5.7
    assert found["SEN", "2021"] is None


def test_an_import_follows_the_correction_that_came_after_it(folder, tmp_path):
    before = make_vintage(tmp_path)
    make_correction()

    after = make_vintage(tmp_path)

    assert before.sha256 == after.sha256
    assert before.content_hash != after.content_hash


def test_a_vintage_is_set_aside_and_taken_back(folder, tmp_path):
    old, new = make_vintage(tmp_path), make_vintage(tmp_path, SECOND)

    operations.set_aside(new, "The wrong file.", **BY)
    operations.set_aside(new, "Again.", **BY)

    assert list(Vintage.objects.in_use()) == [old]
    with pytest.raises(operations.Refused, match="Take VIN-2026-0002 back into use"):
        make_vintage(tmp_path, SECOND)
    operations.take_back(new, **BY)
    operations.take_back(new, **BY)
    assert list(Vintage.objects.in_use()) == [new, old]
    assert [each.verb for each in history.entries_of(new)] == [
        "taken-back",
        "set-aside",
        "imported",
    ]
