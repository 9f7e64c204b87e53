"""The carried tables against the published files, where those are at hand."""

import csv
import shutil
import tomllib
from pathlib import Path

import pytest

from accord.atlas import tables
from accord.atlas.data import build

SHARED = Path(__file__).parents[4] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="The published files are not beside the project."
)


def read(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_making_the_tables_again_changes_nothing(tmp_path):
    target = tmp_path / "data"
    target.mkdir()

    build.main(SHARED, target)

    made = sorted(target.iterdir())
    assert len(made) == 7
    for path in made:
        assert path.read_bytes() == (tables.DATA / path.name).read_bytes(), path.name
    world = Path("static") / "atlas" / "world.svg"
    carried = tables.DATA.parent / world
    assert (tmp_path / world).read_bytes() == carried.read_bytes()
    shutil.rmtree(tmp_path)


def test_countries_are_those_of_m49():
    published = {
        row["ISO-alpha3 Code"]: (row["ISO-alpha2 Code"], row["M49 Code"])
        for row in read("geo/UNSD-M49-en.csv")
    }
    published.pop("TWN")

    assert published == {
        row["iso3"]: (row["iso2"], row["m49"]) for row in tables.countries()
    }


def test_income_groups_are_those_of_the_file_in_every_year():
    codes = {row["names"]["en"]: row["iso3"] for row in tables.countries()}
    carried = tables.memberships()
    differences = []
    compared = 0
    for row in read("worldbank/income_classification_1987-2021.csv"):
        group = build.INCOME_GROUPS.get(
            row["Income classifications (World Bank (2021))"]
        )
        iso3 = build.INCOME_NAMES.get(row["Entity"]) or codes.get(row["Entity"])
        if group is None or iso3 is None:
            continue
        compared += 1
        if (group, int(row["Year"])) not in carried[iso3]:
            differences.append((iso3, row["Year"], group))

    assert not differences
    assert compared == sum(
        1 for pairs in carried.values() for _code, year in pairs if year
    )


def test_special_situations_differ_from_the_file_only_where_we_say_so():
    corrections = tomllib.loads((tables.DATA / "corrections.toml").read_text("utf-8"))
    said = {(each["iso3"], each["not_in"]) for each in corrections["situation"]}
    carried = tables.memberships()
    found = {
        (row["ISO-alpha3 Code"], code)
        for row in read("geo/UNSD-M49-en.csv")
        for code, column in build.SITUATIONS.items()
        if row[column] == "x" and (code, None) not in carried[row["ISO-alpha3 Code"]]
    }

    assert found == said
