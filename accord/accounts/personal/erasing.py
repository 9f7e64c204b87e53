"""Erasing a person: what happens to each thing the inventory lists.

Everything happens in one transaction, or nothing. Files go after it, by a job that
the transaction enqueued, so that a process which dies in between leaves nothing.
"""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Cast

from accord.accounts.models import Person
from accord.accounts.personal import stored_files
from accord.accounts.personal.inventory import Holding, field_at, inventory
from accord.accounts.personal.striking import Identity
from accord.accounts.personal.words import Erasure as Effect
from accord.base import history
from accord.base.models import Personal


class Erased:
    """What an erasure has touched so far: rows by table, files, entries of history."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.files: set[str] = set()
        self.entries: list[int] = []


def erase_everywhere(identity: Identity, person: Person | None) -> Erased:
    """Let every holding of the inventory do what it says; the caller's transaction."""
    done = Erased()
    done.files |= stored_files.naming(identity)
    done.entries = history.forget(identity.pseudonym, identity)
    done.counts[Personal._meta.label] = len(done.entries)  # noqa: SLF001 - Django's public door
    # What finds rows by their person comes before that which hides the person.
    owned = [
        (holding, list(rows_of(holding, identity, person).values_list("pk", flat=True)))
        for holding in inventory().holdings
        if holding.erasure in _EFFECTS_ON_ROWS
    ]
    for holding, keys in owned:
        rows = holding.model_class()._default_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's public door
        done.files |= stored_files.of_rows(holding.files, rows)
        done.counts[holding.model] += _EFFECTS_ON_ROWS[holding.erasure](holding, rows)
    for holding in inventory().holdings:
        if holding.erasure in _EFFECTS_ON_WORDS:
            done.counts[holding.model or holding.table] += _EFFECTS_ON_WORDS[
                holding.erasure
            ](holding, identity, person)
    if person is not None:
        _replace(person, identity)
    done.counts = Counter({name: n for name, n in done.counts.items() if n})
    return done


def rows_of(
    holding: Holding, identity: Identity, person: Person | None
) -> models.QuerySet[Any]:
    """Return the rows of a holding that are the person's, by each of its paths."""
    model = holding.model_class()
    wanted = Q(pk__in=[])
    rows = model._default_manager.all()  # noqa: SLF001 - Django's public door
    for number, path in enumerate(holding.whose):
        field = field_at(model, path)
        if isinstance(field, models.JSONField):
            words = f"words_{number}"
            rows = rows.annotate(**{words: Cast(path, models.TextField())})
            wanted |= Q(**{f"{words}__iregex": identity.for_database})
        elif isinstance(field, models.CharField):
            wanted |= Q(**{path: identity.pseudonym})
            for address in identity.addresses:
                wanted |= Q(**{f"{path}__iexact": address})
        elif person is not None:
            wanted |= Q(**{path: person.pk})
    return rows.filter(wanted)


def _delete(_holding: Holding, rows: models.QuerySet[Any]) -> int:
    count = rows.count()
    rows.delete()
    return count


def _empty(holding: Holding, rows: models.QuerySet[Any]) -> int:
    meta = rows.model._meta  # noqa: SLF001 - Django's public door
    names = holding.emptied or holding.fields
    return rows.update(**{name: blank(meta.get_field(name)) for name in names})


def blank(field: Any) -> Any:
    """Return what an emptied field holds."""
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return ""


def _replace(person: Person, identity: Identity) -> None:
    person.email, person.name = identity.address, identity.pseudonym
    person.is_active = person.is_staff = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


