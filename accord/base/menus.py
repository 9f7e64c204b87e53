"""Menus: each app adds its own entries in its `apps.py`.

Places are `main`, the menu under the masthead, `coalition` and `help`, two columns of
the footer, and `office`, a line above the masthead for those who work there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from accord.base.actor import Actor

May = Callable[[Actor, date], bool]


def everyone(actor: Actor, on: date) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class MenuItem:
    order: int
    label: str | Promise
    route: str
    place: str = "main"
    args: tuple[str, ...] = ()
    may: May = everyone
    count: Callable[[Actor, date], int] | None = None

    @property
    def url(self) -> str:
        return reverse(self.route, args=self.args)


_items: list[MenuItem] = []


def add(
    label: str | Promise,
    route: str,
    *,
    order: int,
    place: str = "main",
    args: tuple[str, ...] = (),
    may: May = everyone,
    count: Callable[[Actor, date], int] | None = None,
) -> None:
    """Add an entry that leads to a named route, for those who `may` go there.

    `count` says how much waits behind a door of the office.
    """
    item = MenuItem(order, label, route, place, args, may, count)
    if item not in _items:
        _items.append(item)
        _items.sort(key=lambda each: each.order)


def main() -> list[MenuItem]:
    return at("main")


def at(place: str) -> list[MenuItem]:
    return [each for each in _items if each.place == place]


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the office line, as one reader sees it."""

    label: str | Promise
    url: str
    count: int | None = None


def office(actor: Actor, on: date) -> list[Door]:
    """Return the doors of the office that are open to `actor`."""
    if not actor.is_signed_in:
        return []
    return [
        Door(each.label, each.url, each.count(actor, on) if each.count else None)
        for each in at("office")
        if each.may(actor, on)
    ]
