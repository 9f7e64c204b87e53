"""Who acts, for which partner, under which mandate."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Signatory(Protocol):
    """A person who signs in. `accounts.Person` is the one there is."""

    public_id: str
    is_staff: bool

    def has_duty(self, kind: str, on: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """What every operation receives as `by=`: organizations act, people sign.

    `partner` and `mandate` are rows of `partners`; base looks no deeper than
    their `reference`.
    """

    person: Signatory | None = None
    partner: Any = None
    mandate: Any = None
    # The API key through which they act; with one they hold the mandate's rights only.
    key: str = ""

    @classmethod
    def anonymous(cls) -> "Actor":
        return cls()

    @property
    def is_signed_in(self) -> bool:
        return self.person is not None

    @property
    def is_staff(self) -> bool:
        return not self.key and self.person is not None and self.person.is_staff

    def has_duty(self, kind: str, on: date) -> bool:
        """Say whether the person serves in the coalition's office on that day.

        Whoever acts through a key acts for a partner, and not for the office.
        """
        return (
            not self.key and self.person is not None and self.person.has_duty(kind, on)
        )

    def __str__(self) -> str:
        if self.person is None:
            return "a visitor"
        return f"{self.person} for {self.partner}" if self.partner else str(self.person)
