"""Menus: each app adds its own entries in its `apps.py`.

Places are `main`, the menu under the masthead, and `coalition` and `help`, two columns
of the footer.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MenuItem:
    order: int
    label: str | Promise
    route: str
    place: str = "main"
    args: tuple[str, ...] = ()

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
) -> None:
    """Add an entry that leads to a named route."""
    item = MenuItem(order, label, route, place, args)
    if item not in _items:
        _items.append(item)
        _items.sort(key=lambda each: each.order)


def main() -> list[MenuItem]:
    return at("main")


def at(place: str) -> list[MenuItem]:
    return [each for each in _items if each.place == place]
