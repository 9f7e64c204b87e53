"""What all charts are written with: escaped elements, marks and directions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax import saxutils

Direction: TypeAlias = Literal["ltr", "rtl"]
Mark: TypeAlias = Literal[
    "", "government", "employers", "workers", "others", "accent", "quiet"
]
Write: TypeAlias = Callable[[float], str]

# Outlines in a box of 20 by 20, the same as the page's symbols.
OUTLINES: dict[Mark, str] = {
    "government": "M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
    "employers": "M10 1 20 18.5H0z",
    "workers": "M2 2h16v16H2z",
    "others": "m10 0 10 10-10 10L0 10z",
}
# What XML 1.0 cannot carry, escaped or not (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROUND = OUTLINES["government"]


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled amount. `mark` says whose it is, hence its shape and colour."""

    label: str
    value: float
    mark: Mark = ""

    def __post_init__(self) -> None:
        if not self.value >= 0 or self.value == float("inf"):
            message = f"{self.label} is {self.value}; a part is a number from 0 up."
            raise ValueError(message)


def plain(value: float) -> str:
    """Write a number without needless decimals, in no language's manner."""
    return f"{value:g}"


def escape(content: str) -> str:
    """Escape text for SVG, leaving out characters that no XML may hold."""
    return saxutils.escape(_UNWRITABLE.sub("", content))


def length(value: float, unit: str = "") -> str:
    """Write a length to a thousandth, so that output is the same everywhere."""
    return f"{round(value, 3) + 0:g}{unit}"


def element(name: str, *children: str, **attributes: str | float) -> str:
    """Write an element. Children are SVG already; attribute values are escaped.

    A trailing underscore is dropped and others become hyphens: `class_`, `text_anchor`.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={saxutils.quoteattr(_text(value))}"
        for key, value in attributes.items()
        if value != ""
    )
    if not children:
        return f"<{name}{written}/>"
    return f"<{name}{written}>{''.join(children)}</{name}>"


def _text(value: str | float) -> str:
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else length(value)


def text(content: str, **attributes: str | float) -> str:
    return element("text", escape(content), **attributes)


def naming(title: str, description: str = "") -> str:
    """Name an image for those who hear it; the name comes first, as it must."""
    named = element("title", escape(title))
    return named + element("desc", escape(description)) if description else named


def frame(
    *children: str, title: str, description: str, height: float, direction: Direction
) -> str:
    """Wrap a fluid chart: as wide as its place, `height` em high."""
    return element(
        "svg",
        naming(title, description),
        *children,
        class_="chart",
        role="img",
        width="100%",
        height=length(height, "em"),
        direction=direction,
        xmlns="http://www.w3.org/2000/svg",
    )


def span(start: float, size: float, direction: Direction) -> dict[str, str]:
    """Place something across, in percent from the reading start."""
    x = start if direction == "ltr" else 100 - start - size
    return {"x": length(x, "%"), "width": length(size, "%")}


def across(at: float, direction: Direction) -> str:
    """Place a point across, in percent from the reading start."""
    return length(at if direction == "ltr" else 100 - at, "%")


def nudge(em: float, direction: Direction) -> str:
    """Return a small shift towards the reading end."""
    return length(em if direction == "ltr" else -em, "em")


def symbol(
    mark: Mark,
    *,
    x: str,
    y: str,
    size: float = 1,
    class_: str = "",
    centred: bool,
    direction: Direction = "ltr",
) -> str:
    """Draw a mark's shape in a box of `size` em whose corner or centre is at x, y.

    The corner is the upper one on the side where reading starts.
    """
    down = f"-{length(size / 2, 'em')}" if centred else "0"
    back = f"-{length(size, 'em')}" if direction == "rtl" and not centred else down
    return element(
        "svg",
        element(
            "svg",
            element("path", d=OUTLINES.get(mark, _ROUND), class_=class_),
            x=back,
            y=down,
            width=length(size, "em"),
            height=length(size, "em"),
            viewBox="0 0 20 20",
        ),
        x=x,
        y=y,
        overflow="visible",
    )


def classes(own: str, mark: Mark) -> str:
    """Return the class attribute of something drawn in a mark's colour."""
    return f"{own} is-{mark}" if mark else own


def wrapped(label: str, *, at: int = 40) -> list[str]:
    """Break a label into at most two lines, at a space; an ellipsis marks a cut."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > at:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines[1] = f"{lines[1]} …"
    return lines[:2]
