"""The reader counts what is in a published file, as a second program counts it.

The gold files were written before the reader existed, by `recount` below: the standard
library's ElementTree over the whole document, one path per figure, nothing of ours.
`test_the_recipe_still_gives_the_gold` runs it again.
"""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tally.iati import Activity, read

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[3] / "shared" / "data" / "iati" / "published"
NAMES = ("nl-minbuza-activities-2.03", "actionaid-power-2.03")
PATHS = {
    "dates": "activity-date",
    "countries": "recipient-country",
    "regions": "recipient-region",
    "budgets": "budget",
    "participating_organizations": "participating-org",
    "sectors": "sector",
    "tags": "tag",
    "transactions": "transaction",
    "results": "result",
    "descriptions": "description",
    "other_identifiers": "other-identifier",
    "related_activities": "related-activity",
}


def recount(path: Path) -> dict[str, Any]:
    """Count the children of each activity with nothing but the standard library."""
    tree = ET.parse(path)  # noqa: S314  (a known file)
    activities = tree.getroot().findall("iati-activity")
    return {
        "activities": len(activities),
        "by_activity": {
            activity.findtext("iati-identifier", "").strip(): {
                figure: len(activity.findall(child)) for figure, child in PATHS.items()
            }
            | {
                "budget_sum": str(
                    sum(int(v.text or "") for v in activity.findall("budget/value"))
                ),
                "disbursed": str(
                    sum(
                        int(t.findtext("value", ""))
                        for t in activity.findall("transaction")
                        if t.findall("transaction-type[@code='3']")
                    )
                ),
            }
            for activity in activities
        },
    }


def published(name: str) -> Path:
    path = PUBLISHED / f"{name}.xml"
    if not path.exists():
        pytest.skip(f"the published file {name}.xml is not beside this repository")
    return path


def gold(name: str) -> dict[str, Any]:
    text = (HERE / "gold" / f"{name}.json").read_text(encoding="utf-8")
    figures: dict[str, Any] = json.loads(text)
    return figures


@pytest.mark.parametrize("name", NAMES)
def test_the_recipe_still_gives_the_gold(name: str) -> None:
    assert recount(published(name)) == gold(name)


def counted(activity: Activity) -> dict[str, int | str]:
    return {
        "dates": len(activity.dates),
        "countries": len(activity.countries),
        "regions": len(activity.regions),
        "budgets": len(activity.budgets),
        "participating_organizations": len(activity.participants),
        "sectors": len(activity.sectors),
        "tags": len(activity.tags),
        "transactions": activity.transactions.count,
        "results": activity.results,
        "descriptions": len(activity.descriptions),
        "other_identifiers": len(activity.other_identifiers),
        "related_activities": len(activity.related_activities),
        "budget_sum": str(sum(b.value.amount for b in activity.budgets if b.value)),
        "disbursed": str(activity.transactions.sums.get(("3", "EUR"), 0)),
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_reader_counts_what_the_gold_counts(name: str) -> None:
    with published(name).open("rb") as file:
        records = list(read(file))

    activities = [record for record in records if isinstance(record, Activity)]
    assert len(records) == len(activities) == gold(name)["activities"]
    assert {a.iati_identifier: counted(a) for a in activities} == gold(name)[
        "by_activity"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_published_file_gives_no_remark(name: str) -> None:
    with published(name).open("rb") as file:
        reading = read(file)
        remarks = [n for a in reading if isinstance(a, Activity) for n in a.notices]

    assert remarks == []
    assert reading.notices == []
