"""Names of concepts and codes in four languages, from `data/vocabulary.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tally.sdmx.writing.artefacts import Texts

DATA = Path(__file__).parent / "data"
_AGES = {
    "band": re.compile(r"Y(?P<first>\d+)T(?P<last>\d+)"),
    "from": re.compile(r"Y_GE(?P<first>\d+)"),
    "under": re.compile(r"Y_LT(?P<last>\d+)"),
    "single": re.compile(r"Y(?P<first>\d+)"),
}


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "vocabulary.toml").read_text("utf-8"))


def concept(name: str) -> Texts:
    found: Texts = _read()["concepts"][name]["names"]
    return found


def concept_description(name: str) -> Texts:
    found: Texts = _read()["concepts"][name]["descriptions"]
    return found


def codes(component: str) -> Mapping[str, Texts]:
    """Return the codes of a component that are known beforehand, in their order."""
    found: Mapping[str, Texts] = _read()["codes"].get(component, {})
    return found


def age(code: str) -> Texts | None:
    """Return what an age is called whose code follows a rule."""
    for rule, pattern in _AGES.items():
        if found := pattern.fullmatch(code):
            return {
                language: template.format_map(found.groupdict())
                for language, template in _read()["ages"][rule].items()
            }
    return None


def artefact(kind: str, names: Texts | None = None) -> Texts:
    """Return what a list, structure or flow is called, by what it is about."""
    templates: Texts = _read()["artefacts"][kind]["names"]
    if names is None:
        return templates
    return {
        language: template.format(name=names.get(language) or names.get("en", ""))
        for language, template in templates.items()
    }
