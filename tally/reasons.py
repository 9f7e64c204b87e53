"""Why something was refused, as a code and a sentence: what all readers share.

Each reader holds its own sentences: it makes a subclass of `Reason` that names them.
Another layer translates a reason by translating `template` and filling in `values`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tally.quoting import shown


def N_(sentence: str) -> str:  # noqa: N802  (the name that gathers translations)
    """Mark a sentence for the catalogues without translating it here."""
    return sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused or left out; `str()` gives the English sentence."""

    templates: ClassVar[Mapping[str, str]] = {}

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def template(self) -> str:
        """The English sentence with the names of its values in braces."""
        return self.templates[self.code]

    def __str__(self) -> str:
        return self.template.format_map(self.values)


def fit(values: Mapping[str, object]) -> dict[str, str | int]:
    """Return values that can stand in a sentence: numbers, and words made short."""
    return {
        name: value if isinstance(value, int) else shown(str(value))
        for name, value in values.items()
    }


class Refused(Exception):
    """Something that cannot be read, with its reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason

    @property
    def code(self) -> str:
        return self.reason.code
