"""Letting go of what is kept no longer: the rules are data, see `personal.toml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from accord.accounts.personal import stored_files
from accord.accounts.personal.erasing import blank
from accord.accounts.personal.inventory import Rule, field_at, inventory
from accord.base import history
from accord.base.actor import Actor
from accord.base.jobs import job

# A rule that takes more goes on where it stopped, so that no table is locked long.
_AT_ONCE = 1000
# The job runs each night; what is due for longer was forgotten by it.
LATE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule would let go now, and what of it should have gone before."""

    rule: Rule
    rows: int
    late: int


@dataclass(frozen=True, slots=True)
class _Night:
    """The subject of an entry of history about a rule."""

    rule: str

    @property
    def history_reference(self) -> str:
        return f"retention:{self.rule}"


def rows_due(rule: Rule, now: datetime) -> models.QuerySet[Any]:
    """Return the rows of a rule whose day has come: counted days are over."""
    model = apps.get_model(rule.model)
    moment = now - timedelta(days=rule.days)
    until: datetime | date = moment
    if type(field_at(model, rule.since)) is models.DateField:
        # The last day itself is still in.
        until = timezone.localdate(moment) - timedelta(days=1)
    rows = model._default_manager.filter(  # noqa: SLF001 - Django's public door
        **{f"{rule.since}__lte": until}, **rule.where
    )
    if rule.emptied:
        full = models.Q()
        for name in rule.emptied:
            full |= ~models.Q(**{name: blank(model._meta.get_field(name))})  # noqa: SLF001 - Django's public door
        rows = rows.filter(full)
    return rows.distinct()


def due(now: datetime) -> Iterator[Due]:
    """Tell for each rule what it would let go now; changes nothing."""
    for rule in inventory().rules.values():
        yield Due(rule, rows_due(rule, now).count(), rows_due(rule, now - LATE).count())


def let_go(now: datetime) -> dict[str, int]:
    """Carry out every rule; return how many rows each has let go."""
    done = {}
    for rule in inventory().rules.values():
        count = 0
        while some := _let_go_of_some(rule, now):
            count += some
        done[rule.name] = count
    return done


@transaction.atomic
def _let_go_of_some(rule: Rule, now: datetime) -> int:
    model = apps.get_model(rule.model)
    manager = model._default_manager  # noqa: SLF001 - Django's public door
    keys = list(rows_due(rule, now).values_list("pk", flat=True)[:_AT_ONCE])
    if not keys:
        return 0
    rows = manager.filter(pk__in=keys)
    files = stored_files.of_rows(rule.files, rows)
    if rule.emptied:
        rows.update(
            **{name: blank(model._meta.get_field(name)) for name in rule.emptied}  # noqa: SLF001 - Django's public door
        )
    else:
        _delete(model, keys)
    history.record(
        _Night(rule.name),
        "kept no longer",
        by=Actor.anonymous(),
        on=timezone.localdate(now),
        after={"rows": len(keys), "files": len(files)},
    )
    if files:
        stored_files.remove_files.defer(files=sorted(files))
    return len(keys)


def _delete(model: type[models.Model], keys: list[Any]) -> None:
    """Delete rows; the queue's model refuses, and its tables see to what hangs on."""
    meta = model._meta  # noqa: SLF001 - Django's public door
    if meta.managed:
        model._default_manager.filter(pk__in=keys).delete()  # noqa: SLF001 - Django's public door
        return
    names = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {names(meta.db_table)}"  # noqa: S608 - names of our own tables
            f" WHERE {names(str(meta.pk.column))} = ANY(%s)",
            [keys],
        )


@job("let-go-of-what-is-kept-no-longer", cron="40 2 * * *")
def let_go_nightly(timestamp: int) -> None:
    let_go(timezone.now())
