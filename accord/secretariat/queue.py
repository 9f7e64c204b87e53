"""The queue: everything that waits, with who has it, in a constant number of queries.

What waits comes from the sources; who has it, until when it is put off and how many
notes it has stand beside it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise

from accord.base import waiting
from accord.base.actor import Actor
from accord.secretariat.models import Handling, Note

# A count that everybody in the office sees on every page may be this old, in seconds.
COUNTED_FOR = 60


@dataclass(frozen=True, slots=True)
class Band:
    """Things of about one age. `most` is the greatest number of whole days."""

    code: str
    least: int
    most: int | None


BANDS = (
    Band("2", 0, 2),
    Band("7", 3, 7),
    Band("14", 8, 14),
    Band("older", 15, None),
)


def band_of(days: int) -> Band:
    return next(each for each in BANDS if each.most is None or days <= each.most)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, as the office handles it."""

    item: waiting.Waiting
    handling: Handling | None
    notes: int
    days: int
    # Days until it is due; negative once it is overdue, None where no day is set.
    left: int | None
    is_snoozed: bool

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def band(self) -> Band:
        return band_of(self.days)

    @property
    def is_overdue(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def late(self) -> int:
        """For how many days it is overdue."""
        return -self.left if self.left is not None and self.left < 0 else 0

    @property
    def version(self) -> int:
        return self.handling.version if self.handling else 0

    @property
    def label(self) -> str | Promise:
        """What kind of thing it is, in words."""
        source = waiting.source(self.item.kind)
        return source.label if source else self.item.kind

    @property
    def verbs(self) -> list[waiting.Verb]:
        source = waiting.source(self.item.kind)
        known = source.verbs if source else ()
        return [each for each in known if each.code in self.item.verbs]


@dataclass(frozen=True, slots=True)
class Queue:
    """All that one reader is given. `failed` names the sources that gave nothing."""

    rows: list[Row]
    failed: list[str | Promise]

    @property
    def awake(self) -> list[Row]:
        """What is not put off."""
        return [row for row in self.rows if not row.is_snoozed]

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.awake)

    @property
    def oldest(self) -> Row | None:
        return min(self.awake, key=lambda row: row.item.since, default=None)

    def ages(self) -> list[tuple[str | Promise, str, list[int], int]]:
        """Return by kind: its label, code, count in each band, and count in all."""
        counts: Counter[tuple[str, str]] = Counter()
        labels: dict[str, str | Promise] = {}
        for row in self.awake:
            counts[row.item.kind, row.band.code] += 1
            labels[row.item.kind] = row.label
        told = []
        for kind, label in sorted(labels.items(), key=lambda one: str(one[1])):
            each = [counts[kind, band.code] for band in BANDS]
            told.append((label, kind, each, sum(each)))
        return told


def queue(reader: Actor, on: date) -> Queue:
    """Ask all sources what waits, as far as `reader` may see it that day."""
    answer = waiting.on_office(reader, on)
    now = _moment(on)
    rows = with_handling(answer.items, on=on, now=now)
    found = Queue(rows, answer.failed)
    if reader.person is not None:
        cache.set(_counted(reader), len(found.awake), COUNTED_FOR)
    return found


def with_handling(
    items: Sequence[waiting.Waiting], *, on: date, now: datetime
) -> list[Row]:
    """Return things with what the office keeps of them, in two queries."""
    keys = [each.key for each in items]
    handlings = {
        each.key: each
        for each in Handling.objects.filter(key__in=keys).select_related("assigned_to")
    }
    notes = dict(
        Note.objects.filter(key__in=keys)
        .order_by()
        .values_list("key")
        .annotate(n=Count("pk"))
    )
    return [
        Row(
            item=each,
            handling=handlings.get(each.key),
            notes=notes.get(each.key, 0),
            days=each.age(now),
            left=(each.due - on).days if each.due else None,
            is_snoozed=each.key in handlings and handlings[each.key].is_snoozed_on(on),
        )
        for each in items
    ]


def how_many(reader: Actor, on: date) -> int:
    """Return how many things wait that are not put off; a minute old at most."""
    known: int | None = cache.get(_counted(reader))
    return len(queue(reader, on).awake) if known is None else known


def _counted(reader: Actor) -> str:
    person = reader.person.public_id if reader.person is not None else ""
    return f"waiting-on-office:{person}"


def _moment(on: date) -> datetime:
    """Return now, or the end of another day that is asked for."""
    now = timezone.now()
    if on == timezone.localdate():
        return now
    end = datetime.combine(on + timedelta(days=1), time.min)
    return timezone.make_aware(end)
