"""The public record of an action: true, public only, and in few queries."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.actions import operations
from accord.actions.facts import RELATIONS, facts_of
from accord.actions.models import Action
from accord.actions.projection import project
from accord.actions.tests.factories import TODAY, actor_of, make_action
from accord.base import history
from accord.base.multilingual import Multilingual
from accord.base.projecting import NotPublic
from accord.partners.tests.factories import make_partner

FACTS = {
    "kind": "commitment",
    "title": Multilingual.of("fr", "Des contrats écrits", en="Written contracts"),
    "summary": Multilingual.of("fr", "Nous écrivons des contrats."),
    "countries": ["MLI", "SEN"],
    "areas": ["1"],
    "challenges": ["1"],
    "targets": ["8.3", "8.5"],
    "groups": ["women"],
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31),
    "budget": Decimal("1250.50"),
    "currency": "XOF",
    "external_identifiers": [("iati", "XM-1-2")],
}


@pytest.fixture
def published(editor) -> Action:
    by = actor_of(editor)
    other = make_partner("League of Bakers")
    action = operations.begin(
        editor.partner,
        {**FACTS, "partners": [(other.reference, "trains")]},
        by=by,
        on=TODAY,
    )
    return operations.publish(action, by=by, on=TODAY)


def test_it_tells_the_facts_and_where_they_stand(published, settings):
    settings.PUBLIC_URL = "https://coalition.example"

    [told] = project([published], on=TODAY)

    facts = facts_of(published)
    assert {relation: told[relation] for relation in RELATIONS} == {
        relation: facts[relation] for relation in RELATIONS
    }
    assert told["title"] == {"fr": "Des contrats écrits", "en": "Written contracts"}
    assert list(told["title"]) == ["fr", "en"]
    assert (told["budget"], told["currency"]) == ("1250.50", "XOF")
    assert (told["starts_on"], told["ends_on"]) == ("2026-01-01", "2026-12-31")
    assert told["identifiers"] == [{"scheme": "iati", "value": "XM-1-2"}]
    assert told["lead"]["reference"] == published.lead.reference
    assert [(each["name"], each["role"]) for each in told["partners"]] == [
        ({"en": "League of Bakers"}, "trains")
    ]
    assert told["stage"] == "under-way"
    assert told["id"] == f"https://coalition.example/id/action/{published.reference}"
    assert told["url"] == (f"https://coalition.example{published.get_absolute_url()}")
    assert json.loads(json.dumps(told)) == told


def test_its_time_is_that_of_the_last_public_change(published, editor):
    revised = operations.revise(
        published, {"budget": None}, by=actor_of(editor), on=TODAY, version=1
    )

    [told] = project([revised], on=TODAY)

    last = history.entries_of(revised).first()
    assert told["updated_at"] == last.at.isoformat().replace("+00:00", "Z")
    assert (told["version"], told["budget"]) == (2, None)


def test_a_withdrawn_action_says_why(published, editor):
    reason = Multilingual.of("fr", "Plus de fonds.")
    withdrawn = operations.withdraw(published, reason, by=actor_of(editor), on=TODAY)

    [told] = project([withdrawn], on=TODAY)

    assert told["stage"] == "withdrawn"
    assert told["withdrawal_reason"] == {"fr": "Plus de fonds."}


def test_a_draft_is_refused(draft, published):
    with pytest.raises(NotPublic):
        project([published, draft], on=TODAY)


def test_no_person_is_named(published, editor):
    told = json.dumps(project([published], on=TODAY))

    assert editor.person.email not in told
    assert editor.person.name not in told
    assert editor.person.public_id not in told
    assert editor.reference not in told


def test_many_need_as_few_queries_as_one(vocabulary):
    for number in range(12):
        make_action(title=f"Action {number}")
    asked = []
    for count in (1, 12):
        actions = list(Action.objects.published()[:count])
        with CaptureQueriesContext(connection) as queries:
            assert len(project(actions, on=TODAY)) == count
        asked.append(len(queries))

    assert asked == [9, 9]
