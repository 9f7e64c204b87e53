"""From the text of an attribute or element to a value, with a remark where it is odd.

Each function returns None for what it cannot read and has then said why.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Protocol

from tally.iati.codelists import codelist

DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
AMBIGUOUS = re.compile(r"[+-]?[0-9.,'’ \u00a0\u202f]*[0-9][0-9.,'’ \u00a0\u202f]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
LONGEST_NUMBER = 40
LIKELY_YEARS = range(1900, 2151)


class Say(Protocol):
    """Make a remark about the element at hand."""

    def __call__(self, code: str, /, **values: object) -> None: ...


def day(text: str, say: Say) -> date | None:
    """A calendar day; a time or a zone behind it is cut off with a remark."""
    match = DAY.fullmatch(text)
    try:
        found = date.fromisoformat(match[1]) if match else None
    except ValueError:
        found = None
    if match is None or found is None:
        say("date_unreadable", value=text)
        return None
    if found.year not in LIKELY_YEARS:
        say("date_unlikely", value=text)
        return None
    if match[2] or match[3]:
        say("date_trimmed", value=text, day=found)
    return found


def moment(text: str, say: Say) -> datetime | None:
    """A point in time; one without a zone is taken as UTC."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        say("time_unreadable", value=text)
        return None


def number(text: str, say: Say) -> Decimal | None:
    """A decimal as XML Schema writes it: no separators, no exponent, no NaN."""
    if len(text) <= LONGEST_NUMBER and NUMBER.fullmatch(text):
        return Decimal(text)
    is_ambiguous = len(text) <= LONGEST_NUMBER and AMBIGUOUS.fullmatch(text)
    say("number_separators" if is_ambiguous else "number_unreadable", value=text)
    return None


def percentage(text: str, say: Say) -> Decimal | None:
    """A share from 0 to 100."""
    share = number(text, say)
    if share is not None and not 0 <= share <= 100:
        say("percentage_range", value=text)
        return None
    return share


def code(
    text: str, name: str, say: Say, *, old: Mapping[str, str] | None = None
) -> str | None:
    """A code of the list `name`; case is forgiven, `old` gives version 1 spellings."""
    codes = codelist(name)
    if text in codes:
        return text
    if old and text.lower() in old:
        say("code_old", value=text, code=old[text.lower()])
        return old[text.lower()]
    for other in (text.upper(), text.lower()):
        if other in codes:
            say("code_case", value=text, code=other)
            return other
    say("code_unknown", value=text, list=name)
    return None


def flag(text: str, say: Say) -> bool | None:
    if text in ("1", "true"):
        return True
    if text in ("0", "false"):
        return False
    say("flag_unreadable", value=text)
    return None


def language(text: str, say: Say) -> str | None:
    """A language tag, in lower case up to the first hyphen."""
    if LANGUAGE.fullmatch(text) and text.lower() != "und":
        first, hyphen, rest = text.partition("-")
        return first.lower() + hyphen + rest
    say("language_unknown", value=text)
    return None


def line_of(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def paragraphs_of(text: str) -> str:
    """As `line_of`, but blank lines still part paragraphs."""
    parts = (line_of(part) for part in re.split(r"\r?\n[ \t]*\r?\n", text))
    return "\n\n".join(part for part in parts if part)
