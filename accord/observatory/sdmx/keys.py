"""Keys of series, as REST 1 and REST 2 write them."""

from collections.abc import Iterator

from accord.observatory.sdmx import components
from accord.observatory.sdmx.filters import Key
from accord.observatory.sdmx.refusals import Misspelt, Senseless
from tally.sdmx.writing.artefacts import IDENTIFIER

_DIMENSIONS = tuple(each.component.id for each in components.DIMENSIONS)


def keys_1(text: str) -> Iterator[Key]:
    """Read a key such as `.FRA+SEN..`: nothing stands for any, a plus for or."""
    if text == "all":
        return
    yield _key(text, any_="")


def keys_2(text: str) -> Iterator[Key]:
    """Read keys such as `A.FRA,A.SEN`: a star stands for any, a comma for or."""
    if text == "*":
        return
    for each in text.split(","):
        # A plus within a part is of REST 1; nothing else could be meant by it.
        yield _key(each, any_="*")


def _key(text: str, *, any_: str) -> Key:
    parts = text.split(".")
    if len(parts) > len(_DIMENSIONS):
        message = (
            f"The key has {len(parts)} parts, the structure {len(_DIMENSIONS)} "
            f"dimensions: {'.'.join(_DIMENSIONS)}. Parts at the end may be left out."
        )
        raise Senseless(message)
    key = {}
    for name, part in zip(_DIMENSIONS, parts, strict=False):
        if part in {"", any_}:
            continue
        codes = part.split("+")
        for code in codes:
            if not IDENTIFIER.fullmatch(code):
                message = (
                    f"“{code[:40]}” in the key, at {name}, is no code; codes hold A to "
                    "Z, 0 to 9, _, @, $ and -, a dot separates dimensions."
                )
                raise Misspelt(message)
        key[name] = frozenset(codes)
    return key
