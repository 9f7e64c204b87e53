"""From a name as it is written to the words that are compared.

Everything that two people would write differently goes: capitals, accents, scripts,
legal forms, titles, particles. Words keep their order, which only matters where one
side runs together what the other writes apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from tally.names import words

# What anyascii writes otherwise than people do, or what has two letters in Latin.
_LATIN = str.maketrans(
    {"đ": "dj", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "þ": "th"}
    | {"ð": "d", "ı": "i", "ə": "a", "ŋ": "ng"}
)
# Vowels are not compared in these scripts; an a keeps an h from being read as part of
# the letter before it.
_ARABIC = str.maketrans(
    {"ا": "a", "أ": "a", "إ": "a", "آ": "a", "ى": "a", "ة": "a", "ع": "a", "ء": ""}
    | {"ه": "ah", "ح": "ah", "ظ": "z", "ض": "dz"}
)
_HEBREW = str.maketrans(
    {"צ": "tz", "ץ": "tz", "ח": "kh", "ב": "b", "כ": "kh", "ך": "kh", "פ": "p"}
    | {"ף": "f", "א": "", "ע": "", "ו": "w", "ה": "h"}
)
# Points over and under letters; marks of Indic and South-East Asian scripts are vowels.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_INDIC = str.maketrans({"च": "ch", "छ": "ch", "ं": "n", "श": "sh", "ष": "sh"})
_GREEK = [("ου", "ou"), ("ευ", "ev"), ("αυ", "av"), ("γγ", "ng"), ("γκ", "g")]
_PLAIN = re.compile(r"[a-z0-9 ,]*")
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?(?!\w)")
_SLASHED = re.compile(r"\b(\w)/(\w)\b")
_APART = re.compile(r"\b(o|d|l|dell|all|qu|n)['’‘`´]\s?(?=\w{3})")
_POSSESSIVE = re.compile(r"['’´]s\b")
_JOINED = re.compile(r"['’‘`´ʼʻʿʾ\"״]")
_WORD = re.compile("([\\w\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff]+)(\\.?)")
_BULGARIAN = re.compile(r"(?<=[бвгджзклмнпрстфхцчш])ъ(?=[бвгджзклмнпрстфхцчш])")
_ARABIC_ARTICLE = re.compile(r"^(و?)(ال|لل)(?=\w{3})")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th|e|er|eme|o|a)$")
_SERVANT = re.compile(r"^abd(?:[uea][lrsnzdt]{1,2}|ou?l)?([a-z]{4,})$")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_SYLLABLE = re.compile(r"[A-Z][a-z']*|[^A-Z]+")
_SPARSE = ("ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "SYRIAC", "THAI")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name; `word` makes it, so that the same word is one object.

    `weight` says how much it tells, from 0 to 1, before any list is known. A `sparse`
    word comes from a script that leaves out vowels. An `is_cut` word ended in a dot.
    """

    text: str
    weight: float
    sparse: bool = False
    is_cut: bool = False


