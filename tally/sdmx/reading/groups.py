"""Attributes that a message attaches to groups of series.

A group names some dimensions and their values; its attributes hold for every series or
observation with those. Generic messages say which is which. Structure-specific ones
write both alike: what series and observations name too is then the key.
"""

from collections.abc import Iterable, Mapping

from tally.sdmx.reading.concepts import ATTRIBUTES, MEASURES
from tally.sdmx.reading.reasons import refuse

MOST_GROUPS = 500_000

Key = tuple[str, ...]


class Groups:
    """The groups of one data set."""

    def __init__(self) -> None:
        self._unsorted: list[Mapping[str, str]] = []
        # The names of a key → its values → the attributes.
        self._sorted: dict[Key, dict[Key, dict[str, str]]] = {}
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._unsorted or self._sorted)

    def add(self, key: Mapping[str, str], attributes: Mapping[str, str]) -> None:
        """Add a group of which it is known which of its values are the key."""
        self._counted()
        of_key = self._sorted.setdefault(tuple(key), {})
        of_key.setdefault(tuple(key.values()), {}).update(attributes)

    def add_mixed(self, values: Mapping[str, str]) -> None:
        """Add a group of which that is not known."""
        self._counted()
        self._unsorted.append(values)

    def attributes(self, values: Mapping[str, str]) -> dict[str, str]:
        """What the groups say about a series or observation with these values."""
        if self._unsorted:
            self._sort(values)
        found: dict[str, str] = {}
        for names, of_key in self._sorted.items():
            if names and all(name in values for name in names):
                found.update(of_key.get(tuple(values[name] for name in names), {}))
        return found

    def need(self, names: Iterable[str]) -> bool:
        """Whether a key needs what only observations say, beside these names."""
        known = set(names)
        return any(not known.issuperset(key) for key in self._sorted)

    def _sort(self, values: Mapping[str, str]) -> None:
        """Tell keys from attributes by the first series or observation."""
        names = {n for n in values if n not in ATTRIBUTES and n not in MEASURES}
        for group in self._unsorted:
            key = {name: value for name, value in group.items() if name in names}
            rest = {name: value for name, value in group.items() if name not in names}
            self.add(key, rest)
        self._unsorted.clear()

    def _counted(self) -> None:
        self._count += 1
        if self._count > MOST_GROUPS:
            raise refuse("too_many_groups", limit=MOST_GROUPS)
