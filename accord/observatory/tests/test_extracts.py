"""The official files that come with Accord, whole, from import to figures."""

import csv
import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accord.base import history
from accord.base.actor import Actor
from accord.observatory import compiling, extracts, reading, registry
from accord.observatory.models import Indicator

TODAY = date(2026, 11, 25)
MEGABYTE = 1_000_000

pytestmark = pytest.mark.django_db


def test_all_files_together_are_small_and_each_is_described():
    files = {path.name: path for path in extracts.FOLDER.glob("*.gz")}

    assert sum(path.stat().st_size for path in files.values()) < 8 * MEGABYTE
    assert {each["file"] for each in registry.extracts()} == files.keys()
    described = (extracts.FOLDER / "README.md").read_text("utf-8")
    for name in files:
        assert f"`{name}`" in described, name


def test_the_files_give_every_figure_as_they_print_it_and_come_in_once(
    registered, settings: Any, tmp_path: Path, monkeypatch
):
    settings.OBSERVATORY_FOLDER = tmp_path
    few = [
        each
        for each in registry.extracts()
        if each["file"] in {"ilostat-informality.csv.gz", "wvs-trust.csv.gz"}
    ]
    monkeypatch.setattr(registry, "extracts", lambda: few)

    brought = extracts.load(by=Actor.anonymous(), on=TODAY)
    again = extracts.load(by=Actor.anonymous(), on=TODAY)

    assert len(brought.vintages) == len(few) == again.known
    assert again.vintages == []
    assert {each.refused for each in brought.vintages} == {0}
    assert history.entries_of(compiling.Figures("")).count() == 1
    printed = printed_informality()
    found = reading.of_indicator("informal-employment")
    # The source writes X01 for the world, and so on.
    countries = {
        (each.area, each.time): each.value
        for each in found
        if each.area_kind in {"country", "other"}
    }
    assert countries == {
        place: value for place, value in printed.items() if place[0][0] != "X"
    }
    assert printed["KEN", "2019"] == 86.489


@pytest.mark.full
def test_every_indicator_with_a_line_has_figures_and_what_cannot_be_is_gone(
    registered, settings: Any, tmp_path: Path
):
    settings.OBSERVATORY_FOLDER = tmp_path

    brought = extracts.load(by=Actor.anonymous(), on=TODAY)

    assert {each.refused for each in brought.vintages} == {0}
    filled = Indicator.objects.exclude(lines=None).distinct()
    silent = [
        each.code
        for each in filled
        if not reading.latest(each.code, kinds=("country", "region", "world"))
    ]
    assert silent == []
    (mariana,) = reading.of_indicator("unemployment", areas=["MNP"], since=2005)[:1]
    assert (mariana.time, mariana.value, mariana.missing) == ("2005", None, "M")


def printed_informality() -> dict[tuple[str, str], float | None]:
    """Read the file by hand: both sexes, all of employment."""
    path = extracts.FOLDER / "ilostat-informality.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if (row["sex"], row["classif1"]) == ("SEX_T", "ECO_AGNAG_TOTAL")
        ]
    return {
        (row["ref_area"], row["time"]): float(row["obs_value"])
        if row["obs_value"]
        else None
        for row in rows
    }
