"""How what is taken away is cited: by whom, what, which version, where, when, terms."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.base.projecting import Projection
from accord.base.templatetags.components import day_in_words

_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9]+")
_BIBTEX_SIGNS = re.compile(r"([{}\\%#$&_])")


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited. `address` is whole and stays good.

    What others have published gives its `origin`, in the words its licence asks for,
    that `licence`, and the `edition` that was read.
    """

    title: str
    address: str
    on: date
    author: str = ""
    reference: str = ""
    version: int | None = None
    is_sample: bool = False
    title_language: str = ""
    origin: str = ""
    edition: str = ""
    licence: str = ""

    @property
    def plain(self) -> str:
        """The citation in one line, in the language of the page."""
        return self._line(self.title)

    @property
    def around_title(self) -> tuple[str, str]:
        """What stands before and behind the title, which may be in another language."""
        before, _title, behind = self._line("\0").partition("\0")
        return before, behind

    def _line(self, title: str) -> str:
        words = {
            "author": self.author or coalition(),
            "title": title,
            "coalition": coalition(),
            "address": self.address,
            "day": day_in_words(self.on),
            "licence": self.licence or settings.LICENCE_NAME,
            "reference": self.reference,
            "version": self.version,
            "origin": self.origin,
            "edition": self.edition,
        }
        if self.origin:
            cited = _(
                "%(coalition)s, “%(title)s”, edition %(edition)s, %(address)s, read on "
                "%(day)s. Source: %(origin)s."
            )
        elif self.author and self.version:
            cited = _(
                "%(author)s, “%(title)s” (%(reference)s, version %(version)s), "
                "%(coalition)s, %(address)s, read on %(day)s. %(licence)s."
            )
        elif self.version:
            cited = _(
                "%(coalition)s, “%(title)s” (%(reference)s, version %(version)s), "
                "%(address)s, read on %(day)s. %(licence)s."
            )
        else:
            cited = _(
                "%(coalition)s, “%(title)s”, %(address)s, read on %(day)s. %(licence)s."
            )
        line = cited % words
        return (
            _("Invented sample data: %(cited)s") % {"cited": line}
            if self.is_sample
            else line
        )

    @property
    def bibtex(self) -> str:
        """The same for programs that keep references."""
        key = _NOT_IN_A_KEY.sub("-", self.reference or self.title).strip("-") or "data"
        note = [self.licence or settings.LICENCE_NAME]
        if self.origin:
            note = [f"edition {self.edition}", self.origin]
        if self.version:
            note.insert(0, f"version {self.version}")
        fields = {
            "author": "{" + _bibtex(self.author or coalition()) + "}",
            "title": "{" + _bibtex(self.title) + "}",
            "publisher": "{" + _bibtex(coalition()) + "}",
            "year": str(self.on.year),
            "url": self.address,
            "urldate": self.on.isoformat(),
            "note": _bibtex(", ".join(note)),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        return "\n".join([f"@misc{{{key},", *lines, "}"])


def _bibtex(text: str) -> str:
    return _BIBTEX_SIGNS.sub(r"\\\1", text)


def coalition() -> str:
    names = settings.COALITION_NAME
    return names.get(get_language(), names[settings.LANGUAGE_CODE])


def citation_of(record: Projection, *, on: date) -> Citation:
    """Return how one record is cited, whatever record it is."""
    lead = record.get("lead") or {}
    return Citation(
        title=_text(record.get("title") or record.get("name") or record.get("names")),
        address=record.get("id") or record["url"],
        on=on,
        author=_text(lead.get("name")),
        reference=record.get("reference") or record.get("code") or "",
        version=record.get("version") if record.get("reference") else None,
        is_sample=bool(record.get("sample")),
    )


def _text(texts: Any) -> str:
    """Return a text in the language of the page, or else in its own."""
    if not isinstance(texts, dict):
        return str(texts or "")
    return texts.get(get_language()) or next(iter(texts.values()), "")
