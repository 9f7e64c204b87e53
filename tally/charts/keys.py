"""Samples for a legend: the same strokes and points as the charts are drawn with."""

from typing import Literal, TypeAlias

from tally.charts import svg

Sample: TypeAlias = Literal[
    "line-1",
    "line-2",
    "line-3",
    "line-4",
    "line-5",
    "line-6",
    "reported",
    "modelled",
    "projected",
    "break",
    "apart",
    "interval",
    "across",
    "target",
    "missing",
    "filled",
    "outlined",
    "near",
    "other",
]

# Those of the lines of one chart, in their order.
SAMPLES: tuple[Sample, ...] = (
    "line-1",
    "line-2",
    "line-3",
    "line-4",
    "line-5",
    "line-6",
)
_LEVEL = "M2 8h28"
_COLUMN = "M8 1h16v14H8z"
_HATCH = "M1 8l6-6M1 14l12-12M7 14l12-12M13 14l12-12M19 14l12-12M25 14l6-6"


def sample(what: Sample) -> str:
    """Return a drawing of 32 by 16 that stands before the words of a legend."""
    return svg.element(
        "svg",
        *_strokes(what),
        class_="legend__sample",
        viewBox="0 0 32 16",
        aria_hidden="true",
        focusable="false",
    )


def _strokes(what: Sample) -> list[str]:
    if what.startswith("line-"):
        return [_path(f"chart__line {what}", _LEVEL)]
    simple = {
        "across": [_path("chart__line chart__line--thin", _LEVEL)],
        "reported": [_path("chart__line", _LEVEL), _dot("")],
        "modelled": [
            _path("chart__line chart__line--thin", _LEVEL),
            _dot(" chart__dot--hollow"),
        ],
        "projected": [
            _path("chart__line chart__line--projected", _LEVEL),
            _path("chart__cross", "M12.5 4.5l7 7m0-7l-7 7"),
        ],
        "break": [
            _path("chart__line", "M2 8h8"),
            _path("chart__line", "M22 8h8"),
            _path("chart__break", "M11 14l4-12M17 14l4-12"),
        ],
        "apart": [
            svg.element("circle", class_="chart__dot", cx=8, cy=11, r=3.4),
            svg.element("circle", class_="chart__dot", cx=24, cy=5, r=3.4),
        ],
        "interval": [
            _path("chart__band", "M2 2h28v12H2z"),
            _path("chart__line", _LEVEL),
        ],
        "target": [_path("chart__target", _LEVEL)],
        "filled": [_path("chart__mark", _COLUMN)],
        "outlined": [_path("chart__mark chart__mark--hollow", _COLUMN)],
        "near": [_path("chart__stroke chart__stroke--near", "M16 1v14")],
        "other": [_path("chart__stroke", "M16 2v12")],
        "missing": [
            _path("legend__frame", "M1 2h30v12H1z"),
            _path(
                "world__hatch",
                "M1 8l6-6M1 14l12-12M7 14l12-12M13 14l12-12M19 14l12-12M25 14l6-6",
            ),
        ],
    }
    return simple[what]


def _path(class_: str, shape: str) -> str:
    return svg.element("path", class_=class_, d=shape)


def _dot(manner: str) -> str:
    return svg.element("circle", class_=f"chart__dot{manner}", cx=16, cy=8, r=3.4)
