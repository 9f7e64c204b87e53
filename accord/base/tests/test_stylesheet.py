"""One stylesheet for browsers, made of one file a subject."""

from pathlib import Path

import pytest

from accord.base import stylesheet
from accord.base.stylesheet import NAME, PARTS, StylesheetFinder


@pytest.fixture
def finder(settings, tmp_path) -> StylesheetFinder:
    settings.VAR = tmp_path
    return StylesheetFinder()


def test_it_holds_every_sheet_in_the_order_of_layers(finder):
    text = Path(finder.find(NAME)).read_text()

    places = [
        text.index((stylesheet.FOLDER / f"{part}.css").read_text()) for part in PARTS
    ]
    assert places == sorted(places)
    # The components page alone has a sheet of its own.
    assert {each.stem for each in stylesheet.FOLDER.glob("*.css")} == {
        *PARTS,
        "patterns",
    }


def test_it_is_collected_and_nothing_else_is_found(finder):
    assert [name for name, _storage in finder.list(None)] == [NAME]
    assert finder.find("base/mark.svg") == []
    assert finder.find("base/mark.svg", find_all=True) == []


def test_a_changed_sheet_changes_it(finder, monkeypatch, tmp_path):
    for part in PARTS:
        (tmp_path / f"{part}.css").write_text("/* before */")
    monkeypatch.setattr(stylesheet, "FOLDER", tmp_path)
    before = Path(finder.find(NAME)).read_text()
    (tmp_path / "base.css").write_text("/* after */")

    assert Path(finder.find(NAME)).read_text() != before
