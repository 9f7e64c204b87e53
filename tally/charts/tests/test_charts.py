"""What the charts draw is what the values say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tally.charts.balance import assembly, balance
from tally.charts.bars import bars
from tally.charts.composition import Strand, composition
from tally.charts.dots import Dot, dots
from tally.charts.findings import Course, change, lead
from tally.charts.sparkline import sparkline
from tally.charts.svg import Part, wrapped

SVG = "{http://www.w3.org/2000/svg}"
MARKS = ["", "government", "employers", "workers", "others", "accent", "quiet"]
WORDS = st.text(max_size=60)
AMOUNTS = st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 2))
PARTS = st.lists(st.builds(Part, WORDS, AMOUNTS, st.sampled_from(MARKS)))
DIRECTIONS = st.sampled_from(["ltr", "rtl"])


def percent(element: etree._Element, name: str) -> float:
    return float(element.attrib[name].removesuffix("%"))


def shown(chart: str) -> list[str]:
    return [each.text or "" for each in etree.fromstring(chart).iter(f"{SVG}text")]


@given(PARTS, WORDS, DIRECTIONS)
def test_segments_of_a_balance_share_the_width_as_the_parts_share_the_whole(
    parts, title, direction
):
    chart = etree.fromstring(balance(parts, title=title, direction=direction))

    drawn = [part for part in parts if part.value]
    whole = sum(part.value for part in drawn)
    segments = chart.findall(f"{SVG}rect")
    if not drawn:
        assert [each.get("class") for each in segments] == ["scale-none"]
        return
    for part, segment in zip(drawn, segments, strict=True):
        share = 100 * part.value / whole
        assert percent(segment, "width") == pytest.approx(share, abs=0.001, rel=1e-4)
    assert chart.find(f"{SVG}title") is not None


@given(PARTS, DIRECTIONS)
def test_segments_of_a_balance_meet_without_gap_or_overlap(parts, direction):
    chart = etree.fromstring(balance(parts, title="Balance", direction=direction))

    segments = [
        (percent(each, "x"), percent(each, "width"))
        for each in chart.findall(f"{SVG}rect")
        if "x" in each.attrib
    ]
    edges = sorted(segments)
    for (start, size), (following, _) in pairwise(edges):
        assert start + size == pytest.approx(following, abs=0.01)


@given(PARTS, DIRECTIONS)
def test_bars_are_in_proportion_to_their_values(parts, direction):
    chart = etree.fromstring(bars(parts, title="Bars", direction=direction))

    widths = [percent(each, "width") for each in chart.findall(f"{SVG}rect")]
    assert len(widths) == len(parts)
    longest = max((part.value for part in parts), default=0)
    for part, width in zip(parts, widths, strict=True):
        expected = 82 * part.value / longest if longest else 0
        assert width == pytest.approx(expected, abs=0.001, rel=1e-4)


@given(PARTS)
def test_right_to_left_is_the_mirror_of_left_to_right(parts):
    one = etree.fromstring(bars(parts, title="Bars"))
    other = etree.fromstring(bars(parts, title="Bars", direction="rtl"))

    for left, right in zip(
        one.iter(f"{SVG}rect"), other.iter(f"{SVG}rect"), strict=True
    ):
        mirrored = 100 - percent(left, "x") - percent(left, "width")
        assert percent(right, "x") == pytest.approx(mirrored, abs=0.003)


def test_a_shape_stands_inside_the_chart_on_the_side_where_reading_starts():
    part = Part("Workers", 30, "workers")
    left = etree.fromstring(bars([part], title="Bars")).find(f"{SVG}svg")
    right = etree.fromstring(bars([part], title="Bars", direction="rtl")).find(
        f"{SVG}svg"
    )

    assert (left.get("x"), left[0].get("x")) == ("0%", "0")
    assert (right.get("x"), right[0].get("x")) == ("100%", "-0.85em")


@given(
    st.lists(
        st.builds(Part, WORDS, st.integers(0, 90).map(float), st.sampled_from(MARKS)),
        max_size=5,
    ),
    DIRECTIONS,
)
def test_an_assembly_has_a_seat_for_everyone_and_none_twice(parts, direction):
    chart = etree.fromstring(assembly(parts, title="Hall", direction=direction))

    seats = [each.attrib["transform"] for each in chart.findall(f"{SVG}path")]
    assert len(seats) == sum(part.value for part in parts)
    assert len(set(seats)) == len(seats)


@given(
    st.integers(1, 12).flatmap(
        lambda count: st.lists(
            st.lists(AMOUNTS, min_size=count, max_size=count), min_size=1, max_size=4
        )
    ),
    DIRECTIONS,
)
def test_columns_of_a_composition_are_as_high_as_their_totals(rows, direction):
    periods = [str(2000 + place) for place in range(len(rows[0]))]
    strands = [Strand("x", values) for values in rows]

    chart = etree.fromstring(
        composition(periods, strands, title="Growth", direction=direction)
    )

    heights: dict[str, float] = {}
    for each in chart.findall(f"{SVG}rect"):
        height = float(each.attrib["height"].removesuffix("em"))
        heights[each.attrib["x"]] = heights.get(each.attrib["x"], 0) + height
    totals = [sum(values) for values in zip(*rows, strict=True)]
    if any(totals):
        assert max(heights.values()) == pytest.approx(14, abs=0.01)
        expected = sorted(14 * total / max(totals) for total in totals if total)
        assert sorted(heights.values()) == pytest.approx(expected, abs=0.01)


@given(
    st.lists(st.none() | st.floats(-1e300, 1e300, allow_nan=False), max_size=40),
    DIRECTIONS,
)
def test_a_sparkline_has_one_point_for_each_known_value(values, direction):
    chart = etree.fromstring(sparkline(values, title="Course", direction=direction))

    known = sum(value is not None for value in values)
    path = chart.find(f"{SVG}path")
    drawn = path.attrib["d"] if path is not None else ""
    assert drawn.count("M") + drawn.count("L") == known


def test_a_sparkline_rises_when_the_values_rise():
    rising = (
        etree.fromstring(sparkline([1, 2], title="Up")).find(f"{SVG}path").attrib["d"]
    )

    assert rising == "M3 21h0L93 3"


def test_a_dot_stands_where_its_value_is_on_the_scale():
    chart = dots([Dot("Africa", 30, 20, 40)], start=0, end=60, title="Rates")

    band = etree.fromstring(chart).find(f"{SVG}rect")
    assert percent(band, "x") == pytest.approx(3 + 94 / 3, abs=0.001)
    assert percent(band, "width") == pytest.approx(94 / 3, abs=0.001)
    assert etree.fromstring(chart).find(f"{SVG}svg").attrib["x"] == "50%"


def test_values_that_cannot_be_drawn_where_they_are_are_refused():
    with pytest.raises(ValueError, match="Beyond the scale: Africa"):
        dots([Dot("Africa", 70)], start=0, end=60, title="Rates")
    with pytest.raises(ValueError, match="outside"):
        Dot("Africa", 50, 10, 20)
    with pytest.raises(ValueError, match="number from 0 up"):
        Part("Africa", -1)
    with pytest.raises(ValueError, match="2 values"):
        composition(["2024"], [Strand("x", [1, 2])], title="Growth")


def test_words_are_escaped_and_written_in_the_readers_manner():
    chart = bars(
        [Part('<script>"&', 1234.5)], title="a < b & c", write=lambda _: "1 234,5"
    )

    assert shown(chart) == ['<script>"&', "1 234,5"]
    assert "<script>" not in chart


def test_a_long_label_takes_two_lines():
    assert wrapped("Decent jobs and productive enterprises for all of us") == [
        "Decent jobs and productive enterprises",
        "for all of us",
    ]


def test_the_finding_names_the_largest_part_and_the_course():
    first = lead([Part("a", 10), Part("b", 30)])

    assert (first.part.label, first.share, first.next.label) == ("b", 0.75, "a")
    assert lead([Part("a", 0)]) is None
    assert change([None, 3, None, 9]).course is Course.ROSE
    assert change([9, 3]).difference == -6
    assert change([4]) is None
