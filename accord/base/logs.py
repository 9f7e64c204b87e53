"""Log lines that nobody can forge, and that tell no secret and no person."""

import logging
import re
import unicodedata

STRUCK_OUT = "•••"
# Names under which something stands that opens a door.
_TELLING = (
    r"pass(?:word|wd|phrase)?\d?|token|secret|code|state|nonce|key|otp|pin|digest"
    r"|session(?:id|_key|_id)?|__host-session|csrf\w*|__host-csrf|cookie|authorization"
    r"|assertion|signature|credential|invitation|link"
)
_RULES = (
    # An address, also as a query or HTML writes it.
    (re.compile(r"[\w.+'-]+(?:@|%40|&#64;)[\w-]+(?:\.[\w-]+)+"), STRUCK_OUT),
    # What PostgreSQL quotes of a row that it refuses.
    (re.compile(r"(Key \(.*?\)=)\(.*?\)(?= |$)", re.MULTILINE), rf"\1({STRUCK_OUT})"),
    (re.compile(r"(Failing row contains )\(.*\)"), rf"\1({STRUCK_OUT})"),
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE), rf"\1 {STRUCK_OUT}"),
    # name=value, name: value and 'name': 'value', whatever the value is.
    (
        re.compile(
            rf"""(?<![A-Za-z])((?:[\w-]*[_-])?(?:{_TELLING})["']?\s*(?:=|:\s|%3D)\s*)"""
            r"""(?:'[^']*'|"[^"]*"|[^\s&,;)}\]"']+)""",
            re.IGNORECASE,
        ),
        rf"\1{STRUCK_OUT}",
    ),
    # Long runs such as keys, links that work once, and ids of sessions.
    (
        re.compile(
            r"[\w-]*(?<![0-9A-Za-z])(?=[0-9A-Za-z]*\d)(?=[0-9A-Za-z]*[A-Za-z])"
            r"[0-9A-Za-z]{20,}[\w-]*"
        ),
        STRUCK_OUT,
    ),
    (
        re.compile(
            r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{20,}(?![\w-])"
        ),
        STRUCK_OUT,
    ),
    (re.compile(r"\baccord_\w+"), STRUCK_OUT),
)


class OneLineFormatter(logging.Formatter):
    """Keep a record on one line, without secrets, control and direction marks."""

    def format(self, record: logging.LogRecord) -> str:
        told = without_secrets(super().format(record))
        return "".join(_visible(each) for each in told)


def without_secrets(text: str) -> str:
    """Strike out what opens a door or names a person by their address.

    Better once too often: a long number that is struck out can be found by its time.
    """
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def _visible(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}:
        return character.encode("unicode_escape").decode("ascii")
    return character