def _strike(holding: Holding, identity: Identity, _person: Person | None) -> int:
    """Strike the person out of words, row by row, whoever manages the table."""
    table, key, columns = _columns(holding)
    changed = 0
    for pk, *was in named_rows(holding, identity):
        now = [identity.struck(each) for each in was]
        if now == was:
            continue
        changed += 1
        names = connection.ops.quote_name
        assigned = ", ".join(
            f"{names(name)} = %s::{kind}" for name, kind in columns.items()
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {names(table)} SET {assigned} WHERE {names(key)} = %s",  # noqa: S608 - names of our own tables
                [
                    *(
                        json.dumps(value, ensure_ascii=False)
                        if kind == "jsonb" and value is not None
                        else value
                        for value, kind in zip(now, columns.values(), strict=True)
                    ),
                    pk,
                ],
            )
    return changed


def _columns(holding: Holding) -> tuple[str, str, dict[str, str]]:
    """Return table, key and columns of a holding, these with their kind of SQL."""
    meta = holding.model_class()._meta  # noqa: SLF001 - Django's public door
    fields = [meta.get_field(name) for name in holding.fields]
    return (
        meta.db_table,
        str(meta.pk.column),
        {
            str(each.column): "jsonb" if isinstance(each, models.JSONField) else "text"
            for each in fields
        },
    )


def named_rows(holding: Holding, identity: Identity) -> list[tuple[Any, ...]]:
    """Return the rows, locked, whose words may name the person: key, then fields."""
    table, key, columns = _columns(holding)
    names = connection.ops.quote_name
    wanted = [names(each) for each in columns]
    matches = " OR ".join(f"{each}::text ~* %s" for each in wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names(key)}, {', '.join(wanted)} FROM {names(table)}"  # noqa: S608 - names of our own tables
            f" WHERE {matches} FOR UPDATE",
            [identity.for_database] * len(wanted),
        )
        found = cursor.fetchall()
    return [
        (
            pk,
            *(
                json.loads(each) if kind == "jsonb" and each is not None else each
                for each, kind in zip(values, columns.values(), strict=True)
            ),
        )
        for pk, *values in found
    ]


def _delete_where_named(
    holding: Holding, identity: Identity, person: Person | None
) -> int:
    if holding.model == Personal._meta.label:  # noqa: SLF001 - Django's public door
        # History has forgotten its rows already, and told which.
        return 0
    if holding.model == Session._meta.label:  # noqa: SLF001 - Django's public door
        return _end_sessions(identity, person)
    if holding.table:
        return _forget_cached(holding, identity)
    keys = [
        pk
        for pk, *values in named_rows(holding, identity)
        if identity.is_named_in([str(each) for each in values])
    ]
    rows = holding.model_class()._default_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's public door
    return rows.delete()[0]


def _end_sessions(identity: Identity, person: Person | None) -> int:
    """End every session that is the person's, or in which they are named."""
    ended = 0
    for each in Session.objects.iterator():
        held = each.get_decoded()
        is_own = person is not None and held.get("_auth_user_id") == str(person.pk)
        if is_own or identity.is_named_in(held):
            each.delete()
            ended += 1
    return ended


def _forget_cached(holding: Holding, identity: Identity) -> int:
    """Forget what the cache holds of the person; its values are packed."""
    names = connection.ops.quote_name
    table = names(holding.table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key, value FROM {table}")  # noqa: S608 - a table of our own
        keys = [
            key for key, value in cursor.fetchall() if _is_cached(key, value, identity)
        ]
        cursor.execute(f"DELETE FROM {table} WHERE cache_key = ANY(%s)", [keys])  # noqa: S608 - a table of our own
    return len(keys)


def _is_cached(key: str, value: str, identity: Identity) -> bool:
    try:
        packed = base64.b64decode(value).lower()
    except binascii.Error:
        packed = value.lower().encode()
    return identity.is_named_in(key) or any(
        each in packed for each in identity.bytes_to_look_for
    )


_EFFECTS_ON_ROWS: dict[Effect, Callable[[Holding, models.QuerySet[Any]], int]] = {
    Effect.DELETED: _delete,
    Effect.EMPTIED: _empty,
}
_EFFECTS_ON_WORDS: dict[Effect, Callable[[Holding, Identity, Person | None], int]] = {
    Effect.STRUCK: _strike,
    Effect.NAMED: _delete_where_named,
}
