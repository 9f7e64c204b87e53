"""Keep a text from being taken for a formula, and take the guard away again.

A spreadsheet runs a cell of a CSV file that begins with one of these characters. An
apostrophe before it makes it text; a text that begins with apostrophes of its own gets
one more, so that taking one away always gives the text back.
"""

import re

# Spaces and control characters before the sign are skipped by some spreadsheets, and
# the wide signs count as the narrow ones where Chinese or Japanese is typed.
_STARTS_A_FORMULA = re.compile(r"'*[\s\x00-\x20\ufeff]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run. Numbers stay."""
    if _STARTS_A_FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    """Take away what `guard` put there; any other text stays as it is."""
    if text.startswith("'") and _STARTS_A_FORMULA.match(text):
        return text[1:]
    return text
