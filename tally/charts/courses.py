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
from tally.charts.scales import scale_of, year_ticks
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
        return across, rows * (self.height + 4 * self.text + 4) + self.text


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
    points = [
        point for each in panels for line in each.lines.values() for point in line.known
    ]
    scale = scale_of([point.value or 0.0 for point in points], most=3, within=within)
    times = [point.time for point in points] or [0.0]
    years = year_ticks(min(times), max(times), apart=0.34)
    backwards = direction == "rtl"
    across = {
        "field": "time",
        "type": "quantitative",
        "title": None,
        "scale": {
            "domain": [min(times), max(*times, min(times) + 1)],
            "nice": False,
            "zero": False,
            "reverse": backwards,
        },
        "axis": {"values": years, "format": "d", "grid": False},
    }
    up = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [scale.start, scale.end], "nice": False, "zero": False},
        "axis": {
            "values": list(scale.ticks),
            "labelExpr": f"format(datum.value, ',.{scale.decimals}f') + '{symbol}'",
            "orient": "right" if backwards else "left",
            "domain": False,
            "ticks": False,
        },
    }
    return {
        "$schema": SCHEMA,
        "data": {"values": list(_rows(panels))},
        "facet": {
            "field": "panel",
            "title": None,
            "sort": _order([each.label for each in panels], layout.columns, direction),
            "header": {
                "labelAnchor": "end" if backwards else "start",
                "labelFontSize": layout.text + 1,
                "labelPadding": 4,
            },
        },
        "columns": layout.columns,
        "spacing": _SPACE,
        "spec": {
            "width": layout.width,
            "height": layout.height,
            # A round cap makes a point of a line that has no length.
            "mark": {
                "type": "line",
                "stroke": "var(--edge)",
                "strokeWidth": 0.9,
                "strokeOpacity": 0.7,
                "strokeCap": "round",
            },
            "encoding": {
                "x": across,
                "y": up,
                "detail": {"field": "run"},
                "description": {"field": "area"},
            },
        },
        "resolve": {"axis": {"x": "independent"}},
        "config": _config(layout),
    }


def _rows(panels: Sequence[Panel]) -> Iterator[dict[str, Any]]:
    """Yield a row for each value; `run` is what is joined."""
    number = 0
    for panel in panels:
        for code, line in panel.lines.items():
            for run in runs(line.points):
                number += 1
                for point in run:
                    yield {
                        "panel": panel.label,
                        "area": code,
                        "run": number,
                        "time": point.time,
                        "value": point.value,
                    }


def _order(labels: Sequence[str], columns: int, direction: Direction) -> list[str]:
    """Return the order of panels from left to right, row by row."""
    if direction == "ltr":
        return list(labels)
    rows = [labels[at : at + columns] for at in range(0, len(labels), columns)]
    return [label for row in rows for label in reversed(row)]


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
        "header": {"labelColor": "var(--ink)"},
    }
