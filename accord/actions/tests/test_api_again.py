"""The same request twice, or two at once: one effect."""

import threading
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accord.actions.models import Action
from accord.actions.tests.factories import make_draft, make_vocabulary
from accord.actions.tests.programs import EVERYTHING, LIST, problem, program_of
from accord.base import history
from accord.base.models import Entry, Replay
from accord.partners.tests.factories import make_partner


def test_a_draft_is_begun_with_everything_and_told_again(program, union):
    other = make_partner("Bakers")
    parts = [{"reference": other.reference, "role": "trains"}]

    answer = program("POST", body={**EVERYTHING, "partners": parts})

    assert answer.status_code == 201
    told = answer.json()
    action = Action.objects.get()
    assert answer.headers["Location"] == f"{LIST}/{action.reference}"
    assert answer.headers["ETag"] == program.tag(action)
    assert {name: told[name] for name in EVERYTHING} == {
        **EVERYTHING,
        "budget": "1250.50",
    }
    assert told["stage"] == "draft"
    assert told["partners"][0]["role"] == "trains"
    assert (action.lead, action.budget) == (union, Decimal("1250.50"))
    entry = history.entries_of(action).get()
    assert entry.verb == "begun"
    assert entry.partner == union.reference
    assert entry.mandate


def test_sent_again_it_is_answered_again_and_done_once(program):
    key = str(uuid4())

    first, again = (
        program("POST", body=EVERYTHING, idempotency_key=key) for _ in range(2)
    )

    assert Action.objects.count() == 1
    assert first.content == again.content
    for name in ("ETag", "Location", "Content-Type"):
        assert first.headers[name] == again.headers[name]
    assert again.status_code == 201
    assert again.headers["Idempotency-Replayed"] == "true"


def test_the_key_of_another_request_is_refused(program):
    key = str(uuid4())
    program("POST", body=EVERYTHING, idempotency_key=key)

    answer = program("POST", body={}, idempotency_key=key)

    problem(answer, 422, "key-reused")
    assert Action.objects.count() == 1


def test_another_caller_has_keys_of_its_own(program, vocabulary):
    key = str(uuid4())
    other = program_of(make_partner())

    for each in (program, other):
        assert each("POST", body={}, idempotency_key=key).status_code == 201

    assert Action.objects.count() == 2


def test_what_went_wrong_may_be_mended_under_the_same_key(program):
    key = str(uuid4())
    problem(program("POST", body={"kind": "x"}, idempotency_key=key), 422)
    problem(program("POST", body={"countries": ["X"]}, idempotency_key=key), 409)

    assert program("POST", body={}, idempotency_key=key).status_code == 201


def test_after_a_day_the_key_is_free(program):
    key = str(uuid4())
    program("POST", body={}, idempotency_key=key)
    Replay.objects.update(at=timezone.now() - timedelta(hours=25))

    program("POST", body={"kind": "initiative"}, idempotency_key=key)

    assert Action.objects.count() == 2


def test_publishing_again_under_the_same_key_is_answered_the_same(program, draft):
    address, seen = f"{LIST}/{draft.reference}/publish", program.tag(draft)

    answers = [
        program("POST", address, if_match=seen, idempotency_key="a-1") for _ in range(2)
    ]

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert Entry.objects.filter(verb="published").count() == 1


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 201])
def test_a_key_is_visible_ascii(program, key):
    problem(program("POST", body={}, idempotency_key=key), 400)


@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_it_is_done_once():
    make_vocabulary()
    program = program_of(make_partner())
    answers = []

    def send() -> None:
        answers.append(program("POST", body=EVERYTHING, idempotency_key="same"))
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert Action.objects.count() == 1
    assert {each.status_code for each in answers} == {201}
    assert len({each.content for each in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_saw_the_same_only_one_writes():
    make_vocabulary()
    partner = make_partner()
    draft = make_draft(partner)
    program = program_of(partner)
    address, seen = f"{LIST}/{draft.reference}", program.tag(draft)
    answers = {}

    def send(number: int) -> None:
        body = {"title": {"en": f"Title {number}"}}
        answers[number] = program("PATCH", address, body, if_match=seen)
        connection.close()

    threads = [threading.Thread(target=send, args=(each,)) for each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    won = [number for number, each in answers.items() if each.status_code == 200]
    assert len(won) == 1
    assert sorted(each.status_code for each in answers.values()) == [200, 412, 412, 412]
    draft.refresh_from_db()
    assert draft.title.original == f"Title {won[0]}"
