"""What the carried tables say, checked without the files they were made from."""

import gzip
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from accord.atlas import tables
from accord.atlas.models import LANGUAGES
from tally.charts.maps import OUTLINED

WORLD = Path(tables.__file__).parent / "static" / "atlas" / "world.svg"


def countries() -> dict[str, tables.Fields]:
    return {row["iso3"]: row for row in tables.countries()}


def everything() -> list[tables.Fields]:
    return [
        *tables.regions(),
        *tables.countries(),
        *(
            row
            for kind in ("goals", "targets", "indicators")
            for row in tables.goals(kind)
        ),
        *tables.languages(),
        *(row for rows in tables.vocabulary().values() for row in rows),
    ]


def test_there_are_as_many_records_as_the_standards_have():
    vocabulary = tables.vocabulary()

    # M49 has 248 countries and areas; ISO 3166 one more, which M49 does not list.
    assert len(countries()) == 248
    assert len(tables.regions()) == 30
    assert len(tables.goals("goals")) == 17
    assert len(tables.goals("targets")) == 169
    assert len(tables.goals("indicators")) == 252
    assert {name: len(rows) for name, rows in vocabulary.items()} == {
        "area": 6,
        "challenge": 6,
        "pillar": 4,
        "objective": 4,
        "dimension": 3,
        "targetgroup": 17,
        "exclusionfactor": 5,
        "constituency": 4,
        "category": 9,
        "grouping": 7,
    }


def test_every_record_has_a_name_in_every_language():
    for row in everything():
        assert set(row["names"]) == set(LANGUAGES), row
        assert all(name.strip() == name and name for name in row["names"].values())


def test_no_name_keeps_the_marks_of_its_source():
    article = re.compile(r"\((?:the|l.|la|le|les|el|los|las)\)", re.IGNORECASE)
    for row in everything():
        for name in (*row["names"].values(), *row.get("formal_names", {}).values()):
            assert not article.search(name), name
            assert not re.search(r"[*_\u0640]|  |'", name), name


@pytest.mark.parametrize(
    ("iso3", "language", "name"),
    [
        ("CIV", "en", "Côte d’Ivoire"),
        ("CIV", "fr", "Côte d’Ivoire"),
        ("CIV", "ar", "كوت ديفوار"),
        ("TUR", "en", "Türkiye"),
        ("TUR", "ar", "تركيا"),
        ("SWZ", "es", "Eswatini"),
        ("BOL", "en", "Bolivia (Plurinational State of)"),
        ("BOL", "es", "Bolivia (Estado Plurinacional de)"),
        ("NLD", "fr", "Pays-Bas"),
        ("NLD", "es", "Países Bajos"),
        ("AFG", "es", "Afganistán"),
        ("GMB", "en", "Gambia"),
        ("BHS", "fr", "Bahamas"),
        ("COD", "fr", "République démocratique du Congo"),
        ("VAT", "en", "Holy See"),
        ("COK", "ar", "جزر كوك"),
        ("SEN", "ar", "السنغال"),
        ("FLK", "en", "Falkland Islands (Malvinas)"),
        ("PSE", "en", "State of Palestine"),
        ("IOT", "ar", "الإقليم البريطاني في المحيط الهندي"),
    ],
)
def test_countries_carry_the_names_of_the_united_nations(iso3, language, name):
    assert countries()[iso3]["names"][language] == name


def test_formal_names_stand_without_their_article():
    formal = countries()["ECU"]["formal_names"]

    assert formal["en"] == "Republic of Ecuador"
    assert formal["fr"] == "République de l’Équateur"
    assert formal["es"] == "República del Ecuador"
    assert countries()["TUR"]["formal_names"]["fr"] == "République de Türkiye"


def test_codes_keep_their_leading_zeros_and_are_used_once():
    rows = tables.countries()

    assert countries()["AFG"]["m49"] == "004"
    for key in ("iso3", "iso2", "m49"):
        assert max(Counter(row[key] for row in rows).values()) == 1


def test_what_m49_does_not_list_is_not_listed():
    assert not {"TWN", "XKX"} & countries().keys()


def test_every_region_but_the_world_lies_in_one_that_comes_before():
    seen: set[str | None] = {None}
    for row in tables.regions():
        assert row["parent_id"] in seen
        seen.add(row["m49"])
    assert {row["region_id"] for row in tables.countries()} <= seen


