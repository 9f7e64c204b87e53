"""Which versions a question asks for."""

import re

from accord.observatory.sdmx.refusals import Misspelt

# There is one version of everything, until the structure changes.
VERSION = "1.0.0"
_OURS = (1, 0, 0)
_PART = r"(?:\d{1,9}[+~*]?|[+~*])"
_FORM = re.compile(rf"{_PART}(?:\.{_PART}){{0,2}}(?:-[A-Za-z0-9.-]{{1,50}})?")


def matches(asked: str) -> bool:
    """Say whether our version is among those asked for.

    `latest` and `all` are of REST 1; `+`, `~` and `*`, alone or behind a number, of
    REST 2. Several are separated by a comma.
    """
    found = [_matches_one(each) for each in asked.split(",")]
    return any(found)


def _matches_one(asked: str) -> bool:
    if asked in {"latest", "all", "+", "~", "*", ""}:
        return True
    if not _FORM.fullmatch(asked):
        message = (
            f"“{asked[:40]}” is no version; write a number such as {VERSION}, or ask "
            "for latest or all (REST 1), +, ~ or * (REST 2)."
        )
        raise Misspelt(message)
    if "-" in asked:
        return False
    found = [(each.rstrip("+~*"), each[-1] in "+~*") for each in asked.split(".")]
    for (number, is_open), ours in zip(found, _OURS, strict=False):
        if is_open:
            return not number or int(number) <= ours
        if int(number) != ours:
            return False
    return True
