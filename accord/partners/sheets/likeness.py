"""Whether an organization is here already: by number, by name and country, nearly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop

from accord.base.imports.fields import folded

if TYPE_CHECKING:
    from tally.names import Organization


@dataclass(frozen=True, slots=True)
class Known:
    """An organization that is here: a partner, a prospect, or an earlier row."""

    reference: str
    name: str
    country: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    # Of an earlier row of the file; such a one has no reference yet.
    row: int = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """A look-alike, how sure it is, and the sentence that says why."""

    known: Known
    reason: tuple[str, str]
    is_sure: bool = False

    @property
    def template(self) -> str:
        return self.reason[0] if self.known.reference else self.reason[1]

    @property
    def values(self) -> dict[str, Any]:
        known = self.known
        if known.reference:
            return {"name": known.name, "reference": known.reference}
        return {"name": known.name, "row": known.row}


# Of what is here, and of what stands further up in the same file.
SAME_NUMBER = (
    gettext_noop("It has the same number as {name} ({reference})."),
    gettext_noop("It has the same number as {name} in row {row}."),
)
SAME_NAME = (
    gettext_noop("It has the same name as {name} ({reference})."),
    gettext_noop("It has the same name as {name} in row {row}."),
)
NEAR_NAME = (
    gettext_noop("Its name is close to {name} ({reference})."),
    gettext_noop("Its name is close to {name} in row {row}."),
)


class Register:
    """Everything known so far, asked by number and by name."""

    def __init__(self, known: Iterable[Known]) -> None:
        from tally.names import Register as Names  # noqa: PLC0415 - data library

        self._by_number: dict[tuple[str, str], Known] = {}
        self._known: list[Known] = []
        self._names: Names[int] = Names()
        for each in known:
            self.add(each)

    def add(self, known: Known) -> None:
        for number in known.numbers:
            self._by_number.setdefault(number, known)
        numbers = known.numbers
        self._names.add(
            len(self._known), _organization(known.name, known.country, numbers)
        )
        self._known.append(known)

    def by_number(self, numbers: Sequence[tuple[str, str]]) -> Known | None:
        found = (self._by_number.get(number) for number in numbers)
        return next(filter(None, found), None)

    def like(
        self, name: str, country: str, numbers: Sequence[tuple[str, str]]
    ) -> Likeness | None:
        """Return the surest look-alike, if there is one."""
        same = self.by_number(numbers)
        if same:
            return Likeness(same, SAME_NUMBER, is_sure=True)
        found = self._names.like(_organization(name, country, numbers))
        near = [self._known[at] for at, _resemblance in found]
        for each in near:
            if folded(each.name) == folded(name) and _may_be_one(each.country, country):
                return Likeness(each, SAME_NAME, is_sure=True)
        return Likeness(near[0], NEAR_NAME) if near else None


def _organization(
    name: str, country: str, numbers: Sequence[tuple[str, str]]
) -> "Organization":
    from tally.names import Organization  # noqa: PLC0415 - data library

    return Organization((name,), numbers=tuple(numbers), country=country)


def _may_be_one(one: str, other: str) -> bool:
    return not one or not other or one == other
