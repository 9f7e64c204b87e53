"""The images that stand for pages elsewhere, drawn by Typst from a few public words.

An image's address holds a digest of everything that is on it: as long as that stays the
same, so does the address, and what lies at an address never changes. An image is drawn
when it is first asked for, and kept on disk under that digest. Only what a public
record says now can be asked for, so nobody can have others drawn.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from accord.base.drawn_files import DrawnFiles
from accord.base.templatetags.accord import direction_of

WIDTH, HEIGHT = 1200, 630
# About 100 KB each: the folder stays under 300 MB.
KEPT = DrawnFiles("CARDS_ROOT", ".png", 2500)
TEMPLATE = Path(__file__).with_name("card.typ")
# Writing systems that one of the two typefaces has; another would be drawn as boxes.
_DRAWABLE = {"LATIN", "GREEK", "CYRILLIC", "ARABIC", "MODIFIER", "COMBINING"}


@dataclass(frozen=True, slots=True)
class Card:
    """What is on an image: `kind` and `code` name the record it stands for."""

    kind: str
    code: str
    language: str
    kicker: str
    title: str
    # Where the title is in another language than the page.
    title_language: str = ""
    lead: str = ""
    # The constituency of who leads, as `constituency_code` writes it.
    mark: str = ""
    details: str = ""

    @property
    def words(self) -> dict[str, str]:
        """Everything the template is given."""
        names = settings.COALITION_NAME
        host = settings.PUBLIC_URL.partition("://")[2]
        return {
            **{name: _tidy(value) for name, value in asdict(self).items()},
            "mark": self.mark,
            "direction": direction_of(self.language),
            "title-language": self.title_language or self.language,
            "title-direction": direction_of(self.title_language or self.language),
            "coalition": names.get(self.language, names[settings.LANGUAGE_CODE]),
            "address": host
            if self.kind == "page"
            else f"{host}/id/{self.kind}/{self.code}",
        }

    @property
    def digest(self) -> str:
        content = json.dumps(self.words, sort_keys=True).encode()
        return sha256(_template() + content).hexdigest()[:20]

    @property
    def path(self) -> str:
        return reverse("card", args=[self.kind, self.code, self.language, self.digest])

    @property
    def url(self) -> str:
        return f"{settings.PUBLIC_URL}{self.path}"

    @property
    def description(self) -> str:
        """What a person who cannot see the image is told."""
        return ". ".join(filter(None, (self.title, self.lead, self.details)))


def is_drawable(text: str) -> bool:
    """Say whether a typeface of ours has every letter of a text."""
    return all(
        unicodedata.name(letter, "").partition(" ")[0] in _DRAWABLE
        for letter in text
        if letter.isalpha()
    )


def drawable(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return a text as readers see it, or the first that can be drawn; its language.

    `texts` holds the original first. Both are empty when none can be drawn.
    """
    wanted = [language, *texts] if language in texts else list(texts)
    return next(
        ((texts[each], each) for each in wanted if is_drawable(texts[each])), ("", "")
    )


def image_of(card: Card) -> bytes:
    """Return the PNG from disk; draw it first if nobody has asked for it before."""
    return KEPT.get(card.digest, lambda: draw(card))


def draw(card: Card) -> bytes:
    """Draw an image; a few hundredths of a second."""
    import typst  # noqa: PLC0415 - only who draws pays for loading it

    drawn = typst.compile(
        _template(),
        format="png",
        # One point of the template is one pixel.
        ppi=72,
        font_paths=typefaces(),
        sys_inputs={"card": json.dumps(card.words)},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("The template has more than one page.")
    return drawn


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@cache
def typefaces() -> Any:
    """Return the Latin serif that Typst carries, and Amiri for Arabic; no others."""
    import fontpkg_amiri  # noqa: PLC0415 - as above
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=False, font_paths=[str(fontpkg_amiri.ROOT / "files")]
    )


def _tidy(text: str) -> str:
    """Return one line without symbols that no typeface of ours draws."""
    drawn = (
        letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in {"So", "Cs", "Co", "Cn"}
    )
    return " ".join("".join(drawn).split())
