"""Two hundred ways to tamper with history, and each of them is noticed."""

import random
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from accord.accounts import operations
from accord.accounts.tests.factories import make_person
from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Entry, Seal
from tests.zuleikha import TODAY

pytestmark = pytest.mark.django_db
LENGTH = 40
HOW_MANY = {"small": 44, "full": 200}


@pytest.fixture
def chain():
    """Make a chain of forty entries by three people, one of whom was erased."""
    people = [
        make_person(f"{name}@union.example", name=f"{name} Sow") for name in "abc"
    ]
    for number in range(LENGTH - 1):
        history.record(
            SimpleNamespace(history_reference=f"thing:{number % 7}"),
            "changed",
            by=Actor(people[number % 3]),
            on=TODAY,
            before={"n": number},
            after={"n": number + 1},
            personal={"note": f"note {number}"},
        )
    operations.erase(people[2], by=Actor.anonymous(), on=TODAY)
    history.seal()
    return history.head()


def run(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def edit(chance: random.Random, entries: list[int]) -> int:
    column, value = chance.choice(
        [
            ("subject", "'thing:99'"),
            ("verb", "'forged'"),
            ("person", "'P-forged'"),
            ("partner", "'PAR-forged'"),
            ("mandate", "'MAN-forged'"),
            ('"on"', '"on" + 1'),
            ("at", "at + interval '1 microsecond'"),
            ("before", "'{\"n\": -7}'"),
            ("after", "'{\"n\": -7}'"),
            ("personal_digest", "repeat('0', 64)"),
        ]
    )
    return run(
        f"UPDATE base_entry SET {column} = {value} WHERE id = %s",  # noqa: S608 - names and values of this file
        chance.choice(entries),
    )


def delete(chance: random.Random, entries: list[int]) -> int:
    entry = chance.choice(entries)
    run("DELETE FROM base_personal WHERE entry_id = %s", entry)
    run("DELETE FROM base_seal WHERE entry_id = %s", entry)
    return run("DELETE FROM base_entry WHERE id = %s", entry)


def delete_and_close(chance: random.Random, entries: list[int]) -> int:
    """Delete an entry and give those after it its number."""
    entry = chance.choice(entries[:-1])
    number = Seal.objects.get(entry=entry).sequence
    done = delete(chance, [entry])
    run("UPDATE base_seal SET sequence = sequence + 1000 WHERE sequence > %s", number)
    run("UPDATE base_seal SET sequence = sequence - 1001 WHERE sequence > 1000")
    return done


def swap(chance: random.Random, entries: list[int]) -> int:
    """Exchange the places of two entries in the chain."""
    one, other = chance.sample(entries, 2)
    run("UPDATE base_seal SET entry_id = -1 WHERE entry_id = %s", one)
    run("UPDATE base_seal SET entry_id = %s WHERE entry_id = %s", one, other)
    return run("UPDATE base_seal SET entry_id = %s WHERE entry_id = -1", other)


def exchange(chance: random.Random, entries: list[int]) -> int:
    """Exchange what two entries tell, and leave their places."""
    one, other = chance.sample(entries, 2)
    return run(
        "UPDATE base_entry AS e SET after = o.after, before = o.before"
        " FROM base_entry AS o WHERE (e.id, o.id) IN ((%s, %s), (%s, %s))",
        *(one, other, other, one),
    )


def cut_off(chance: random.Random, entries: list[int]) -> int:
    """Remove the end; the chain that is left is whole, but for a head told before."""
    first = chance.choice(entries[1:])
    run("DELETE FROM base_personal WHERE entry_id >= %s", first)
    run("DELETE FROM base_seal WHERE entry_id >= %s", first)
    return run("DELETE FROM base_entry WHERE id >= %s", first)


def forge_digest(chance: random.Random, entries: list[int]) -> int:
    return run(
        "UPDATE base_seal SET digest = md5(digest) || md5(digest) WHERE entry_id = %s",
        chance.choice(entries),
    )


def reseal(chance: random.Random, entries: list[int]) -> int:
    """Change an entry and compute all digests after it anew, as the sealer would."""
    entry = chance.choice(entries)
    run("UPDATE base_entry SET verb = 'forged' WHERE id = %s", entry)
    number = Seal.objects.get(entry=entry).sequence
    done = run("DELETE FROM base_seal WHERE sequence >= %s", number)
    history.seal()
    return done


def insert(chance: random.Random, entries: list[int]) -> int:
    """Put an entry of one's own into the place of another, which moves to the end."""
    entry = chance.choice(entries)
    forged = Entry.objects.get(pk=entry)
    forged.pk, forged.verb = None, "forged"
    forged.save(force_insert=True)
    run("DELETE FROM base_seal WHERE entry_id = %s", forged.pk)
    return run(
        "UPDATE base_seal SET entry_id = %s WHERE entry_id = %s", forged.pk, entry
    )


def change_personal(chance: random.Random, entries: list[int]) -> int:
    column, value = chance.choice(
        [("values", '\'{"by": "Somebody else"}\''), ("salt", "repeat('0', 64)")]
    )
    return run(
        f"UPDATE base_personal SET {column} = {value} WHERE entry_id = %s",  # noqa: S608 - names and values of this file
        with_personal(chance),
    )


def remove_personal(chance: random.Random, entries: list[int]) -> int:
    return run("DELETE FROM base_personal WHERE entry_id = %s", with_personal(chance))


def with_personal(chance: random.Random) -> int:
    return chance.choice(
        list(Entry.objects.filter(personal__isnull=False).values_list("pk", flat=True))
    )


WAYS = (
    *(edit, delete, delete_and_close, swap, exchange, cut_off, forge_digest, reseal),
    *(insert, change_personal, remove_personal),
)


def test_each_of_two_hundred_tamperings_is_noticed(chain, counts):
    entries = list(Seal.objects.order_by("sequence").values_list("entry_id", flat=True))
    assert history.verify().broken is None
    assert history.holds(chain)
    unnoticed = []

    for number in range(HOW_MANY[counts]):
        way = WAYS[number % len(WAYS)]
        with transaction.atomic():
            # As somebody would with the database in hand: without our triggers.
            run("SET LOCAL session_replication_role = replica")
            changed = way(random.Random(number), entries)  # noqa: S311 - the same each time
            run("SET LOCAL session_replication_role = origin")
            assert changed, f"{way.__name__} {number} changed nothing"
            if history.verify().broken is None and history.holds(chain):
                unnoticed.append((way.__name__, number))
            transaction.set_rollback(True)

    assert not unnoticed
    assert history.verify().broken is None


def test_the_role_of_the_application_cannot_switch_the_triggers_off(chain):
    """Whoever is no superuser is refused what `tampering` needs."""
    run("CREATE ROLE accord_visitor NOSUPERUSER")
    try:
        run("SET LOCAL ROLE accord_visitor")
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
    finally:
        run("RESET ROLE")
        run("DROP ROLE accord_visitor")