@pytest.mark.parametrize(
    ("iso3", "year", "group"),
    [
        # World Bank, historical classification by income (OGHIST), 2021 edition.
        ("SEN", 2017, "WB-LIC"),
        ("SEN", 2018, "WB-LMC"),
        ("CHN", 1998, "WB-LIC"),
        ("CHN", 1999, "WB-LMC"),
        ("CHN", 2010, "WB-UMC"),
        ("KOR", 1995, "WB-HIC"),
        ("KOR", 1998, "WB-UMC"),
        ("CIV", 2021, "WB-LMC"),
        ("TUR", 2021, "WB-UMC"),
        ("USA", 1987, "WB-HIC"),
    ],
)
def test_income_groups_are_those_of_the_world_bank(iso3, year, group):
    assert [code for code, when in tables.memberships()[iso3] if when == year] == [
        group
    ]


def test_special_situations_are_those_of_the_united_nations():
    in_group = Counter(
        code
        for pairs in tables.memberships().values()
        for code, year in pairs
        if not year
    )

    # 44 least developed countries since Sao Tome and Principe left in December 2024.
    assert in_group == {"LDC": 44, "LLDC": 32, "SIDS": 53}
    assert ("LDC", None) not in tables.memberships()["STP"]


def test_areas_and_challenges_say_where_their_wording_is_official():
    vocabulary = tables.vocabulary()
    official = {
        kind: {
            tuple(language for language in LANGUAGES if row["official"][language])
            for row in vocabulary[kind]
        }
        for kind in ("area", "challenge", "pillar")
    }

    assert official == {
        "area": {("en", "fr")},
        "challenge": {("fr",)},
        "pillar": {("en", "es")},
    }
    for kind in ("area", "challenge"):
        assert {row["valid_from"] for row in vocabulary[kind]} == {date(2023, 11, 1)}


def test_areas_carry_the_wording_of_the_flyer():
    areas = tables.vocabulary()["area"]

    assert areas[0]["names"]["fr"] == (
        "Lutter contre les inégalités, la discrimination et l’exclusion"
    )
    assert areas[5]["names"]["en"] == "Reinforcing institutions of social dialogue"
    assert [row["slug"] for row in areas] == [
        "equality",
        "labour-rights",
        "employment",
        "protection",
        "just-transitions",
        "social-dialogue",
    ]


def test_constituencies_have_a_shape_each():
    shapes = {row["code"]: row["shape"] for row in tables.vocabulary()["constituency"]}

    assert shapes == {
        "government": "circle",
        "employers": "triangle",
        "workers": "square",
        "none": "diamond",
    }


def test_only_the_three_constituents_stand_in_a_constituency():
    standing = {
        row["code"]: row["default_constituency"]
        for row in tables.vocabulary()["category"]
        if row["default_constituency"] != "none"
    }

    assert standing == {"GOV": "government", "EMP": "employers", "WRK": "workers"}


def test_targets_stand_in_the_order_of_the_resolution():
    codes = [row["code"] for row in tables.goals("targets") if row["goal"] == "8"]

    assert codes[-4:] == ["8.9", "8.10", "8.a", "8.b"]


def test_the_ilo_compiles_fourteen_indicators():
    ours = [row for row in tables.goals("indicators") if row["custodian"] == "ILO"]

    assert len(ours) == 14
    assert {row["code"].split(".")[0] for row in ours} == {"1", "5", "8", "10", "14"}


def test_the_french_indicator_is_whole_again():
    names = {row["code"]: row["names"]["fr"] for row in tables.goals("indicators")}

    assert names["8.2.1"].endswith("par personne pourvue d’un emploi")


def test_every_country_has_a_point_on_the_globe():
    for row in tables.countries():
        assert -90 <= row["latitude"] <= 90
        assert -180 <= row["longitude"] <= 180


def test_the_world_map_is_small_and_has_the_outlines_it_is_said_to_have():
    content = WORLD.read_bytes()

    assert len(gzip.compress(content, 9)) <= 40_000
    assert set(re.findall(r'id="([A-Z]{3})"', content.decode())) == OUTLINED
    assert countries().keys() >= OUTLINED
