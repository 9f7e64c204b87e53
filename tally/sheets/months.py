"""Names of months as people write them in spreadsheets, without accents and capitals.

A word of three letters or more may be the beginning of a name: "sept" is September.
"""

import unicodedata

NAMES: tuple[tuple[str, ...], ...] = (
    ("january", "janvier", "enero", "janeiro", "januar", "gennaio", "يناير", "جانفي"),
    ("february", "fevrier", "febrero", "fevereiro", "februar", "febbraio", "فبراير"),
    ("march", "mars", "marzo", "marco", "marz", "maerz", "مارس"),
    ("april", "avril", "abril", "aprile", "ابريل", "أبريل"),
    ("may", "mai", "mayo", "maio", "maggio", "مايو"),
    ("june", "juin", "junio", "junho", "juni", "giugno", "يونيو"),
    ("july", "juillet", "julio", "julho", "juli", "luglio", "يوليو"),
    ("august", "aout", "agosto", "أغسطس", "اغسطس"),
    ("september", "septembre", "septiembre", "setembro", "settembre", "سبتمبر"),
    ("october", "octobre", "octubre", "outubro", "oktober", "ottobre", "أكتوبر"),
    ("november", "novembre", "noviembre", "novembro", "نوفمبر"),
    ("december", "decembre", "diciembre", "dezembro", "dezember", "dicembre", "ديسمبر"),
)
# Beginnings that dictionaries list; others of three letters are taken from the names.
_SHORT = {"ene": 1, "dic": 12, "dec": 12, "dez": 12, "ago": 8, "out": 10, "sept": 9}


def folded(text: str) -> str:
    """Return a text without accents, capitals and more than one blank."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


_FOLDED = tuple(tuple(map(folded, names)) for names in NAMES)


def month_of(word: str) -> int:
    """Return the number of the month a folded word names, 0 for none or several."""
    if word in _SHORT:
        return _SHORT[word]
    found = {
        number
        for number, names in enumerate(_FOLDED, start=1)
        for name in names
        if name == word or (len(word) >= 3 and name.startswith(word))
    }
    return found.pop() if len(found) == 1 else 0
