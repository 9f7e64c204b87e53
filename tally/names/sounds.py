"""How a word sounds, roughly: its consonants by class, and the vowels between.

One sound is written in many ways from one language to another (Shcherbakov,
Chtcherbakov, Schtscherbakow; Yusuf, Youssef). Consonants that spellings mix up share
a class; what could be two sounds gives two forms.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_REWRITTEN = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[aeiouymnlr])h$", ""),
        (r"^h(?=[rln])", "g"),
        (r"^mp", "b"),
        (r"^h?ji?gn", "n"),
        (r"kh", "H"),
        (r"tz", "S"),
        (r"schtsch|shch|chtch|stsch|szcz|tsch|tch|sch|sh|ch|cz|sz|dzh|zh|dj|dz", "S"),
        (r"ts|tc|c(?=[eiy])", "S"),
        (r"gh|gu(?=[ei])", "K"),
        (r"ck|cq|[cqkg]", "K"),
        (r"x", "KS"),
        (r"ph|[fvw]", "F"),
        (r"th|dh|[td]", "T"),
        (r"[pb]", "P"),
        (r"[szj]", "S"),
        (r"h", "H"),
        (r"l", "L"),
        (r"m", "M"),
        (r"n", "N"),
        (r"r", "R"),
        (r"a", "a"),
        (r"[eiy]", "i"),
        (r"[ou]", "o"),
    )
]
# A word is also tried with these read the other way.
_OTHERWISE = [
    (re.compile(pattern), written)
    for pattern, written in (
        (r"ch", "kh"),
        (r"j", "y"),
        (r"d[jz]", "d"),
        (r"c$", "ts"),
        (r"w", "u"),
        (r"^gi?(?=io)", "y"),
        (r"(?<=\w{3})[ae]t$", "a"),
        (r"^(?:al|el|ul)(?=\w{4})", ""),
        (r"^[aei](?=(t|r|s|n|d|z|sh)\1)", ""),
        (r"^(?:ben|bin|ha|vonder|vander|von|van|dela|du|d|o|l)(?=\w{4})", ""),
    )
]
_MOST = 16
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aio]+")


@dataclass(frozen=True, slots=True)
class Sound:
    """Consonants in their order, and the vowels before, between and after them."""

    consonants: str
    vowels: tuple[str, ...]


@lru_cache(maxsize=131072)
def sounds(text: str, *, sparse: bool) -> tuple[Sound, ...]:
    """Return the ways in which a word may sound, at most sixteen."""
    forms = [text]
    for pattern, written in _OTHERWISE:
        forms += [pattern.sub(written, each) for each in forms if pattern.search(each)]
    if sparse:
        # W and y stand for long vowels, unless they are consonants.
        forms += [each[:1] + re.sub("[wyv]", "", each[1:]) for each in forms]
        forms += [each[1:] for each in forms if each[0] in "wyvh" and len(each) > 3]
        forms += [each.replace("b", "v") for each in forms]
    found = (_sound(each) for each in dict.fromkeys(forms[:_MOST]))
    return tuple(dict.fromkeys(found))


def _sound(text: str) -> Sound:
    for pattern, sound in _REWRITTEN:
        text = pattern.sub(sound, text)
    text = _DOUBLED.sub(r"\1", text)
    consonants = _VOWELS.sub("", text)
    vowels = re.split(r"[^aio]", text)
    return Sound(_DOUBLED.sub(r"\1", consonants), tuple(vowels))


def apart(one: Sound, other: Sound) -> float:
    """Return how far the vowels of two sounds with the same consonants are apart."""
    if len(one.vowels) != len(other.vowels):
        return 1
    pairs = list(zip(one.vowels, other.vowels, strict=True))
    # A last e is often mute.
    last = 0.25 if set(pairs.pop()) == {"", "i"} else 0
    if not last:
        last = _vowels_apart(one.vowels[-1], other.vowels[-1])
    return last + sum(_vowels_apart(mine, yours) for mine, yours in pairs)


def _vowels_apart(one: str, other: str) -> float:
    if one == other:
        return 0
    shorter, longer = sorted((one, other), key=lambda each: (len(each), each))
    if not shorter:
        return 0.5
    if set(shorter) & set(longer):
        return 0.25
    # A and e are taken for each other more often than a and o.
    return 0.5 if set(shorter + longer) == {"a", "i"} else 0.8
