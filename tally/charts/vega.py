"""Large charts: a Vega-Lite specification drawn as lean SVG in the page's own colours.

Two failures of the renderer are silent, and are refused before it is asked: data it
would fetch (a chart without data looks finished), and a typeface it does not have (text
is then measured as nothing). A specification names colours by token, `var(--ink)`;
any other colour is refused, so that dark, print and forced colours hold. Text stays
text, in the typeface of the page: the typefaces here only measure it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

from tally.charts import svg

Spec: TypeAlias = dict[str, Any]

SVG = "http://www.w3.org/2000/svg"
# Latin comes with the renderer; Arabic has to be registered.
LATIN, ARABIC = "Liberation Sans", "Amiri"
VERSION = "6.4"
_COLOUR = re.compile(r"none|transparent|var\(--[a-z0-9-]+\)")
_COLOURED = {"color", "fill", "stroke", "background"}
_NUMBER = re.compile(r"-?\d+\.\d+")
# What the renderer says of each mark: the figure's own words say it better.
_DROPPED = {"aria-label", "aria-roledescription", "aria-hidden", "role", "class"}
_DROPPED |= {"pointer-events", "font-family", "transform"}
_IDLE = {"opacity": "1", "text-anchor": "start", "stroke-miterlimit": "10"}
# What marks of a code leave to the group they stand in.
_SHARED = ("fill", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap")
_MOVED = re.compile(r"^translate\(([-\d.e]+),\s*([-\d.e]+)\)\s*")
_ALONE = re.compile(r"M[-\d.,]+Z")
_CODE = re.compile(r"[A-Z0-9]{2,12}")


class Refused(ValueError):
    """A specification that would be drawn wrongly without a word."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How numbers are written (a locale of d3-format), and measured (a typeface)."""

    numbers: Mapping[str, Any]
    typeface: str = LATIN


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn: the inside of an SVG of this size, coloured by tokens alone."""

    inside: str
    width: float
    height: float


def check(spec: Spec) -> None:
    """Refuse what would fail silently; the message names the place."""
    for place, key, value in _entries(spec):
        if key == "url":
            raise Refused(f"{place} loads from an address; give the values themselves.")
        if key.lower().endswith("font") and value not in (LATIN, ARABIC):
            raise Refused(
                f"{place} asks for {value!r}; there are {LATIN} and {ARABIC}."
            )
        if _is_colour(key) and isinstance(value, str) and not _COLOUR.fullmatch(value):
            raise Refused(f"{place} is {value!r}; name a token: var(--ink).")


def _is_colour(key: str) -> bool:
    return key in _COLOURED or key.endswith("Color")


def _entries(value: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            # Rows of data may call their fields what they like.
            if key == "values":
                continue
            yield f"{place}/{key}", key, each
            yield from _entries(each, f"{place}/{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, each in enumerate(value):
            yield from _entries(each, f"{place}/{number}")


@cache
def register(folder: Path) -> None:
    """Let the renderer measure with the typefaces of a folder, once a process."""
    import vl_convert  # noqa: PLC0415 - large, and only who draws needs it

    vl_convert.register_font_directory(str(folder))


@cache
def _own_digest() -> str:
    """Return what changes with this file: it decides what becomes of a drawing."""
    return sha256(Path(__file__).read_bytes()).hexdigest()


def digest_source(spec: Spec, manner: Manner) -> bytes:
    """Return everything that decides what is drawn, for the name of a kept drawing."""
    content = [_own_digest(), VERSION, manner.typeface, dict(manner.numbers), spec]
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode()


def draw(spec: Spec, manner: Manner, key: str = "") -> Drawing:
    """Draw a specification: 50 to 400 ms, a second more for the first of a process.

    Marks that are described (the encoding `description`) by a code share a group with
    the id `{key}-{code}`, without a stroke of their own: a page that refers to the
    group by `<use>` chooses its colour.
    """
    check(spec)
    import vl_convert  # noqa: PLC0415 - as above

    written = vl_convert.vegalite_to_svg(
        {**spec, "config": {**spec.get("config", {}), "font": manner.typeface}},
        vl_version=VERSION,
        allowed_base_urls=[],
        format_locale=dict(manner.numbers),
    )
    # Written by the renderer from a specification of ours.
    root = ET.fromstring(written)  # noqa: S314
    inside = _written(list(_leaves(root, (0.0, 0.0))), key)
    return Drawing(inside, float(root.get("width", 0)), float(root.get("height", 0)))


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Something drawn: where its coordinates begin, and the code it stands for."""

    element: ET.Element
    at: tuple[float, float]
    code: str


def _leaves(element: ET.Element, at: tuple[float, float]) -> Iterator[_Leaf]:
    """Yield what is drawn, without the groups that only move it."""
    moved = _MOVED.match(element.get("transform", ""))
    if moved:
        at = at[0] + float(moved[1]), at[1] + float(moved[2])
    if len(element):
        for child in element:
            yield from _leaves(child, at)
        return
    if _is_drawn(element):
        code = element.get("aria-label", "")
        yield _Leaf(element, at, code if _CODE.fullmatch(code) else "")


def _is_drawn(element: ET.Element) -> bool:
    """Say whether anything is seen: frames of groups have neither fill nor stroke."""
    hidden = element.get("display") == "none" or element.get("opacity") == "0"
    kind = element.tag.removeprefix(f"{{{SVG}}}")
    seen = {element.get("fill"), element.get("stroke")} - {None, "none", "transparent"}
    return kind != "g" and not hidden and bool(seen)


def _written(leaves: Sequence[_Leaf], key: str) -> str:
    groups: dict[str, list[_Leaf]] = {}
    rest = []
    for leaf in leaves:
        if leaf.code:
            groups.setdefault(leaf.code, []).append(leaf)
        else:
            rest.append(_plain(leaf, leaf.at))
    coded = []
    for code, held in groups.items():
        x, y = held[0].at
        inner = [_plain(each, (each.at[0] - x, each.at[1] - y)) for each in held]
        coded.append(
            svg.element("g", *inner, id=f"{key}-{code}", transform=_translate(x, y))
        )
    looks = next(iter(groups.values()))[0].element.attrib if groups else {}
    shared = {"fill": "none"} | {n: looks[n] for n in _SHARED if n in looks}
    return "".join(rest) + (svg.element("g", *coded, **shared) if coded else "")


def _plain(leaf: _Leaf, at: tuple[float, float]) -> str:
    element = leaf.element
    kept: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name in {"fill", "stroke"} and not _COLOUR.fullmatch(value):
            raise Refused(f"The renderer gave {name} {value!r}; name it in config.")
        if name in _DROPPED or _IDLE.get(name) == value:
            continue
        if leaf.code and name in _SHARED:
            continue
        kept[name] = _NUMBER.sub(_rounded, value)
    if leaf.code and _ALONE.fullmatch(kept.get("d", "")):
        # A value that stands alone is as wide as it is long. A page
        # widens it by the size of its text.
        kept["stroke-width"] = "0.18em"
    turned = _MOVED.sub("", element.get("transform", ""))
    kept["transform"] = " ".join(filter(None, [_translate(*at), turned]))
    name = element.tag.removeprefix(f"{{{SVG}}}")
    words = [svg.escape(element.text)] if element.text else []
    return svg.element(name, *words, **kept)


def _translate(x: float, y: float) -> str:
    x, y = round(x, 1) + 0.0, round(y, 1) + 0.0
    return f"translate({x:g},{y:g})" if x or y else ""


def _rounded(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 1) + 0:g}"
