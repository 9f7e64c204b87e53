"""Order for names, on a database that sorts by code point."""

import unicodedata

# These letters do not decompose into a base letter and a mark.
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


def sort_key(text: str) -> str:
    """Return the lower-case, unaccented form that lists are ordered and found by."""
    lowered = text.casefold().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFD", lowered)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.replace("’", "'").replace("'", " ").replace("-", " ").split())
