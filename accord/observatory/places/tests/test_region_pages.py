"""Pages and files of regions, the world, and the themes that the world speaks of."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client

from accord.atlas.models import Challenge, Region
from accord.observatory import panels
from accord.observatory.places import regions

pytestmark = pytest.mark.usefixtures("registry")
TODAY = date(2026, 6, 1)


def row_of(code: str, m49: str = "202") -> regions.RegionRow:
    found = regions.of_region(Region.objects.get(m49=m49), on=TODAY)
    return next(row for row in found.rows if row.indicator.code == code)


def test_our_mean_stands_beside_the_source_s_own_and_the_difference_is_told():
    row = row_of("poverty")

    # (18 + 22) million at 10 %, 33 million at 40 %; NER and TGO, 35 million, unknown.
    assert row.published == pytest.approx((40 * 10 + 33 * 40) / 73)
    assert row.ours.coverage.share == pytest.approx(73 / 108)
    assert row.difference == pytest.approx(row.published - 26.0)
    assert row_of("informality").ours is None


def test_the_page_says_coverage_difference_and_countries(client: Client):
    html = client.get("/en/regions/202/?indicator=informality").content.decode()

    assert "covers 68%: 3 countries, 2020" in html
    assert "our figure of 2020 is 2.4 percentage points away" in html
    assert "80.0% to 93.0% in 5 countries" in html
    assert "Informality: where countries and areas stand" in html


def test_what_others_published_is_cited_as_theirs(client: Client, settings):
    settings.SAMPLE = True

    html = client.get("/en/regions/202/").content.decode()

    assert "Source: Sample office, free to use." in html
    assert "Invented sample data" not in html


def test_unknown_regions_are_not_there_and_the_world_has_one_address(client: Client):
    assert client.get("/en/regions/999/").status_code == 404
    moved = client.get("/en/regions/001/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/en/world/")
    assert client.get("/fr/world/").status_code == 200


def test_the_files_hold_both_figures_with_the_countries_behind_ours(client: Client):
    told = json.loads(b"".join(client.get("/en/regions/202.json").streaming_content))
    poverty = [each for each in told["records"] if each["indicator"] == "poverty"]

    assert "source" in told["licence"]["name"]
    assert "url" not in told["licence"]
    assert [each["origin"] for each in poverty] == ["source", "weighted"]
    assert poverty[1]["countries"] == ["GHA", "MLI", "SEN"]
    assert poverty[1]["coverage"] == pytest.approx(73 / 108)


def test_the_file_of_a_country_holds_what_is_missing_too(client: Client):
    body = b"".join(
        client.get("/en/countries/SEN/figures.csv?keys").streaming_content
    ).decode("utf-8-sig")
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(body))}

    assert rows["informality"]["value"] == "88.0"
    assert (rows["informality"]["trend"], rows["informality"]["change"]) == (
        "down",
        "-3.0",
    )
    assert rows["injuries"]["missing"] == "withheld:C"
    assert rows["skills"]["missing"] == "no-series"


def test_a_challenge_has_a_finding_for_the_home_page():
    challenges = list(Challenge.objects.order_by("code"))

    found = panels.findings_of_challenges(challenges, on=TODAY)

    assert [found[each.pk].sentence for each in challenges] == [
        "Poverty, world: 23.6% (2020).",
        "No series that may be published speaks for the world yet.",
    ]


def test_an_empty_challenge_says_which_series_would_fill_it(client: Client):
    html = client.get("/en/challenges/challenge-2/").content.decode()

    assert "wanted: a survey of skills" in html


def test_as_many_queries_whatever_there_is(client: Client, django_assert_num_queries):
    client.get("/en/regions/202/")
    with django_assert_num_queries(20, exact=False) as asked:
        client.get("/en/regions/202/?n=1")

    with django_assert_num_queries(len(asked)):
        client.get("/en/regions/202/?n=2&indicator=poverty")
