"""The reader counts what is in a published file, as a second program counts it.

The gold files were written before the reader existed, by `recount` below: the standard
library's ElementTree over the whole document, one path per figure, nothing of ours.
`test_the_recipe_still_gives_the_gold` runs it again.
"""

import json
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

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


def recount(path: Path) -> dict:
    """Count the children of each activity with nothing but the standard library."""
    activities = Tree.parse(path).getroot().findall("iati-activity")
    return {
        "activities": len(activities),
        "by_activity": {
            activity.findtext("iati-identifier").strip(): {
                figure: len(activity.findall(child)) for figure, child in PATHS.items()
            }
            | {
                "budget_sum": str(
                    sum(int(v.text) for v in activity.findall("budget/value"))
                ),
                "disbursed": str(
                    sum(
                        int(t.findtext("value"))
                        for t in activity.findall("transaction")
                        if t.find("transaction-type").get("code") == "3"
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


def gold(name: str) -> dict:
    return json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_recipe_still_gives_the_gold(name: str) -> None:
    assert recount(published(name)) == gold(name)
