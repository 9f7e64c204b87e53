"""A list of public records: pages, changes since, tombstones, tags."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accord.base import projecting
from accord.base.api import changes, cursors, negotiation
from accord.base.api.cursors import Cursor, Order
from accord.base.api.parameters import PageQuery, only

Project = Callable[..., list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of public record.

    `ever` is everything that is public or was so once. `key` is the member that names a
    record, and `verbs` are those by which it changes; `subject` is how history names
    it, before its key. `kind` is that of its permanent id.
    """

    ever: QuerySet[Any]
    project: Project
    key: str
    verbs: Collection[str]
    subject: str
    kind: str = ""
    # The subject of a change that concerns all records of the kind.
    all_at_once: str = ""
    # The key of the record that is kept where this one was a second of the same.
    successor: Callable[[Any], str | None] | None = None

    def named(self, records: QuerySet[Any]) -> QuerySet[Any]:
        return changes.with_subject(records, self.subject, self.key)

    def tombstone(self, record: Any) -> dict[str, Any]:
        key = getattr(record, self.key)
        told = {self.key: key, "deleted": True}
        if self.kind:
            told["id"] = projecting.permanent_id(self.kind, key)
        kept = self.successor(record) if self.successor is not None else None
        if kept and self.kind:
            told["replaced_by"] = projecting.permanent_id(self.kind, kept)
        return told


def page(
    request: HttpRequest,
    resource: Resource,
    query: PageQuery,
    matching: QuerySet[Any],
    order: Order,
) -> HttpResponse:
    """Answer with one page of the records that match, or of what became of them."""
    cursor = cursors.read(request, query.cursor) if query.cursor else None
    # Before anything is read: what comes later is told next time.
    until = cursor.until if cursor else changes.horizon().isoformat()
    since = query.since
    if since is None:
        records, following = _slice(order.applied(matching), order, cursor, query.limit)
        told = resource.project(records, on=timezone.localdate())
    else:
        order = Order((resource.key,))
        found = _changed(resource, since)
        records, following = _slice(order.applied(found), order, cursor, query.limit)
        told = _with_tombstones(resource, records, matching)
    items = [each if "deleted" in each else only(each, query.names) for each in told]
    link = None
    if following is not None:
        link = address_with(request, cursors.write(request, Cursor(following, until)))
    headers = {"Link": f'<{link}>; rel="next"'} if link else {}
    latest = [each["updated_at"] for each in told if each.get("updated_at")]
    if latest:
        headers["Last-Modified"] = http_date(max(latest))
    value = {"items": items, "next": link, "until": until.replace("+00:00", "Z")}
    return negotiation.answer(request, value, headers=headers)


def _slice(
    ordered: QuerySet[Any], order: Order, cursor: Cursor | None, limit: int
) -> tuple[list[Any], list[Any] | None]:
    """Return a page, and the values after which the next one begins, if there is."""
    if cursor is not None:
        ordered = ordered.filter(order.after(cursor.values))
    found = list(ordered[: limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], order.values_of(found[limit - 1])


def _changed(resource: Resource, since: datetime) -> QuerySet[Any]:
    condition = changes.subjects_since(since, resource.verbs)
    found = resource.named(resource.ever)
    if resource.all_at_once and changes.happened_since(since, resource.all_at_once):
        return found
    return found.filter(condition)


def _with_tombstones(
    resource: Resource, records: Sequence[Any], matching: QuerySet[Any]
) -> list[dict[str, Any]]:
    """Return each record as it is now; a tombstone where the list lost it."""
    keys = [each.pk for each in records]
    there = set(matching.filter(pk__in=keys).values_list("pk", flat=True))
    told = iter(
        resource.project(
            [each for each in records if each.pk in there], on=timezone.localdate()
        )
    )
    return [
        next(told) if each.pk in there else resource.tombstone(each) for each in records
    ]


def record(
    request: HttpRequest, resource: Resource, names: list[str], found: Any
) -> HttpResponse:
    """Answer with one public record; its tag is that of the whole of it."""
    [told] = resource.project([found], on=timezone.localdate())
    return told_as_record(request, told, names)


def told_as_record(
    request: HttpRequest, told: dict[str, Any], names: list[str], *, status: int = 200
) -> HttpResponse:
    headers = {}
    if told.get("updated_at"):
        headers["Last-Modified"] = http_date(told["updated_at"])
    return negotiation.answer(
        request,
        only(told, names),
        etag=negotiation.etag_of(told),
        status=status,
        headers=headers,
    )


def http_date(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment), usegmt=True)


def address_with(request: HttpRequest, cursor: str) -> str:
    """Return the address that was asked for, at another page."""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{settings.PUBLIC_URL}{request.path}?{query.urlencode()}"
