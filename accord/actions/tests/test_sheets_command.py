"""`accord import actions FILE`: what it prints, what it writes, how it ends."""

import json
import resource
import time
from io import StringIO

import pytest
from django.core.management import call_command

from accord.actions.models import Action, ImportedRow
from accord.base.models import Entry, SavedMapping
from accord.partners.tests.factories import make_partner
from conftest import COUNTS

KEYS = ["read", "new", "changed", "unchanged", "refused", "warnings"]
OTHERS = """\
Topic,Pledge,Organisation name,Country
1,We train. For years.,Union of Fishers,Senegal
2,We lend boats.,Union of Divers,Mali
3,We sing.,,Senegal
4,We sail.,Union of Fishers,Other country
"""


@pytest.fixture
def fishers(vocabulary):
    return make_partner("Union of Fishers", slug="fishers")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pledges.csv"
    path.write_text(OTHERS)
    return path


def run(*words):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_actions", *map(str, words), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def report(*words):
    code, out, _err = run(*words, "--format", "json")
    told = json.loads(out)
    assert told["read"] == sum(
        told[each] if isinstance(told[each], int) else len(told[each])
        for each in KEYS[1:5]
    ), "the counts do not add up"
    return code, told


def counts(told):
    return [told[each] for each in KEYS[:4]] + [len(told["refused"])]


def test_every_row_is_a_draft_or_an_explained_refusal(fishers, file):
    code, told = report(file, "--for", "fishers")

    assert (code, counts(told)) == (0, [4, 3, 0, 0, 1])
    assert list(told) == ["partner", "preview", *KEYS]
    assert told["refused"] == [
        {
            "where": "row 5, Country",
            "reason": "“Other country” is not one country; write the countries, parted"
            " by semicolons, or clear the cell.",
        }
    ]
    draft = Action.objects.order_by("reference")[1]
    assert (draft.title.original, draft.lead) == ("We lend boats.", fishers)
    assert "Organization: Union of Divers" in draft.summary.original
    entry = Entry.objects.filter(verb="imported").first()
    assert entry.after["source"]["by"] == "operator command"


def test_a_second_time_changes_nothing(fishers, file):
    run(file, "--for", "fishers")

    code, told = report(file, "--for", "fishers")

    assert (code, counts(told)) == (0, [4, 0, 0, 3, 1])
    assert Action.objects.count() == 3


def test_the_file_says_who_leads(fishers, file):
    code, told = report(file)

    assert (code, counts(told)) == (0, [4, 1, 0, 0, 3])
    reasons = [each["reason"] for each in told["refused"]]
    assert any("Union of Fishers" in each for each in reasons)
    assert "Say which organization leads the action." in reasons


def test_a_preview_writes_nothing(fishers, file):
    _code, told = report(file, "--for", "fishers", "--preview")

    assert counts(told) == [4, 3, 0, 0, 1]
    assert not Action.objects.exists()
    assert not ImportedRow.objects.exists()


def test_a_mapping_comes_as_a_file(fishers, file, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(
        json.dumps(
            {
                "columns": {
                    "Pledge": "title",
                    "country": "countries",
                    "Topic": "number",
                },
                "options": {"unreadable": "leave-out", "language": "fr"},
            }
        )
    )

    _code, told = report(file, "--for", "fishers", "--mapping", mapping)

    assert counts(told) == [4, 4, 0, 0, 0]
    assert Action.objects.first().title.original_language == "fr"
    assert set(ImportedRow.objects.values_list("key", flat=True)) == {
        f"number:{number}" for number in range(1, 5)
    }


def test_a_mapping_is_taken_by_its_name(fishers, file):
    SavedMapping.objects.create(
        owner="secretariat",
        what="actions",
        name="Pledges",
        content={"columns": {"Pledge": "title"}, "options": {}},
    )

    _code, told = report(file, "--for", "fishers", "--mapping", "Pledges")

    assert counts(told) == [4, 4, 0, 0, 0]


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("Nothing", "There is no mapping named “Nothing”"),
        ("{", "cannot be read"),
        ("[]", "lacks “columns”"),
        ('{"columns": {"Pledge": "mood"}}', "unknown fields: mood"),
        ('{"columns": {"Promise": "title"}}', "columns that the file lacks: Promise"),
    ],
)
def test_a_mapping_that_is_none_is_refused(fishers, file, tmp_path, mapping, sentence):
    if mapping != "Nothing":
        path = tmp_path / "mapping.json"
        path.write_text(mapping)
        mapping = path

    code, told = report_of_refused(file, "--for", "fishers", "--mapping", mapping)

    assert code == 2
    assert sentence in told["refused"][0]["reason"]


def report_of_refused(*words):
    code, out, _err = run(*words, "--format", "json")
    return code, json.loads(out)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n", "no spreadsheet"),
        (b"Colour,Size\nred,3\n", "No column was recognised as title"),
        (b"Title,Country\n", "holds no rows"),
        (b'Title,Country\n"Nets,Mali\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(
    fishers, tmp_path, content, sentence
):
    path = tmp_path / "pledges.csv"
    path.write_bytes(content)

    code, told = report_of_refused(path, "--for", "fishers")

    assert code == 2
    assert sentence in told["refused"][0]["reason"]
    assert not Action.objects.exists()


def test_nobody_to_import_for_is_refused(fishers, file, tmp_path):
    path = tmp_path / "bare.csv"
    path.write_text("Title\nNets\n")

    assert run(file, "--for", "fisher")[0] == 2
    code, told = report_of_refused(path)

    assert code == 2
    assert "It cannot be told who leads" in told["refused"][0]["reason"]


def test_five_thousand_rows_take_bounded_time_and_memory(fishers, tmp_path):
    count = 5_000 if COUNTS == "full" else 1_000
    path = tmp_path / "many.csv"
    rows = (
        f"{number},Pledge {number} of many. {'We do. ' * 20},Senegal; Mali,2026-01-01"
        for number in range(count)
    )
    path.write_text("\n".join(["No,Pledge,Country,Start", *rows]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()

    _code, told = report(path, "--for", "fishers")

    assert counts(told) == [count, count, 0, 0, 0]
    assert time.monotonic() - began < 60
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 150_000, f"{grown} kB"
