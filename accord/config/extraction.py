"""Collect the project's messages and keep the catalogues in step with them.

Babel reads the Python sources; Django's own `templatize` turns a template into calls
that Babel can read. No gettext program is needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    # How tally, which knows no Django, marks a sentence to be translated.
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LANGUAGES = ("fr", "es", "ar")


@dataclass(slots=True)
class Gaps:
    """What a catalogue lacks or has too much of, message by message."""

    missing: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def collect(root: Path) -> Catalog:
    """Return every message of both packages, with the files it stands in."""
    template = Catalog(charset="utf-8")
    for path in sorted(_sources(root)):
        place = path.relative_to(root).as_posix()
        for key, context in _messages(path):
            template.add(key, locations=[(place, 0)], context=context)
    return template


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    path = catalogue_path(root, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(root: Path) -> dict[str, Gaps]:
    """Bring each catalogue in step with the sources; return what each then lacks."""
    template = collect(root)
    gaps = {}
    for language in LANGUAGES:
        catalogue = read(root, language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _tidy(catalogue)
        path = catalogue_path(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            # File names without lines: an unrelated edit leaves the catalogue alone.
            write_po(
                file,
                catalogue,
                width=88,
                include_lineno=False,
                sort_output=True,
                omit_header=False,
            )
        gaps[language] = compare(template, catalogue)
    return gaps


def compare(template: Catalog, catalogue: Catalog) -> Gaps:
    """Return what `catalogue` lacks of `template`, and what it has beyond it."""
    gaps = Gaps()
    for message in template:
        if not message.id:
            continue
        found = catalogue.get(message.id, message.context)
        if found is None or not _is_complete(found):
            gaps.missing.append(_shown(message))
        elif found.fuzzy:
            gaps.fuzzy.append(_shown(message))
    gaps.unknown = [
        _shown(message)
        for message in catalogue
        if message.id and template.get(message.id, message.context) is None
    ]
    return gaps


def _sources(root: Path) -> Iterator[Path]:
    for package in ("accord", "tally"):
        for path in (root / package).rglob("*.py"):
            if not {"tests", "migrations"} & set(path.parts):
                yield path
    for suffix in ("*.html", "*.txt"):
        for path in (root / "accord").rglob(suffix):
            if "templates" in path.parts:
                yield path


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    content = path.read_bytes()
    if path.suffix != ".py":
        # Inside a parenthesis Python does not mind how lines are indented.
        content = f"({templatize(content.decode())}\n)".encode()
    for _line, function, arguments, _notes in extract_python(
        BytesIO(content), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        given: Any = arguments if isinstance(arguments, tuple) else (arguments,)
        yield from _keyed(str(function), given)


def _keyed(
    function: str, given: tuple[str | None, ...]
) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    context = None
    if function.startswith(("pgettext", "npgettext")):
        context, *rest = given
        given = tuple(rest)
    plural = "ngettext" in function or function == "npgettext"
    texts = tuple(each for each in given[: 2 if plural else 1] if each)
    if len(texts) == 2:
        yield texts, context
    elif texts and not plural:
        yield texts[0], context


def _tidy(catalogue: Catalog) -> None:
    for message in catalogue:
        message.flags.discard("python-format")
        if message.id and message.python_format:
            message.flags.add("python-format")


def _is_complete(message: Message) -> bool:
    if isinstance(message.string, tuple | list):
        return all(message.string)
    return bool(message.string)


def _shown(message: Message) -> str:
    key = message.id if isinstance(message.id, str) else message.id[0]
    places = ", ".join(sorted({place for place, _line in message.locations}))
    return f"{key!r} ({places})" if places else repr(key)
