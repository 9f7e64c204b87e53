"""Weighted means of regions: against the source's own, and at the edges of the rule."""

import csv
import gzip
from collections.abc import Callable

import pytest

from accord.observatory import extracts
from accord.observatory.places.aggregation import Aggregation, courses_of
from accord.observatory.reading import Dated

WORLD = "ZZK.WORLD"


def value(area: str, year: int, number: float) -> Dated:
    return Dated(area, year, number, "reported", "d", "sample")


def weights(**people: float) -> dict[str, dict[int, Dated]]:
    return {area: {2020: value(area, 2020, each)} for area, each in people.items()}


@pytest.fixture(scope="module")
def report() -> dict[str, dict[str, str]]:
    """Return the rows of the Human Development Report 2023/24 as UNDP prints them."""
    path = extracts.FOLDER / "undp-hdr.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", errors="replace") as lines:
        return {row["iso3"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def of_report(report) -> Callable[[str, int], Aggregation]:
    countries = [area for area in report if not area.startswith("ZZ")]

    def aggregation(column: str, year: int) -> Aggregation:
        def course(name: str) -> dict[str, dict[int, Dated]]:
            return courses_of(
                value(area, year, float(report[area][f"{name}_{year}"]))
                for area in countries
                if report[area][f"{name}_{year}"]
            )

        return Aggregation(countries, course(column), course("pop_total"))

    return aggregation


# UNDP publishes the world's mean beside those of countries. For these four it is the
# mean weighted by total population, of the countries that have a value; the file prints
# ten significant digits.
@pytest.mark.parametrize("column", ["le", "gnipc", "co2_prod", "mf"])
@pytest.mark.parametrize("year", [2015, 2021])
def test_the_world_is_what_undp_itself_publishes(report, of_report, column, year):
    ours, _behind = of_report(column, year).in_year(year)

    assert ours.value == pytest.approx(
        float(report[WORLD][f"{column}_{year}"]), rel=1e-8
    )


# Weighted by total population these would differ, so the registry weighs none of them:
# UNDP makes the world's HDI from its components, and weighs schooling by those of the
# age (technical notes 1 and 3 of the report).
@pytest.mark.parametrize(
    ("column", "difference"), [("hdi", -0.0223), ("eys", 0.598), ("mys", -0.399)]
)
def test_what_has_another_denominator_would_come_out_otherwise(
    report, of_report, column, difference
):
    ours, _behind = of_report(column, 2022).in_year(2022)

    assert ours.value - float(report[WORLD][f"{column}_2022"]) == pytest.approx(
        difference, abs=0.001
    )


@pytest.mark.parametrize(
    ("people", "published", "flagged"),
    [
        ({"A": 50.0, "B": 50.0}, True, True),
        ({"A": 49.9, "B": 50.1}, False, False),
        ({"A": 66.0, "B": 34.0}, True, False),
        ({"A": 65.9, "B": 34.1}, True, True),
    ],
)
def test_half_is_published_and_66_per_cent_go_unmarked(people, published, flagged):
    only_a = {"A": {2020: value("A", 2020, 7.0)}}

    found = Aggregation(["A", "B"], only_a, weights(**people)).latest()

    assert (found.aggregate.value == 7.0) is published
    assert found.coverage.is_flagged is flagged


def test_an_older_year_that_covers_enough_comes_before_a_newer_with_half():
    values = {
        "A": {2014: value("A", 2014, 4.0), 2020: value("A", 2020, 8.0)},
        "B": {2015: value("B", 2015, 6.0)},
    }
    people = {a: {y: value(a, y, 1.0) for y in (2014, 2020)} for a in "AB"}

    found = Aggregation("AB", values, people).latest()

    # B's value stands for 2012 to 2018; no year after 2015 has a value of either.
    assert found.year == 2015
    assert found.aggregate.value == 5.0
    assert [each.year for each in found.behind] == [2014, 2015]


def test_a_mean_is_compared_with_means_of_the_same_countries_and_other_values():
    values = {
        "A": {year: value("A", year, 1.0) for year in (2011, 2014, 2020)},
        "B": {year: value("B", year, 3.0) for year in (2014, 2020)},
    }
    people = {a: {y: value(a, y, 1.0) for y in range(2010, 2021)} for a in "AB"}

    found = Aggregation("AB", values, people).latest()

    # 2015 to 2019 have no values of their own; in 2011 B has that of 2014.
    assert found.year == 2020
    assert set(found.earlier) == {2020, 2014}


def test_the_poor_must_be_covered_too():
    rich = {"A": {2020: value("A", 2020, 1.0)}}
    people = weights(A=80, B=20)

    assert Aggregation("AB", rich, people).latest().aggregate.value == 1.0
    found = Aggregation("AB", rich, people, subgroups=(("B",),)).latest()
    assert found.aggregate.value is None
    assert found.coverage.share == pytest.approx(0.8)
