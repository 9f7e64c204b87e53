"""The form in which words are compared: no accents, no marks, no capitals.

`fold` is the twin of the SQL function `search_fold`; they agree on every text.
"""

import re
import unicodedata

# Letters that do not decompose into a base letter and a mark.
LETTERS = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ß": "ss",
    "ẞ": "ss", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
    "þ": "th", "Þ": "th", "ı": "i",
}  # fmt: skip
# Accents; Arabic vowel marks and the stretching of letters; invisible joiners.
MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff"
# Whatever parts words: controls, ASCII and general punctuation, Arabic commas.
PARTING = (
    r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4"
    r"\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02bc\u060c\u061b\u061f\u066a-\u066d"
    r"\u2010-\u205f\u20a0-\u2bff\u3000-\u3003\u3008-\u3011\ufe00-\ufe0f"
)
_LETTERS = str.maketrans(LETTERS)
_MARKS = re.compile(f"[{MARKS}]")
_PARTING = re.compile(f"[{PARTING}]+")

LONGEST_TEXT = 60_000
CONFIGURATIONS = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}
SIMPLE = "simple"


def clean(text: str) -> str:
    """Return what a database can hold: no NUL and no half of a surrogate pair.

    Accents and their letters become one, as readers' words have them.
    """
    kept = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", kept)


def fold(text: str) -> str:
    """Return the words of a text without accents, marks and capitals."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS)))
    return " ".join(_PARTING.sub(" ", bare).lower().split())


def configuration(language: str) -> str:
    """Return PostgreSQL's name for how words of a language are reduced to stems."""
    return CONFIGURATIONS.get(language.partition("-")[0], SIMPLE)
