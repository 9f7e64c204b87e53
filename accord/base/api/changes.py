"""What has changed since a moment, without ever missing a change.

Entries of history carry the time at which they were written, not the one at which they
were committed: one that was written earlier may appear later. Seals are different. One
sealer at a time links what is committed, and stamps it later than all it has stamped
before. So "since" compares with the stamp of the seal, and a mirror that asks again
since the `until` it was given misses nothing. What is committed and not yet sealed
is told as well: at worst it is told twice.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accord.base.models import Entry, Seal

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# Where we look for entries that are not sealed yet; one before it is told once it is.
_LATEST = 2000


def horizon() -> datetime:
    """Return the moment up to which everything has been told."""
    last = Seal.objects.order_by("-sequence").values_list("at", flat=True).first()
    return last or BEGINNING


def subjects_since(since: datetime, verbs: Collection[str]) -> Q:
    """Return the condition that a record's `subject` has changed since."""
    happened = Entry.objects.filter(verb__in=verbs).order_by()
    sealed = happened.filter(seal__at__gt=since)
    last = Seal.objects.order_by("-sequence").values_list("entry_id", flat=True)
    recent = happened.filter(seal=None, id__gt=(last.first() or 0) - _LATEST)
    return Q(subject__in=sealed.values("subject")) | Q(
        subject__in=recent.values("subject")
    )


def happened_since(since: datetime, subject: str) -> bool:
    """Say whether anything has happened to one subject since."""
    entries = Entry.objects.filter(subject=subject).order_by()
    return entries.filter(Q(seal__at__gt=since) | Q(seal=None)).exists()


def with_subject(records: QuerySet[Any], prefix: str, key: str) -> QuerySet[Any]:
    """Annotate each record with the name that history knows it by."""
    return records.annotate(
        subject=Concat(Value(prefix), Cast(key, CharField()), output_field=CharField())
    )
