"""The projection against published numbers, and what a map is made of."""

import math

import pytest

from tally.charts import maps
from tally.charts.maps import Place, Step, steps, world_map

SENEGAL = Place("SEN", "Senegal", -14.5, 14.7, "/SEN")
TUVALU = Place("TUV", "Tuvalu", 179.2, -8.52, "/TUV")


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        # Šavrič, Patterson and Jenny 2018: width 2.05458 times the height; the pole
        # line is 0.59247 times as long as the equator; y of the pole 1.3173627.
        (180, 0, 2.7066299836960748, 0.0),
        (0, 90, 0.0, 1.3173627591574133),
        (180, 90, 0.59247 * 2.70663, 1.31736),
    ],
)
def test_the_projection_gives_the_published_numbers(longitude, latitude, x, y):
    found = maps.equal_earth(longitude, latitude)

    assert found == pytest.approx((x, y), abs=2e-5)


@pytest.mark.parametrize(("south", "north"), [(0, 10), (40, 50), (70, 80), (-60, -50)])
def test_areas_keep_their_size(south, north):
    """The plane area of a strip equals its area on the sphere (degrees to radians)."""
    slices = 2000
    step = (north - south) / slices
    plane = 0.0
    for index in range(slices):
        low, high = south + index * step, south + (index + 1) * step
        (x0, y0), (x1, y1) = maps.equal_earth(1, low), maps.equal_earth(1, high)
        plane += (x0 + x1) / 2 * (y1 - y0)
    sphere = math.radians(1) * (
        math.sin(math.radians(north)) - math.sin(math.radians(south))
    )

    assert plane == pytest.approx(sphere, rel=1e-4)


def test_the_edge_of_the_sheet_runs_through_the_bering_strait():
    assert maps.place(-169.1, 0)[0] == pytest.approx(maps.WIDTH, abs=1)
    assert maps.place(-168.9, 0)[0] == pytest.approx(0, abs=1)


def test_small_countries_become_dots_and_others_outlines():
    drawn = world_map({"SEN": 3, "TUV": 1}, [SENEGAL, TUVALU])

    assert [mark.iso3 for mark in drawn.areas] == ["SEN"]
    assert [mark.iso3 for mark in drawn.dots] == ["TUV"]
    assert [mark.iso3 for mark in drawn.marks] == ["SEN", "TUV"]
    assert 0 < drawn.dots[0].x < drawn.width
    assert 0 < drawn.dots[0].y < drawn.height


def test_a_count_of_zero_is_not_marked():
    assert world_map({"SEN": 0}, [SENEGAL]).marks == []


def test_a_word_is_its_own_level():
    (mark,) = world_map({"SEN": "3"}, [SENEGAL]).areas

    assert (mark.level, mark.count) == ("3", None)


def test_a_country_without_a_place_is_not_lost_silently():
    with pytest.raises(KeyError):
        world_map({"XXX": 1}, [SENEGAL])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], ()),
        ([0, 0], ()),
        ([7], (Step(5, 7, 7),)),
        ([1, 1, 1, 2], (Step(4, 1, 1), Step(5, 2, 2))),
        ([1, 2, 3, 4], (Step(2, 1, 1), Step(3, 2, 2), Step(4, 3, 3), Step(5, 4, 4))),
        (
            [1, 1, 2, 5, 9, 9, 20, 40],
            (Step(2, 1, 1), Step(3, 2, 5), Step(4, 9, 9), Step(5, 20, 40)),
        ),
    ],
)
def test_counts_are_divided_into_at_most_four_steps(counts, expected):
    assert steps(counts) == expected


def test_every_count_falls_into_exactly_one_step():
    counts = [1, 1, 1, 2, 2, 3, 5, 8, 13, 13, 21]
    legend = steps(counts)

    for count in counts:
        assert sum(step.least <= count <= step.most for step in legend) == 1
