"""Read the gold queries of search; search/README.md says what they are."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "search"
LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class Query:
    """What one reader types, and the keys of the records that answer it."""

    text: str
    language: str
    difficulty: str
    expected: frozenset[str]
    locked: bool

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"

    def is_answered_by(self, keys: list[str], *, within: int = 3) -> bool:
        """Tell whether a right record is among the first of `keys`, best first."""
        return not self.expected.isdisjoint(keys[:within])


def queries(language: str) -> list[Query]:
    """Return the queries of readers of one language, in the order of the file."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        entries = tomllib.load(file)["query"]
    return [
        Query(
            text=each["text"],
            language=language,
            difficulty=each["difficulty"],
            expected=frozenset(each["expected"]),
            locked=each.get("locked", False),
        )
        for each in entries
    ]
