"""A line the size of a word: the course of a series, without axis or labels."""

from collections.abc import Sequence

from tally.charts import svg
from tally.charts.course import Line, Point, runs, stretches
from tally.charts.svg import Direction, Mark

_WIDTH, _HEIGHT, _EDGE = 96.0, 24.0, 3.0


def sparkline(
    values: Sequence[float | None],
    *,
    title: str,
    direction: Direction = "ltr",
    mark: Mark = "",
) -> str:
    """Draw the values in order, equally spaced; None leaves a gap.

    The last known value has a dot. The scale runs from the least to the greatest:
    a sparkline shows course, not size.
    """
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    places = [
        None if value is None else _place(_across(index, len(values)), value, low, high)
        for index, value in enumerate(values)
    ]
    if direction == "rtl":
        places = [
            None if each is None else (_WIDTH - each[0], each[1]) for each in places
        ]
    line = svg.element("path", class_="chart__line", d=_path(places)) if known else ""
    last = next((each for each in reversed(places) if each), None)
    end = (
        svg.element("circle", class_="chart__mark", cx=last[0], cy=last[1], r="2.5")
        if last
        else ""
    )
    return _framed([line, end], title, mark)


def timeline(
    points: Sequence[Point],
    *,
    title: str,
    direction: Direction = "ltr",
    mark: Mark = "",
) -> str:
    """Draw values where they lie in time, joined as a large chart joins them.

    A fine line bridges years without a value and estimates of a model; nothing is
    joined across a break. The last known value has a dot.
    """
    line = Line("", points)
    known = [(each.time, each.value) for each in points if each.value is not None]
    if not known:
        return sparkline([], title=title, direction=direction, mark=mark)
    low, high = min(value for _time, value in known), max(value for _, value in known)
    first, last = known[0][0], known[-1][0]

    def place(point: Point) -> tuple[float, float]:
        across = (point.time - first) / (last - first) if last > first else 0.5
        x, y = _place(across, point.value or 0.0, low, high)
        return (_WIDTH - x if direction == "rtl" else x), y

    drawn = [
        svg.element(
            "path",
            class_=f"chart__line chart__line--{each.manner}",
            d=_path([place(point) for point in each.points]),
        )
        for each in stretches(line)
    ]
    alone = [run[0] for run in runs(points) if len(run) == 1]
    drawn += [
        svg.element("path", class_="chart__line", d=_path([place(point)]))
        for point in alone
    ]
    end = place(line.known[-1])
    drawn.append(
        svg.element("circle", class_="chart__mark", cx=end[0], cy=end[1], r="2.5")
    )
    return _framed(drawn, title, mark)


def _across(index: int, count: int) -> float:
    return index / (count - 1) if count > 1 else 0.5


def _framed(drawn: Sequence[str], title: str, mark: Mark) -> str:
    return svg.element(
        "svg",
        svg.naming(title),
        *drawn,
        class_=svg.classes("chart sparkline", mark),
        role="img",
        viewBox=f"0 0 {svg.length(_WIDTH)} {svg.length(_HEIGHT)}",
        xmlns="http://www.w3.org/2000/svg",
    )


def _place(across: float, value: float, low: float, high: float) -> tuple[float, float]:
    # A difference of two huge floats may be infinite; halves never are.
    up = (value / 2 - low / 2) / (high / 2 - low / 2) if high > low else 0.5
    return (
        _EDGE + across * (_WIDTH - 2 * _EDGE),
        _HEIGHT - _EDGE - up * (_HEIGHT - 2 * _EDGE),
    )


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    steps = []
    pen = "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        # A line of no length shows as a point where a value stands alone.
        alone = "h0" if pen == "M" else ""
        steps.append(f"{pen}{svg.length(place[0])} {svg.length(place[1])}{alone}")
        pen = "L"
    return "".join(steps)
