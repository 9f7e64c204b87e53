"""flatten-tool makes sheets of our actions, and the same actions of the sheets."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accord.actions.models import Action, ExternalIdentifier, Participation
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner
from tests.outside.programs import python, run, told

LIST = [
    *("-f", "csv", "--root-list-path", "records", "--id-name", "reference"),
    *("-s", "schema.json"),
]


@pytest.fixture
def actions(clients: dict[str, Client]) -> list[dict[str, Any]]:
    """Return the list as everyone may take it, with one action that has everything."""
    action = Action.objects.standing().order_by("pk")[0]
    action.title = Multilingual.of(
        "fr", "Un, « deux »; trois\nquatre", ar="عقود", en="=1"
    )
    action.save()
    for scheme, value in (("iati", "XM-1-a;b"), ("doi", '10.1/"x"')):
        ExternalIdentifier.objects.create(action=action, scheme=scheme, value=value)
    for partner in Partner.objects.exclude(
        pk__in=[action.lead_id, *action.partners.values_list("pk", flat=True)]
    )[:2]:
        Participation.objects.create(action=action, partner=partner, role='a; "b", c')
    answer = clients["visitor"].get("/en/actions.json")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return json.loads(body)["records"]


@pytest.fixture
def schema(clients: dict[str, Client]) -> dict[str, Any]:
    described = clients["visitor"].get("/api/v1/openapi.json").json()
    shape = described["components"]["schemas"]["ActionShape"]
    return plain({**shape, "components": described["components"]})


def plain(schema: Any) -> Any:
    """Say the schema in the words of 2013, the only ones flatten-tool knows.

    "One of these" with one left, and "all of these" with one, are that one.
    """
    if isinstance(schema, list):
        return [plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    left = schema.get("allOf") or [
        each for each in schema.get("anyOf", []) if each != {"type": "null"}
    ]
    if len(left) == 1:
        return plain(left[0])
    return {key: plain(value) for key, value in schema.items()}


def told_of(record: Any) -> Any:
    """Leave out what is empty: a sheet cannot say whether it is null or not there."""
    if isinstance(record, dict):
        return {
            key: told_of(value)
            for key, value in record.items()
            if value not in (None, [], {}, "")
        }
    return [told_of(each) for each in record] if isinstance(record, list) else record


def test_sheets_of_our_actions_make_the_same_actions_again(actions, schema, tmp_path):
    write(tmp_path / "actions.json", {"records": actions})
    write(tmp_path / "schema.json", schema)

    flat = run(
        python("flatten-tool"),
        *("flatten", "actions.json", "-o", "sheets", "-m", "actions", *LIST),
        folder=tmp_path,
    )
    assert flat.returncode == 0, told(flat)
    sheets = {path.name for path in (tmp_path / "sheets").iterdir()}
    assert sheets == {"actions.csv", "partners.csv", "identifiers.csv"}
    back = run(
        python("flatten-tool"),
        *("unflatten", "sheets", "-o", "again.json", "-m", "records", *LIST),
        folder=tmp_path,
    )

    assert back.returncode == 0, told(back)
    again = json.loads((tmp_path / "again.json").read_text("utf-8"))["records"]
    assert len(again) == len(actions) > 50
    assert [told_of(each) for each in again] == [told_of(each) for each in actions]


def write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content), "utf-8")
