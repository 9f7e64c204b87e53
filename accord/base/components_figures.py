"""The figures of the components page, with sample content."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe

from accord.base import components
from accord.base.templatetags.components import number
from tally.charts import keys, svg
from tally.charts.balance import assembly, balance
from tally.charts.bars import bars
from tally.charts.composition import Strand, composition
from tally.charts.course import Line, Point
from tally.charts.dots import Dot, dots
from tally.charts.lines import lines
from tally.charts.sparkline import sparkline
from tally.charts.strip import Row, Spot, strip
from tally.charts.svg import Direction, Part

_ADDRESS = "#top"


def sample(words: dict[str, Any], direction: Direction) -> dict[str, Any]:
    parts = [Part(*row) for row in words["parts"]]
    areas = [Part(*row) for row in words["areas"]]
    rates = [Dot(*row) for row in words["rates"]]
    strands = [Strand(*row) for row in words["strands"]]
    courses = [
        Line(label, [Point(*point) for point in points])
        for label, points in words["courses"]
    ]
    spots = [Spot(*row) for row in words["spots"]]
    legend = [components.Key(part.label, constituency=part.mark) for part in parts]

    def figure(
        name: str, chart: str, columns: Sequence[str], rows: Any, **more: Any
    ) -> components.Figure:
        return components.Figure(
            id=f"figure-{name}",
            title=words[f"{name}_title"],
            subtitle=words[f"{name}_subtitle"],
            sentence=words[name],
            chart=chart,
            table=components.Table(
                words[f"{name}_subtitle"],
                [
                    components.Column(label, numeric=place > 0)
                    for place, label in enumerate(columns)
                ],
                rows,
            ),
            source=words["source"],
            date=words["date"],
            licence=words["licence"],
            csv_url=_ADDRESS,
            level=4,
            **more,
        )

    def drawn(draw: Any, values: Any, name: str, **more: Any) -> str:
        return draw(
            values,
            title=words[f"{name}_title"],
            description=words[name],
            direction=direction,
            **more,
        )

    def amounts(these: Sequence[Part]) -> list[list[Any]]:
        return [[each.label, each.value] for each in these]

    return {
        "assembly": figure(
            "assembly",
            drawn(assembly, parts, "assembly"),
            words["columns"],
            amounts(parts),
            legend=legend,
        ),
        "balance": figure(
            "balance",
            drawn(balance, parts, "balance", write=number),
            words["columns"],
            amounts(parts),
            legend=legend,
        ),
        "bars": figure(
            "bars",
            drawn(bars, areas, "bars", write=number),
            words["area_columns"],
            amounts(areas),
        ),
        "dots": figure(
            "dots",
            drawn(dots, rates, "dots", start=0, end=60, write=number),
            words["rate_columns"],
            [[rate.label, rate.value, rate.low, rate.high] for rate in rates],
        ),
        "growth": figure(
            "growth",
            composition(
                words["periods"],
                strands,
                title=words["growth_title"],
                description=words["growth"],
                direction=direction,
                write=number,
            ),
            [words["period_column"], *(strand.label for strand in strands)],
            [
                [period, *(strand.values[place] for strand in strands)]
                for place, period in enumerate(words["periods"])
            ],
            legend=legend,
        ),
        "course": figure(
            "lines",
            drawn(lines, courses, "lines", write=number),
            [words["period_column"], *(line.label for line in courses)],
            _by_time(courses),
            legend=[
                components.Key(label, sample=keys.sample(what))
                for what, label in words["lines_keys"]
            ],
        ),
        "spots": figure(
            "strip",
            drawn(strip, [Row("", spots)], "strip", write=number),
            words["rate_columns"][:2],
            [[spot.label, spot.value] for spot in spots],
        ),
        # tally.charts escapes every text it draws.
        "spark": mark_safe(  # noqa: S308  # nosemgrep: mark-safe
            sparkline(
                [3, 4, 4, 6, 5, 8, None, 9, 12, 11, 15, 17],
                title=words["spark"],
                direction=direction,
                mark="accent",
            )
        ),
        "map": figure(
            "map",
            _plain_frame(words["map_title"]),
            words["area_columns"],
            amounts(areas),
            legend=[
                components.Key(label, scale="none" if not step else str(step))
                for step, label in enumerate(words["map_keys"])
            ],
        ),
    }


def _by_time(courses: Sequence[Line]) -> list[list[Any]]:
    """Return a row for each year; "" where a line has no value."""
    held = [{point.time: point.value for point in line.known} for line in courses]
    years = sorted({year for line in held for year in line})
    return [[str(year), *(line.get(year, "") for line in held)] for year in years]


def _plain_frame(title: str) -> str:
    """Return what stands for the map here: base has no countries."""
    steps = "".join(
        svg.element(
            "rect",
            class_=f"scale-{step or 'none'}",
            x=step * 100 + 10,
            y=20 + 12 * (step % 3),
            width=80,
            height=70,
        )
        for step in range(6)
    )
    return svg.element(
        "svg",
        svg.naming(title),
        steps,
        class_="chart",
        role="img",
        viewBox="0 0 600 120",
        xmlns="http://www.w3.org/2000/svg",
    )
