"""Lines join what may be joined, and stand where the values are."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tally.charts.choropleth import Base, choropleth, quantiles
from tally.charts.columns import Column, columns
from tally.charts.course import Line, Point, Target, runs, stretches
from tally.charts.keys import sample
from tally.charts.lines import Axis, lines
from tally.charts.maps import Place
from tally.charts.scales import apart, rows_without_overlap, scale_of, year_ticks
from tally.charts.strip import Row, Spot, strip

SVG = "{http://www.w3.org/2000/svg}"
DIRECTIONS = st.sampled_from(["ltr", "rtl"])
VALUES = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))
WORDS = st.text(max_size=40)


@st.composite
def points(draw, year: int) -> Point:
    value = draw(st.none() | VALUES)
    bounds = (None, None)
    if value is not None and draw(st.booleans()):
        bounds = value - draw(st.floats(0, 100)), value + draw(st.floats(0, 100))
    basis = draw(st.sampled_from(["reported", "modelled", "projected"]))
    return Point(float(year), value, *bounds, basis, draw(st.booleans()))


@st.composite
def courses(draw) -> Line:
    years = sorted(draw(st.sets(st.integers(1990, 2024), max_size=20)))
    return Line(draw(WORDS), [draw(points(year)) for year in years])


def corners(path: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in re.findall(r"(-?[\d.e+]+) (-?[\d.e+]+)", path)
    ]


@given(courses())
def test_nothing_is_joined_across_a_gap_or_a_break(line):
    joined = {
        (one.time, other.time)
        for stretch in stretches(line)
        for one, other in pairwise(stretch.points)
    }

    for start, end in joined:
        between = [point for point in line.points if start < point.time <= end]
        assert all(point.value is not None for point in between)
        assert not any(point.breaks for point in between)


@given(courses())
def test_a_line_is_full_only_between_measured_neighbours(line):
    for stretch in stretches(line):
        bases = {point.basis for point in stretch.points}
        assert (stretch.manner == "projected") >= (bases == {"projected"})
        if stretch.manner == "measured":
            assert bases == {"reported"}
        assert ("projected" in bases) == (stretch.manner == "projected")


@given(st.lists(courses(), max_size=6), DIRECTIONS)
def test_every_mark_lies_inside_its_chart(drawn, direction):
    chart = etree.fromstring(
        lines(drawn, title="Course", direction=direction, axis=Axis(height=15))
    )

    for circle in chart.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx").removesuffix("%")) <= 100
        assert 0.8 <= float(circle.get("cy").removesuffix("em")) <= 15.8
    for path in chart.iter(f"{SVG}path"):
        if path.get("class").startswith(("chart__line", "chart__band")):
            assert all(
                0 <= x <= 1000 and 0 <= y <= 1000 for x, y in corners(path.get("d"))
            )


@given(courses(), DIRECTIONS)
def test_each_stretch_is_one_path_with_a_corner_for_each_value(line, direction):
    chart = etree.fromstring(lines([line], title="Course", direction=direction))

    paths = [
        path.get("d")
        for path in chart.iter(f"{SVG}path")
        if path.get("class").startswith("chart__line")
    ]
    assert [len(corners(path)) for path in paths] == [
        len(stretch.points) for stretch in stretches(line)
    ]
    if len(line.known) <= 24:
        marks = list(chart.iter(f"{SVG}circle"))
        crosses = chart.findall(f".//{SVG}path[@class='chart__cross line-1']")
        assert len(marks) + len(crosses) == len(line.known)


@given(courses())
def test_right_to_left_mirrors_the_lines_and_nothing_else(line):
    one, other = (
        etree.fromstring(lines([line], title="Course", direction=direction))
        for direction in ("ltr", "rtl")
    )

    for left, right in zip(
        one.iter(f"{SVG}circle"), other.iter(f"{SVG}circle"), strict=True
    ):
        across = [float(each.get("cx").removesuffix("%")) for each in (left, right)]
        assert sum(across) == pytest.approx(100, abs=0.01)
        assert left.get("cy") == right.get("cy")


def test_estimates_projections_and_breaks_are_drawn_apart():
    line = Line(
        "Kenya",
        [
            Point(2010, 50),
            Point(2011, 48),
            Point(2012, 40, breaks=True),
            Point(2013, 41, basis="modelled"),
            Point(2014, 42, basis="projected"),
        ],
    )

    chart = lines([line], title="Course", axis=Axis(target=Target(30, "Target")))

    drawn = re.findall(r'class="(chart__(?:line|dot|cross|break)[^"]*)"', chart)
    assert drawn == [
        "chart__line chart__line--measured line-1",
        "chart__line chart__line--thin line-1",
        "chart__line chart__line--projected line-1",
        "chart__dot line-1",
        "chart__dot line-1",
        "chart__dot line-1",
        "chart__dot chart__dot--hollow line-1",
        "chart__cross line-1",
        "chart__break line-1",
    ]
    assert [len(run) for run in runs(line.points)] == [2, 3]


def test_the_value_of_a_projection_is_not_written_as_the_latest():
    line = Line("Kenya", [Point(2020, 50), Point(2030, 41.5, basis="projected")])

    assert "41.5" not in lines([line], title="Course")
    assert ">50<" in lines([Line("Kenya", line.points[:1])], title="Course")


def test_seven_lines_are_refused():
    with pytest.raises(ValueError, match="at most 6"):
        lines([Line(str(n), [Point(2020, n)]) for n in range(7)], title="Course")


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False)), st.booleans())
def test_a_scale_holds_every_value_between_round_ticks(values, zero):
    scale = scale_of(values, zero=zero)

    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert 2 <= len(scale.ticks) <= 8
    if zero:
        assert scale.start <= 0 <= scale.end


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([73, 95], (70, 75, 80, 85, 90, 95)),
        ([0.412, 0.601], (0.4, 0.45, 0.5, 0.55, 0.6, 0.65)),
        ([12, 97.4], (0, 20, 40, 60, 80, 100)),
        ([5, 5], (4.4, 4.6, 4.8, 5, 5.2, 5.4, 5.6)),
    ],
)
def test_ticks_are_few_and_round(values, ticks):
    assert scale_of(values).ticks == pytest.approx(ticks)


def test_a_scale_keeps_to_the_natural_limits_of_its_values():
    assert scale_of([100.0, 100.0], within=(0, 100)).end == 100
    assert scale_of([0.0, 0.0], within=(0, 100)).start == 0


def test_years_are_written_at_the_ends_and_at_round_ones_between():
    assert year_ticks(1997, 2020) == [1997, 2005, 2010, 2015, 2020]
    assert year_ticks(2019, 2019) == [2019]
    assert year_ticks(2021.25, 2021.75) == [2021]


@given(st.lists(st.tuples(st.floats(0, 15), st.sampled_from([1.35, 2.55])), max_size=6))
def test_labels_at_the_ends_of_lines_do_not_cover_each_other(wanted):
    sizes = [size for _place, size in wanted]
    end = max(16.0, sum(sizes))

    centres = apart([place for place, _size in wanted], sizes, end)

    spans = sorted(
        (centre - size / 2, centre + size / 2)
        for centre, size in zip(centres, sizes, strict=True)
    )
    for (_start, foot), (following, _end) in pairwise(spans):
        assert following >= foot - 1e-9
    assert all(start >= -1e-9 and stop <= end + 1e-9 for start, stop in spans)


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(1, 60)), max_size=8))
def test_labels_in_one_row_stand_clear(wanted):
    spans = [(start, start + size) for start, size in wanted]

    rows = rows_without_overlap(spans)

    placed = sorted(zip(rows, spans, strict=True))
    for (row, (_start, end)), (next_row, (start, _end)) in pairwise(placed):
        assert row != next_row or start >= end + 1


@given(
    st.lists(st.builds(Spot, WORDS, VALUES, st.booleans()), max_size=200), DIRECTIONS
)
def test_a_strip_has_one_stroke_inside_it_for_each_value(spots, direction):
    chart = etree.fromstring(
        strip([Row("", spots)], title="Strip", direction=direction)
    )

    strokes = [
        float(each.get("x1").removesuffix("%"))
        for each in chart.findall(f"{SVG}line")
        if each.get("class").startswith("chart__stroke")
    ]
    assert len(strokes) == len(spots)
    assert all(0 <= at <= 100 for at in strokes)


def test_a_named_value_stands_at_its_place_with_its_words():
    spots = [Spot("Kenya", 25, named=True), Spot("Uganda", 0), Spot("Chad", 100)]

    chart = etree.fromstring(strip([Row("Africa", spots)], title="Strip"))

    assert chart.find(f"{SVG}circle").get("cx") == "26%"
    texts = ["".join(each.itertext()) for each in chart.findall(f"{SVG}text")]
    assert texts[:2] == ["Africa", "Kenya 25"]


@given(st.lists(VALUES, max_size=200))
def test_steps_hold_every_value_once_and_never_part_equals(values):
    steps = quantiles(values)

    for value in values:
        assert sum(step.least <= value <= step.most for step in steps) == 1
    assert len(steps) <= 5
    levels = [step.level for step in steps]
    assert levels == sorted(set(levels))


def test_a_map_hatches_what_has_no_value():
    places = [
        Place("KEN", "Kenya", 38, 1, "/k"),
        Place("MUS", "Mauritius", 57.5, -20.2),
    ]
    values = {"KEN": 80.0, "MUS": 50.0}

    chart = choropleth(
        values,
        places,
        steps=quantiles(values.values()),
        base=Base("/world.svg", "m"),
    )

    drawn = etree.fromstring(chart)
    assert drawn.find(f"{SVG}rect").get("fill") == "url(#m-hatch)"
    area = drawn.find(f"{SVG}a/{SVG}use")
    assert (area.get("href"), area.get("class")) == (
        "/world.svg#KEN",
        "world__area scale-5",
    )
    assert drawn.find(f"{SVG}g/{SVG}circle[2]").get("class") == "world__dot scale-2"
    with pytest.raises(KeyError):
        choropleth({"XXX": 1.0}, places, steps=quantiles([1.0]), base=Base("", ""))


@given(st.lists(st.none() | VALUES, max_size=8), DIRECTIONS)
def test_columns_stand_on_zero_in_proportion(values, direction):
    chart = etree.fromstring(
        columns(
            [Column(str(n), value) for n, value in enumerate(values)],
            title="Columns",
            direction=direction,
        )
    )

    known = [value for value in values if value is not None]
    heights = [
        float(each.get("height").removesuffix("em"))
        for each in chart.iter(f"{SVG}rect")
    ]
    size = max([0.0, *known]) - min([0.0, *known]) or 1
    assert heights == pytest.approx([10 * abs(v) / size for v in known], abs=0.01)


@given(WORDS, WORDS)
def test_names_are_escaped(name, title):
    chart = lines(
        [Line(name, [Point(2020, 1)]), Line("b", [Point(2020, 2)])], title=title
    )

    assert etree.fromstring(chart).tag == f"{SVG}svg"


def test_each_sample_of_a_legend_is_drawn():
    for what in ("line-3", "modelled", "projected", "break", "interval", "missing"):
        assert len(etree.fromstring(sample(what))) > 0
