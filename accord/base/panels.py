"""What an upper app shows on a page of a lower one.

An app declares a panel in its `panels.py`; the page prints every panel of a place
in order. A panel asks once, checks what the reader may see and fails alone.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from accord.base.actor import Actor

logger = logging.getLogger(__name__)

Show = Callable[[Any, Actor], str]


@dataclass(frozen=True, slots=True)
class Panel:
    place: str
    order: int
    show: Show


_panels: dict[str, list[Panel]] = defaultdict(list)


def panel(place: str, *, order: int) -> Callable[[Show], Show]:
    """Register a function of (record, reader) that returns HTML, or an empty string."""

    def register(show: Show) -> Show:
        _panels[place].append(Panel(place, order, show))
        _panels[place].sort(key=lambda each: each.order)
        return show

    return register


def at(place: str) -> list[Panel]:
    return list(_panels[place])


def render(place: str, record: Any, reader: Actor) -> SafeString:
    """Return the HTML of every panel at `place`; one that fails leaves a notice."""
    # Each part is a rendered template.
    return mark_safe(  # noqa: S308  # nosemgrep: mark-safe
        "".join(_render_one(each, record, reader) for each in _panels[place])
    )


def _render_one(each: Panel, record: Any, reader: Actor) -> str:
    try:
        if transaction.get_connection().in_atomic_block:
            with transaction.atomic():
                return each.show(record, reader)
        return each.show(record, reader)
    except (DatabaseError, LookupError, ValueError, TypeError, AttributeError):
        logger.exception(
            "The panel %s at %s failed", each.show.__qualname__, each.place
        )
        return render_to_string("base/_panel_failed.html")
