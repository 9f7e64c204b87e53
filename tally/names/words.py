"""Words as data: legal forms, small words, titles, abbreviations, common words."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def told() -> dict[str, Any]:
    """Return all of `data/words.toml`, as it is written."""
    file = resources.files("tally.names") / "data" / "words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def legal_forms() -> dict[str, list[str]]:
    """Return legal forms by language or by the languages of a region, as written."""
    return told()["legal_forms"]


def of(section: str) -> list[str]:
    """Return the words of one section in all languages, each once."""
    several = told()[section].values()
    return list(dict.fromkeys(word for words in several for word in words))
