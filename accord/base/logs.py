"""Log lines that nobody can forge."""

import logging
import unicodedata


class OneLineFormatter(logging.Formatter):
    """Keep a record on one line and show control and direction marks as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        return "".join(_visible(each) for each in super().format(record))


def _visible(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}:
        return character.encode("unicode_escape").decode("ascii")
    return character