@lru_cache(maxsize=262144)
def word(
    text: str, weight: float = 1, *, sparse: bool = False, is_cut: bool = False
) -> Word:
    return Word(text, weight, sparse, is_cut)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written, and its words."""

    written: str
    words: tuple[Word, ...]

    @property
    def weight(self) -> float:
        return sum(each.weight for each in self.words)


@lru_cache(maxsize=65536)
def fold(written: str) -> Name:
    """Return the words of a name that tell it from others.

    If legal forms, small words and titles are all there is, they are kept. An empty
    name has no words.
    """
    raw = list(_raw(written))
    told = _without(raw)
    kept = _without_own_acronym(told or raw)
    return Name(written, tuple(_weighed(each) for each in kept))


def key(written: str) -> str:
    """Return one form for names that differ only in what does not matter.

    Words are sorted, so that a surname may come first or last. Names with one key are
    the same as written; names of one organization may well have several keys.
    """
    return " ".join(sorted(each.text for each in fold(written).words))


def _raw(written: str) -> Iterable[Word]:
    text = unicodedata.normalize("NFKC", written).casefold()
    if not _PLAIN.fullmatch(text):
        text = text.replace("\u200c", " ").replace("co-op", "coop")
        text = _POSSESSIVE.sub("", _APART.sub(r"\1 ", text))
        text = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", text)
        text = _JOINED.sub("", _SLASHED.sub(r"\1\2", text))
        text = _POINTS.sub("", unicodedata.normalize("NFC", text))
    for found, dot in _WORD.findall(text):
        yield from _in_latin(found, is_cut=bool(dot))


@lru_cache(maxsize=65536)
def _in_latin(text: str, *, is_cut: bool) -> tuple[Word, ...]:
    if text.isascii():
        return tuple(_spelled(text.replace("_", ""), is_cut=is_cut, sparse=False))
    script = _script(text)
    sparse = script in _SPARSE
    pieces: list[str] = []
    article = _ARABIC_ARTICLE.match(text) if script == "ARABIC" else None
    if article:
        pieces, text = ["al"], text[article.end() :]
    pieces += _SYLLABLE.findall(_transliterated(text, script))
    spelled = (_spelled(piece, is_cut=is_cut, sparse=sparse) for piece in pieces)
    return tuple(each for several in spelled for each in several)


def _transliterated(text: str, script: str) -> str:
    match script:
        case "ARABIC":
            text = text.translate(_ARABIC)
        case "HEBREW":
            text = text.translate(_HEBREW)
        case "DEVANAGARI":
            text = text.translate(_INDIC)
        case "GREEK":
            text = unicodedata.normalize("NFD", text)
            text = "".join(c for c in text if not unicodedata.combining(c))
            text = re.sub("^μπ", "b", re.sub("^ντ", "d", text))
            for greek, latin in _GREEK:
                text = text.replace(greek, latin)
            text = text.replace("χ", "ch")
        case "CYRILLIC":
            text = _BULGARIAN.sub("а", text)
        case "LATIN":
            text = text.translate(_LATIN)
    return anyascii(text)


def _script(text: str) -> str:
    found = next((c for c in text if not c.isascii() and c.isalpha()), "")
    return unicodedata.name(found, "LATIN").split()[0] if found else "LATIN"


def _spelled(text: str, *, is_cut: bool, sparse: bool) -> Iterable[Word]:
    """Yield the words of one transliterated piece: abbreviations written out."""
    bare = _NO_LETTER.sub("", text.casefold())
    if not bare:
        return
    bare = _ORDINAL.sub(r"\1", bare)
    bare = words.told()["written_for"].get(bare, bare)
    servant = _SERVANT.match(bare)
    if servant and not servant[1].startswith(("allah", "ullah", "ellah")):
        bare = f"abd {servant[1]}"
    for each in bare.split():
        yield word(each, sparse=sparse, is_cut=is_cut)


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return what is left out, by its first word, the longest first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for section in ("legal_forms", "small_words", "titles"):
        for written in words.of(section):
            phrase = tuple(each.text for each in _raw(written))
            if phrase:
                phrases.setdefault(phrase[0], []).append(phrase)
    for several in phrases.values():
        several.sort(key=len, reverse=True)
    return phrases


def _without(raw: list[Word]) -> list[Word]:
    kept: list[Word] = []
    texts = [each.text for each in raw]
    phrases = _phrases()
    at = 0
    while at < len(raw):
        for phrase in phrases.get(texts[at], ()):
            # A letter with a dot is somebody's initial.
            if len(phrase[0]) == 1 == len(phrase) and raw[at].is_cut:
                continue
            if tuple(texts[at : at + len(phrase)]) == phrase:
                at += len(phrase)
                break
        else:
            kept.append(raw[at])
            at += 1
    return kept


def _without_own_acronym(kept: list[Word]) -> list[Word]:
    """Leave out a word that is made of the first letters of the others."""
    if len(kept) < 4:
        return kept
    initials = "".join(each.text[0] for each in kept)
    for at, each in enumerate(kept):
        if len(each.text) > 2 and each.text in initials[:at] + initials[at + 1 :]:
            return kept[:at] + kept[at + 1 :]
    return kept


@cache
def _common() -> frozenset[str]:
    return frozenset(each.text for told in words.of("common") for each in _raw(told))


@lru_cache(maxsize=262144)
def _weighed(raw: Word) -> Word:
    return word(raw.text, _weight(raw.text), sparse=raw.sparse, is_cut=raw.is_cut)


@lru_cache(maxsize=65536)
def _weight(text: str) -> float:
    """Return how much a word tells: half for a letter, a third for what many hold."""
    if text == "abd":
        return 0.3
    if text in _common() or text.removesuffix("s") in _common():
        return 0.35
    return 0.5 if len(text) == 1 and not text.isdigit() else 1
