"""What has changed in the API, for those who build on it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    date: date
    version: str
    what: str


VERSION = "1.2.0"
# Newest first. A member, a parameter or an operation that is added gives a new minor
# version; nothing is taken away and no meaning changes within /api/v1.
CHANGES = (
    Change(
        date(2026, 11, 26),
        "1.2.0",
        "Partners tell since when they are suspended; of two records of one"
        " organization, the tombstone tells which is kept (replaced_by).",
    ),
    Change(
        date(2026, 11, 25),
        "1.1.0",
        "Official figures: indicators, their observations, sources and vintages.",
    ),
    Change(
        date(2026, 11, 25),
        "1.0.0",
        "The first version: actions, partners, countries, areas, challenges, goals and"
        " texts to read; drafts, changes, publishing and withdrawing with a key.",
    ),
)
