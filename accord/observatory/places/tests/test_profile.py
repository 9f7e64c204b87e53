"""How things stand in a place: which line, which flags, which rank, what is missing."""

from datetime import date

import pytest
from django.test import Client

from accord.atlas.models import Country
from accord.observatory.places import profile, profile_words
from accord.observatory.places.profile import Absence, Flag

TODAY = date(2026, 6, 1)


@pytest.fixture
def senegal(registry):
    return profile.of_country(Country.objects.get(iso3="SEN"), on=TODAY)


def row_of(found, code):
    return next(row for row in found.rows if row.indicator.code == code)


def test_the_last_value_is_no_projection_and_ends_its_line(senegal):
    row = row_of(senegal, "informality")

    assert [(each.year, each.value) for each in row.line] == [(2016, 91), (2021, 88)]
    assert row.flags == []


def test_five_values_without_intervals_have_a_range_and_no_rank(senegal):
    # Best first, at one decimal: GHA 80.0; SEN and NER 88.0; TGO 91.0; MLI 93.0.
    found = row_of(senegal, "informality").position

    assert (found.is_ranked, found.among) == (False, 5)
    assert (found.lowest, found.highest) == (80.0, 93.0)


def test_no_arrow_crosses_a_break_and_the_reason_is_said(senegal):
    row = row_of(senegal, "trust")
    said = profile_words.line(row, "SEN", TODAY)

    assert row.flags == [Flag.BREAK, Flag.OLD]
    assert said.course == "unknown"
    assert said.moved == "No comparison: the series breaks in 2019"
    assert said.flags == ["Break in 2019", "7 years old"]


def test_what_is_missing_is_said_with_its_kind(senegal):
    said = {gap.indicator.code: profile_words.why_absent(gap) for gap in senegal.gaps}

    assert {gap.indicator.code: gap.absence for gap in senegal.gaps} == {
        "wealth": Absence.NOT_HERE,
        "injuries": Absence.WITHHELD,
        "skills": Absence.NO_SERIES,
    }
    assert said == {
        "wealth": "The sources have no value here",
        "injuries": "Not published by the source (confidential)",
        "skills": "No series that may be published fills it yet",
    }


def test_the_country_page_shows_an_indicator_once_in_full(registry, client: Client):
    html = client.get("/en/countries/SEN/").content.decode()

    assert html.count("Better: down 3.0 percentage points since 2016") == 1
    assert html.count("in 5 countries; not ranked") == 1
    assert "Sample office, free to use" in html
    assert "wanted: a survey of skills" in html
