"""One fault at a time in a sound file: each is answered by name, none in silence."""

import csv

import pytest

from tally.iati import Activity, FileRefused, Refusal
from tally.iati.tests.samples import FILES, activity, opened, remarks, sample

SOUND = sample("two-activities-2.03.xml").decode()

# What is changed (the first time it occurs), into what, and what the reader names.
# Where it names no element, the file is refused as a whole.
with (FILES / "faults.tsv").open(encoding="utf-8", newline="") as table:
    FAULTS = [
        (row["old"], row["new"], row["element"], row["code"])
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def mutant(old: str, new: str) -> bytes:
    assert old in SOUND
    return SOUND.replace(old, new, 1).encode()


def test_there_are_at_least_sixty_faults() -> None:
    assert len(FAULTS) >= 60
    assert remarks(SOUND.encode()) == []


@pytest.mark.parametrize(
    ("old", "new", "element", "code"),
    FAULTS,
    ids=[f"{n}-{fault[2]}-{fault[3]}" for n, fault in enumerate(FAULTS)],
)
def test_a_fault_is_named_where_it_stands(
    old: str, new: str, element: str, code: str
) -> None:
    content = mutant(old, new)
    if not element:
        with pytest.raises(FileRefused, match="line"):
            remarks(content)
        return

    found = remarks(content)

    matching = [r for r in found if (r.where.element, r.reason.code) == (element, code)]
    assert matching, [str(r) for r in found]
    assert matching[0].where.line > 0
    assert str(matching[0]).endswith(".")


@pytest.mark.parametrize(
    "name",
    ["reporting-org", "title", "activity-status"],
)
def test_a_whole_element_taken_out_is_missed(name: str) -> None:
    start = SOUND.index(f"<{name}")
    closing = f"</{name}>"
    end = SOUND.find(closing, start, SOUND.index("</iati-activity>"))
    end = SOUND.index("/>", start) + 2 if end < 0 else end + len(closing)

    found = remarks((SOUND[:start] + SOUND[end:]).encode())

    assert [(r.where.element, r.reason.code) for r in found] == [
        (name, "element_missing")
    ]


def test_a_fault_in_one_activity_leaves_the_other_untouched() -> None:
    untouched = list(opened(SOUND.encode()))[1]

    for old, new, element, _ in FAULTS:
        if not element or old == "</iati-activities>" or "ROUTES" in new:
            continue
        second = list(opened(mutant(old, new)))[1]
        assert isinstance(second, Activity)
        assert isinstance(untouched, Activity)
        assert second.digest == untouched.digest, (old, new)


def test_what_cannot_be_read_is_left_out_but_the_budget_stays() -> None:
    found = activity(mutant("12500000.50", "12,500,000.50"))

    assert len(found.budgets) == 2
    assert found.budgets[0].value is None


def test_a_refusal_names_line_identifier_and_element() -> None:
    content = mutant("SN-NINEA-0042-APPRENTIS", "")

    (refused,) = [r for r in remarks(content) if isinstance(r, Refusal)]

    assert (refused.where.line, refused.where.identifier) == (3, None)
    assert str(refused) == (
        "line 3, iati-identifier: The activity has no iati-identifier; give it one, it "
        "is how the activity is recognised next time."
    )
