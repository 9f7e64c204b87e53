"""The arrow of a row: never across a break, in no unit another, turned by polarity."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from accord.observatory.models import Indicator
from accord.observatory.places.profile import last_line, row_of
from accord.observatory.reading import Observation

TEMPLATE = Observation(
    **dict.fromkeys(
        ("indicator", "definition", "missing", "unit", "status", "nature", "source"), ""
    ),
    **dict.fromkeys(("series", "vintage", "source_note"), ""),
    area="KEN",
    area_kind="country",
    time="2020",
    year=2020,
    sex="T",
    age="_T",
    dimensions="{}",
    headline=True,
    value=1.0,
    lower=None,
    upper=None,
    basis="reported",
)
VALUES = st.integers(1, 10_000).map(lambda number: number / 64)
STEPS = st.tuples(
    st.integers(1, 4), VALUES, st.booleans(), st.sampled_from(["reported", "modelled"])
)


def line_of(steps):
    year, line = 1990, []
    for gap, value, breaks, basis in steps:
        year += gap
        each = replace(TEMPLATE, time=str(year), year=year, value=value, basis=basis)
        line.append(replace(each, breaks=breaks))
    return line


def trend(line, *, worth=2.0, polarity=1):
    indicator = Indicator(code="x", worth=Decimal(str(worth)), polarity=polarity)
    return row_of(indicator, last_line(line), {}, {}, date(2026, 1, 1)).trend


@given(st.lists(STEPS, min_size=1, max_size=12))
def test_what_is_compared_lies_after_the_last_break_and_is_of_one_basis(steps):
    line = line_of(steps)

    found = trend(line)

    if found.first is not None:
        between = [each for each in line if each.year > found.first.year]
        assert not any(each.breaks for each in between)
        assert found.first.basis == found.last.basis == line[-1].basis
        assert 3 <= found.last.year - found.first.year <= 10


@given(st.lists(STEPS, min_size=2, max_size=12), st.sampled_from([0.25, 4.0, 1024.0]))
def test_the_unit_does_not_turn_an_arrow(steps, scale):
    line = line_of(steps)
    scaled = [replace(each, value=each.value * scale) for each in line]

    assert trend(scaled, worth=2.0 * scale).way == trend(line).way


@given(st.lists(STEPS, min_size=2, max_size=12))
def test_the_polarity_turns_the_judgement_and_not_the_arrow(steps):
    line = line_of(steps)

    more, less, neither = (trend(line, polarity=each) for each in (1, -1, 0))

    assert more.way == less.way == neither.way
    assert neither.better is None
    assert (more.better is None) == (less.better is None)
    if more.better is not None:
        assert more.better is not less.better
