"""Texts in the column of values that are not plain numbers: what each of them says.

Plain numbers (digits, point, exponent) are read by DuckDB; only the other texts come
here, each different one once. Nothing is guessed, and nothing missing becomes a zero.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tally.series.reasons import refuse_cell

# Texts that stand for a missing value in official files, folded, and the kind.
MISSING: Mapping[str, str] = {
    "": "M",
    "..": "M",
    "...": "M",
    "…": "M",
    ".": "M",
    ":": "M",
    "-": "M",
    "--": "M",
    "–": "M",
    "—": "M",
    "nan": "M",
    "null": "M",
    "none": "M",
    "nil": "M",
    "#n/a": "M",
    "missing": "M",
    "na": "N",
    "n/a": "N",
    "n.a.": "N",
    "n.a": "N",
    "not available": "N",
    "n": "N",
    "c": "C",
    ":c": "C",
    ": c": "C",
    "confidential": "C",
    "s": "S",
    "suppressed": "S",
    ":u": "S",
    ": u": "S",
    "x": "X",
    ":z": "X",
    ": z": "X",
    "not applicable": "X",
}
INFINITE = re.compile(r"[+-]?(inf|infinity|∞)", re.IGNORECASE)
BOUND = re.compile(r"(<=|>=|<|>|≤|≥)\s*(.+)")
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
# 1,234.5 and 1,234,567: commas between thousands, beyond doubt.
COMMA_THOUSANDS = re.compile(r"[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})")
# 1.234,5 and 12,5 and 0,123: a comma before the decimals, beyond doubt.
COMMA_DECIMALS = re.compile(
    r"[+-]?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+)"
)
COMMA_EITHER = re.compile(r"[+-]?\d{1,3},\d{3}")
SPACES = re.compile(r"(?<=\d)[\u0020\u00a0\u2009\u202f'’](?=\d{3}(\D|$))")
LARGEST = 1e300


@dataclass(frozen=True, slots=True)
class Number:
    """What a text says: a value, or why there is none, and a bound it may give."""

    value: float | None
    missing: str = ""
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """How a file writes numbers, told from all its texts that are not plain.

    None where nothing tells: then a text that can be read in two ways is refused.
    """

    comma: str | None = None  # "decimals" or "thousands"


def convention_of(texts: Iterable[str]) -> Convention:
    """The convention on which those texts agree that have one reading only."""
    seen = set()
    for text in texts:
        trimmed = SPACES.sub("", text.strip())
        if COMMA_DECIMALS.fullmatch(trimmed):
            seen.add("decimals")
        elif COMMA_THOUSANDS.fullmatch(trimmed):
            seen.add("thousands")
    return Convention(seen.pop()) if len(seen) == 1 else Convention()


def read_number(
    text: str, convention: Convention, missing: Mapping[str, str]
) -> Number:
    """What the text says; `CellRefused` where it is neither number nor missing."""
    trimmed = text.strip()
    folded = trimmed.casefold()
    kind = missing.get(folded) or MISSING.get(folded)
    if kind is not None:
        return Number(None, kind)
    if INFINITE.fullmatch(trimmed):
        raise refuse_cell("number_infinite", value=text)
    if bound := BOUND.fullmatch(trimmed):
        limit = _finite(text, bound[2], convention)
        if bound[1] in {"<", "<=", "≤"}:
            return Number(None, "B", upper=limit)
        return Number(None, "B", lower=limit)
    return Number(_finite(text, trimmed, convention))


def _finite(text: str, digits: str, convention: Convention) -> float:
    plain = SPACES.sub("", digits.replace("−", "-"))
    if convention.comma == "decimals":
        plain = _decimals(text, plain)
    elif "," in plain:
        if convention.comma is None and COMMA_EITHER.fullmatch(plain):
            raise refuse_cell(
                "number_two_ways",
                value=text,
                one=plain.replace(",", ""),
                other=plain.replace(",", "."),
            )
        if COMMA_THOUSANDS.fullmatch(plain) or COMMA_EITHER.fullmatch(plain):
            plain = plain.replace(",", "")
    if not PLAIN.fullmatch(plain):
        raise refuse_cell("number_unreadable", value=text)
    value = float(plain)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise refuse_cell("number_large", value=text)
    return value


def _decimals(text: str, plain: str) -> str:
    """The digits of a file that writes decimals after a comma, with a point."""
    if "," in plain:
        return plain.replace(".", "").replace(",", ".")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", plain):
        raise refuse_cell(
            "number_two_ways", value=text, one=plain.replace(".", ""), other=plain
        )
    return plain
