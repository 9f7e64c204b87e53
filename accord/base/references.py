"""Permanent public references such as ACT-2026-0042."""

from django.db import transaction

from accord.base.models import Counter


def next_reference(prefix: str, year: int) -> str:
    """Return the next reference of that prefix and year, without gaps or doubles.

    Must run inside the transaction of the record that takes it: the counter's row
    stays locked until then, and a rollback gives the number back.
    """
    with transaction.atomic():
        Counter.objects.get_or_create(prefix=prefix, year=year)
        counter = Counter.objects.select_for_update().get(prefix=prefix, year=year)
        counter.last += 1
        counter.save(update_fields=["last"])
    return f"{prefix}-{year}-{counter.last:04d}"
