"""A life told in spans equals what happened, counted day by day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accord.partners import spans
from accord.partners.spans import Span

FIRST = date(2024, 1, 1)
DAYS = 60
days = st.integers(0, DAYS - 1)
events = st.lists(
    st.one_of(
        st.tuples(st.just("category"), days, st.integers(1, 4)),
        st.tuples(st.just("state"), days, st.sampled_from(["active", "suspended"])),
        st.tuples(st.just("left"), days, st.none()),
        st.tuples(st.just("returned"), days, st.none()),
    ),
    max_size=12,
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def lived(start: int, told: list) -> tuple[list[Span], list]:
    """Return the spans after the verbs, and the same life kept day by day.

    The naive life is a list with, for each day, (category, state) or None.
    """
    life = [Span(day(start), None, 1, 1, "SEN", "active")]
    naive: list = [(1, "active") if number >= start else None for number in range(DAYS)]
    for kind, number, value in told:
        is_open = life[-1].until is None
        if kind == "left" and is_open and number > start:
            life = spans.ended(life, day(number))
            naive = [each if n < number else None for n, each in enumerate(naive)]
        elif kind == "returned" and not is_open and day(number) >= life[-1].until:
            last = life[-1].category_id
            life = spans.resumed(life, day(number), state="active")
            naive = [
                (last, "active") if n >= number else each
                for n, each in enumerate(naive)
            ]
        elif kind == "category":
            life = spans.changed(life, day(number), category_id=value)
            naive = [
                (value, each[1]) if each and n >= number else each
                for n, each in enumerate(naive)
            ]
        elif kind == "state":
            life = spans.changed(life, day(number), state=value)
            naive = [
                (each[0], value) if each and n >= number else each
                for n, each in enumerate(naive)
            ]
    return life, naive


def told_on(life: list[Span], number: int) -> tuple[int, str] | None:
    found = [each for each in life if each.covers(day(number))]
    assert len(found) <= 1
    return (found[0].category_id, found[0].state) if found else None


@given(start=days, told=events)
def test_every_day_of_a_life_is_told_as_it_was(start, told):
    life, naive = lived(start, told)

    assert [told_on(life, number) for number in range(DAYS)] == naive
    assert life == spans.joined(life)


@given(first=days, one=events, second=days, other=events)
def test_two_records_of_one_organization_count_once_each_day(first, one, second, other):
    kept, kept_days = lived(first, one)
    absorbed, absorbed_days = lived(second, other)

    life = spans.united(kept, absorbed)

    expected = [
        mine or theirs for mine, theirs in zip(kept_days, absorbed_days, strict=True)
    ]
    assert [told_on(life, number) for number in range(DAYS)] == expected


def test_a_change_that_is_taken_back_leaves_no_seam():
    life = [Span(FIRST, None, 1, 1, None, "active")]

    there = spans.changed(life, day(5), state="suspended")
    back = spans.changed(there, day(5), state="active")

    assert there == [
        replace(life[0], until=day(5)),
        replace(life[0], since=day(5), state="suspended"),
    ]
    assert back == life
