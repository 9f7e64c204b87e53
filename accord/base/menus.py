"""The main menu: each app adds its own entries in its `apps.py`."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MenuItem:
    order: int
    label: str | Promise
    route: str

    @property
    def url(self) -> str:
        return reverse(self.route)


_items: list[MenuItem] = []


def add(label: str | Promise, route: str, *, order: int) -> None:
    """Add an entry that leads to a named route without arguments."""
    item = MenuItem(order, label, route)
    if item not in _items:
        _items.append(item)
        _items.sort(key=lambda each: each.order)


def main() -> list[MenuItem]:
    return list(_items)
