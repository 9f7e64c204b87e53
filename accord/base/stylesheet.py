"""The stylesheet of every page: one file for browsers, one file a subject for us."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "base/accord.css"
# In the order of their layers.
PARTS = ("tokens", "base", "components", "forms", "figures")
FOLDER = Path(__file__).parent / "static" / "base"


class StylesheetFinder(BaseFinder):
    """Find the joined stylesheet, written anew when one of its parts has changed."""

    def __init__(self, *_args: Any, **_options: Any) -> None:
        self.storage = FileSystemStorage(settings.VAR / "stylesheet")

    def check(self, **_options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:  # noqa: FBT001, FBT002 Django calls it so
        found = self._written() if path == NAME else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        self._written()
        yield NAME, self.storage

    def _written(self) -> str:
        path = Path(self.storage.path(NAME))
        text = "\n".join((FOLDER / f"{part}.css").read_text("utf-8") for part in PARTS)
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=path.parent, delete=False) as half:
                half.write(text)
            Path(half.name).chmod(0o644)
            Path(half.name).replace(path)
        return str(path)
