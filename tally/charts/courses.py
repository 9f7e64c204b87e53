"""All countries' courses over time, a panel for each region.

Two hundred lines are too many for `lines`: this is a Vega-Lite specification, drawn by
`vega.draw`. Every panel has the same scales. What is joined and what is not is decided
by `course.runs`, as for all lines; a value that stands alone is a point. The lines of
an area have its code, by which a page has them stand out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tally.charts.course import Line, runs
from tally.charts.scales import Scale, scale_of, year_ticks
from tally.charts.svg import Direction
from tally.charts.vega import Spec

_SPACE = 18
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Panel:
    """A region, and the lines of its areas by their codes."""

    label: str
    lines: Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class Layout:
    """How many panels stand side by side, and how large one is, in pixels."""

    columns: int
    width: int
    height: int
    text: int = 12

    def size(self, panels: int) -> tuple[int, int]:
        """Return a width and a height that hold so many panels with their labels."""
        rows = -(-panels // self.columns)
        across = self.columns * (self.width + _SPACE) + 4 * self.text
        return across, rows * (self.height + 5 * self.text)


WIDE = Layout(3, 205, 150)
NARROW = Layout(2, 118, 120, 11)


def courses(
    panels: Sequence[Panel],
    layout: Layout,
    *,
    symbol: str = "",
    direction: Direction = "ltr",
    within: tuple[float, float] = (float("-inf"), float("inf")),
) -> Spec:
    """Return the specification. `symbol` stands behind the numbers of the axis."""
    lines = [line for panel in panels for line in panel.lines.values()]
    points = [point for line in lines for point in line.known]
    scale = scale_of([point.value or 0.0 for point in points], most=3, within=within)
    times = [point.time for point in points] or [0.0]
    sheet = _Sheet(scale, min(times), max(*times, min(times) + 1), symbol, direction)
    drawn = [
        _panel(panel, layout, sheet, first=number % layout.columns == 0)
        for number, panel in enumerate(panels)
    ]
    # An empty place keeps a row that is not full on the side where reading begins.
    drawn += [_empty(layout)] * (-len(drawn) % layout.columns)
    rows = [
        drawn[at : at + layout.columns] for at in range(0, len(drawn), layout.columns)
    ]
    return {
        "$schema": SCHEMA,
        "vconcat": [
            {
                "hconcat": row if direction == "ltr" else row[::-1],
                "spacing": _SPACE,
            }
            for row in rows
        ],
        "spacing": _SPACE,
        "config": _config(layout),
    }


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all panels share."""

    scale: Scale
    first: float
    last: float
    symbol: str
    direction: Direction


def _panel(panel: Panel, layout: Layout, sheet: _Sheet, *, first: bool) -> Spec:
    backwards = sheet.direction == "rtl"
    decimals = sheet.scale.decimals
    course = {
        "data": {"values": list(_rows(panel))},
        # A round cap makes a point of a line that has no length.
        "mark": {
            "type": "line",
            "stroke": "var(--edge)",
            "strokeWidth": 0.9,
            "strokeOpacity": 0.7,
            "strokeCap": "round",
        },
        "encoding": {
            "x": {
                "field": "time",
                "type": "quantitative",
                "title": None,
                "scale": {
                    "domain": [sheet.first, sheet.last],
                    "nice": False,
                    "zero": False,
                    "reverse": backwards,
                },
                "axis": {
                    "values": year_ticks(sheet.first, sheet.last, apart=0.34),
                    "format": "d",
                    "grid": False,
                },
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": None,
                "scale": {
                    "domain": [sheet.scale.start, sheet.scale.end],
                    "nice": False,
                    "zero": False,
                },
                "axis": {
                    "values": list(sheet.scale.ticks),
                    "labelExpr": (
                        f"format(datum.value, ',.{decimals}f') + '{sheet.symbol}'"
                    ),
                    "labels": first,
                    "orient": "right" if backwards else "left",
                    "domain": False,
                    "ticks": False,
                },
            },
            "detail": {"field": "run"},
            "description": {"field": "area"},
        },
    }
    # A title of Vega-Lite stands higher where an axis has labels.
    name = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "text": panel.label,
            "fill": "var(--ink)",
            "fontSize": layout.text + 1,
            "align": "right" if backwards else "left",
            "baseline": "bottom",
            "x": layout.width if backwards else 0,
            "y": -7,
        },
    }
    return {"width": layout.width, "height": layout.height, "layer": [course, name]}


def _empty(layout: Layout) -> Spec:
    return {
        "data": {"values": [{}]},
        "width": layout.width,
        "height": layout.height,
        "mark": {"type": "point", "opacity": 0, "stroke": None},
    }


def _rows(panel: Panel) -> Iterator[dict[str, Any]]:
    """Yield a row for each value; `run` is what is joined."""
    number = 0
    for code, line in panel.lines.items():
        for run in runs(line.points):
            number += 1
            for point in run:
                yield {
                    "area": code,
                    "run": number,
                    "time": point.time,
                    "value": point.value,
                }


def _config(layout: Layout) -> dict[str, Any]:
    return {
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "gridColor": "var(--rule)",
            "domainColor": "var(--rule-strong)",
            "tickColor": "var(--rule-strong)",
            "labelColor": "var(--ink-soft)",
            "labelFontSize": layout.text,
        },
    }
