"""Permanent public references such as ACT-2026-0042."""

from django.db import transaction

from accord.base.models import Counter


def next_reference(prefix: str, year: int) -> str:
    """Return the next reference of that prefix and year, without gaps or doubles.

    Must run inside the transaction of the record that takes it: the counter's row
    stays locked until then, and a rollback gives the number back.
    """
    return next_references(prefix, year, 1)[0]


def next_references(prefix: str, year: int, count: int) -> list[str]:
    """Return the next `count` references in one go, under the same conditions."""
    with transaction.atomic():
        Counter.objects.get_or_create(prefix=prefix, year=year)
        counter = Counter.objects.select_for_update().get(prefix=prefix, year=year)
        first = counter.last + 1
        counter.last += count
        counter.save(update_fields=["last"])
    return [f"{prefix}-{year}-{first + n:04d}" for n in range(count)]
