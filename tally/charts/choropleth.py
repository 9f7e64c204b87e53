"""Values of countries as tones on the world map; no value is hatched, never pale."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tally.charts import svg
from tally.charts.maps import HEIGHT, OUTLINED, WIDTH, Place, place
from tally.charts.svg import Write

STEPS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """Values from `least` to `most`, both drawn in the tone of `level` (1 to 5)."""

    level: int
    least: float
    most: float


def quantiles(values: Iterable[float], *, at_most: int = STEPS) -> list[Step]:
    """Divide values into steps of about as many countries each.

    Equal values are never parted, so there may be fewer steps.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    starts = sorted({ordered[len(ordered) * n // at_most] for n in range(at_most)})
    return _steps(ordered, starts)


def _steps(ordered: Sequence[float], starts: Sequence[float]) -> list[Step]:
    starts = [ordered[0], *starts[1:]]
    ends = [ordered[bisect_left(ordered, start) - 1] for start in starts[1:]]
    # A few steps take tones far apart, the strongest among them.
    levels = {1: [4], 2: [2, 5], 3: [1, 3, 5], 4: [1, 2, 4, 5]}.get(
        len(starts), [1, 2, 3, 4, 5]
    )
    return [
        Step(level, least, most)
        for level, least, most in zip(levels, starts, [*ends, ordered[-1]], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Base:
    """The drawing of the land that values are shown over.

    `address` is where it lies; its outlines have the codes as ids. `key` keeps the
    hatch of this map apart from that of others on the page.
    """

    address: str
    key: str


def choropleth(
    values: Mapping[str, float],
    places: Iterable[Place],
    *,
    steps: Sequence[Step],
    base: Base,
    write: Write = svg.plain,
) -> str:
    """Draw values by ISO alpha-3 code over the land, which is hatched.

    Countries too small for an outline are points. A code without a place is refused
    with KeyError, so that no country is lost silently. A map is never mirrored.

    It is hidden from those who hear a page: its links are for pointers, and the table
    beside it says the same.
    """
    by_code = {each.iso3: each for each in places}
    level = {
        code: next(step.level for step in steps if value <= step.most)
        for code, value in values.items()
    }
    marks = [(by_code[code], values[code], level[code]) for code in values]
    marks.sort(key=lambda mark: (mark[0].iso3 not in OUTLINED, mark[0].iso3))
    return svg.element(
        "svg",
        _land(base),
        *(_area(*mark, base.address, write) for mark in marks),
        class_="chart world",
        aria_hidden="true",
        focusable="false",
        viewBox=f"0 0 {svg.length(WIDTH)} {svg.length(HEIGHT)}",
        xmlns="http://www.w3.org/2000/svg",
    )


def _land(base: Base) -> str:
    """Draw the land hatched: where nothing lies above it, there is no value."""
    hatch = svg.element(
        "pattern",
        svg.element("path", class_="world__hatch", d="M-2 2l4-4M0 9l9-9M7 11l4-4"),
        id=f"{base.key}-hatch",
        width=9,
        height=9,
        patternUnits="userSpaceOnUse",
    )
    mask = svg.element(
        "mask",
        svg.element("use", href=f"{base.address}#land", fill="#fff"),
        id=f"{base.key}-land",
    )
    return (
        svg.element("defs", hatch, mask)
        + svg.element("use", class_="world__land", href=f"{base.address}#land")
        + svg.element(
            "rect",
            width="100%",
            height="100%",
            fill=f"url(#{base.key}-hatch)",
            mask=f"url(#{base.key}-land)",
        )
    )


def _area(here: Place, value: float, level: int, world: str, write: Write) -> str:
    name = svg.element("title", svg.escape(f"{here.name} {write(value)}"))
    drawn = "".join(_shape(here, level, world))
    if not here.href:
        return svg.element("g", name, drawn)
    # The table beside the map is the way by keyboard.
    return svg.element("a", name, drawn, href=here.href, tabindex="-1")


def _shape(here: Place, level: int, world: str) -> Iterator[str]:
    if here.iso3 in OUTLINED:
        yield svg.element(
            "use", class_=f"world__area scale-{level}", href=f"{world}#{here.iso3}"
        )
        return
    x, y = place(here.longitude, here.latitude)
    yield svg.element("circle", class_="world__reach", cx=x, cy=y, r=12)
    yield svg.element("circle", class_=f"world__dot scale-{level}", cx=x, cy=y, r=4)
