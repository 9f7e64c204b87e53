"""The chain of history: what it keeps, what it refuses, what it notices."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Entry, Personal, Seal

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
RECORD = SimpleNamespace(history_reference="thing:1")


@pytest.fixture
def amina():
    return Actor(
        person=get_user_model().objects.create(
            email="amina@union.example", name="Amina"
        )
    )


def happen(actor, times=3):
    for number in range(times):
        history.record(
            RECORD, "changed", by=actor, on=DAY, before={"n": number}, after={"n": -1}
        )


def tamper(sql, *values):
    """Change history as somebody with the database in hand would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_only_what_differs_is_kept(amina):
    entry = history.record(
        RECORD,
        "changed",
        by=amina,
        on=DAY,
        before={"title": "old", "kind": "commitment"},
        after={"title": "new", "kind": "commitment"},
    )

    assert entry.before == {"title": "old"}
    assert entry.after == {"title": "new"}
    assert entry.person == amina.person.public_id


def test_an_untouched_chain_holds(amina):
    happen(amina)

    assert history.seal() == 3
    verdict = history.verify()

    assert verdict.broken is None
    assert (verdict.sealed, verdict.unsealed) == (3, 0)
    assert verdict.head.count == 3


def test_sealing_twice_changes_nothing(amina):
    happen(amina)
    history.seal()
    head = history.head()

    assert history.seal() == 0
    assert history.head() == head


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base_entry SET verb = 'forged'",
        "DELETE FROM base_entry",
        "TRUNCATE base_entry CASCADE",
        "UPDATE base_seal SET digest = repeat('0', 64)",
        "DELETE FROM base_seal",
        "UPDATE base_personal SET values = '{}'",
    ],
)
def test_the_database_refuses_to_change_history(amina, statement):
    happen(amina)
    history.seal()

    def forge():
        with transaction.atomic(), connection.cursor() as cursor:
            # Foreign keys wait for the end otherwise, and would refuse for that.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)

    with pytest.raises(Error, match="append-only"):
        forge()


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE base_entry SET verb = 'forged' WHERE id = %s", 2),
        ("UPDATE base_entry SET person = 'P-other' WHERE id = %s", 2),
        ("UPDATE base_entry SET after = '{\"n\": 7}' WHERE id = %s", 2),
        ("UPDATE base_seal SET digest = repeat('0', 64) WHERE entry_id = %s", 2),
        ("DELETE FROM base_seal WHERE entry_id = %s", 2),
        ('UPDATE base_personal SET values = \'{"by": "x"}\' WHERE entry_id = %s', 2),
    ],
)
def test_the_first_broken_entry_is_named(amina, statement, broken_at):
    happen(amina, times=4)
    history.seal()
    second = Entry.objects.order_by("id")[1]

    tamper(statement, second.pk)
    broken = history.verify().broken

    assert broken is not None
    assert broken.sequence == broken_at


def test_cutting_off_the_end_shows_in_the_head(amina):
    happen(amina, times=4)
    history.seal()
    mailed = history.head()

    last = Entry.objects.latest("id").pk
    for table, column in (
        ("base_seal", "entry_id"),
        ("base_personal", "entry_id"),
        ("base_entry", "id"),
    ):
        tamper(f"DELETE FROM {table} WHERE {column} = %s", last)  # noqa: S608 - our own names

    assert history.head() != mailed
    assert history.head().count == 3
    with pytest.raises(CommandError, match="cut off"):
        call_command("check_history", head=mailed)


def test_an_earlier_head_is_still_there_after_more_has_happened(amina):
    happen(amina)
    history.seal()
    mailed = history.head()
    happen(amina)

    call_command("check_history", head=mailed)

    assert history.holds(mailed)


class Amina:
    for_database = "amina"

    @staticmethod
    def is_named_in(value):
        return "Amina" in value.values()


def test_forgetting_a_person_leaves_the_chain_whole(amina):
    happen(amina)
    history.seal()

    entries = history.forget(amina.person.public_id, Amina())
    history.record(
        RECORD, history.ERASED, by=Actor.anonymous(), on=DAY, after={"entries": entries}
    )

    assert len(entries) == 3
    assert not Personal.objects.exists()
    assert history.verify().broken is None
    assert history.verify().erased == 3


def test_what_names_a_person_is_forgotten_whoever_signed_it(amina):
    bruno = get_user_model().objects.create(email="bruno@union.example", name="Bruno")
    kept = history.record(RECORD, "changed", by=Actor(bruno), on=DAY)
    told = history.record(
        RECORD, "invited", by=Actor(bruno), on=DAY, personal={"name": "Amina"}
    )

    assert history.forget(amina.person.public_id, Amina()) == [told.pk]
    assert Personal.objects.get().entry == kept


def test_values_that_went_without_an_erasure_break_the_chain(amina):
    happen(amina)
    history.seal()

    Personal.objects.all().delete()

    assert history.verify().broken.reason.startswith("the personal values are gone")


def test_the_name_of_the_signer_is_not_in_the_chain(amina):
    happen(amina)

    entry = Entry.objects.select_related("personal").first()

    assert entry.personal.values == {"by": "Amina"}
    assert "Amina" not in json.dumps([entry.before, entry.after, entry.person])


def test_the_command_says_that_history_holds(amina, capsys):
    happen(amina)

    call_command("check_history", format="json")

    report = json.loads(capsys.readouterr().out)
    assert report["sealed"] == 3
    assert report["broken"] is None


def test_the_command_fails_and_names_the_place(amina):
    happen(amina)
    history.seal()
    tamper(
        "UPDATE base_entry SET verb = 'forged' WHERE id = %s", Entry.objects.first().pk
    )

    with pytest.raises(CommandError, match="broken at seal 1"):
        call_command("check_history")


def test_the_command_does_not_seal_over_a_break(amina):
    happen(amina)
    history.seal()
    tamper(
        "UPDATE base_entry SET verb = 'forged' WHERE id = %s", Entry.objects.first().pk
    )
    happen(amina, times=1)

    with pytest.raises(CommandError):
        call_command("check_history")

    assert Seal.objects.count() == 3


def test_the_head_is_public(amina, client):
    happen(amina)
    history.seal()

    answer = client.get("/history-head.json").json()

    assert answer == {"count": 3, "digest": history.head().digest}
