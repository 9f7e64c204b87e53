"""Checklists: data, by category, each version a file that is never changed.

A new version is a new file (`enterprises-2.toml`); cases that were opened with an older
one keep it. What an item says stands in four languages, with where it comes from.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"
FOLDER = DATA / "checklists"
LANGUAGES = ("en", "fr", "es", "ar")
_NAME = re.compile(r"([a-z-]+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item comes from: a title in the source's own language, or in ours."""

    titles: dict[str, str]
    # "" where it has a title in each of our languages.
    language: str

    @property
    def title(self) -> str:
        return self.titles[self.language or _reader(self.titles)]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at.

    An `exclusion` is a statement that must not be true; a `question` and a `sector`
    are statements that should be.
    """

    code: str
    kind: str
    source: Source
    texts: dict[str, str]

    @property
    def text(self) -> str:
        return worded(self.texts)

    @property
    def is_exclusion(self) -> bool:
        return self.kind == "exclusion"


@dataclass(frozen=True, slots=True)
class Checklist:
    code: str
    categories: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def version(self) -> int:
        return _parts(self.code)[1]

    def item(self, code: str) -> Item:
        """Return an item; `LookupError` if the list has none of that code."""
        for each in self.items:
            if each.code == code:
                return each
        raise LookupError(code)


@cache
def read(code: str) -> Checklist:
    """Return a checklist with what it includes; `LookupError` if there is none."""
    path = FOLDER / f"{code}.toml"
    if not _NAME.fullmatch(code) or not path.is_file():
        raise LookupError(code)
    content = _toml(path)
    included = [item for each in content["includes"] for item in read(each).items]
    own = [_item(each) for each in content["item"]]
    return Checklist(code, tuple(content["categories"]), (*own, *included))


def current_for(category: str) -> Checklist:
    """Return the newest checklist of a category of partners."""
    lists = [read(path.stem) for path in FOLDER.glob("*.toml")]
    fitting = [each for each in lists if category in each.categories]
    if not fitting:
        raise LookupError(category)
    return max(fitting, key=lambda each: each.version)


@cache
def grounds() -> dict[str, dict[str, str]]:
    """Return, by code, the reasons that an applicant may know, in each language."""
    return _toml(DATA / "grounds.toml")


def _item(entry: dict[str, Any]) -> Item:
    return Item(
        entry["code"], entry["kind"], _sources()[entry["source"]], entry["text"]
    )


@cache
def _sources() -> dict[str, Source]:
    return {
        code: Source(
            entry.get("titles") or {entry["language"]: entry["title"]},
            entry["language"],
        )
        for code, entry in _toml(DATA / "sources.toml").items()
    }


def worded(texts: dict[str, str]) -> str:
    """Return a text in the reader's language."""
    return texts[_reader(texts)]


def _reader(texts: dict[str, str]) -> str:
    language = get_language() or "en"
    return language if language in texts else "en"


def _parts(code: str) -> tuple[str, int]:
    found = _NAME.fullmatch(code)
    if found is None:
        raise LookupError(code)
    return found[1], int(found[2])


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
