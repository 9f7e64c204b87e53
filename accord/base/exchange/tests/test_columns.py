"""Our own header is recognised in every language, by key and by label."""

from importlib import import_module
from itertools import product

import pytest
from django.utils.translation import override

from accord.base.exchange.columns import Column, Kind, in_language, recognise, texts

COLUMNS = [
    Column("reference", "Reference", Kind.CODE, "reference"),
    *texts("title", "Title", ["en", "fr"]),
    Column("areas", "Areas", Kind.CODES, "areas"),
]
KEYS = [each.key for each in COLUMNS]


def test_keys_are_recognised():
    found = recognise(KEYS, COLUMNS)

    assert [each.key for each in found.columns.values()] == KEYS
    assert found.is_whole
    assert found.by_key


@pytest.mark.parametrize(
    ("app", "language"),
    list(product(["actions", "partners"], ["en", "fr", "es", "ar"])),
)
def test_labels_are_recognised_in_every_language(app, language):
    columns = import_module(f"accord.{app}.exchange").COLUMNS
    with override(language):
        header = [each.heading for each in columns]

    found = recognise(header, columns)

    assert len(set(header)) == len(header)
    assert [each.key for each in found.columns.values()] == [c.key for c in columns]
    assert found.is_whole
    assert not found.by_key


@pytest.mark.parametrize("name", ["title_pt", "Title (Portuguese)"])
def test_a_language_that_the_site_has_not_is_recognised(name):
    column = recognise([name], COLUMNS).columns[0]

    assert (column.key, column.language, column.field) == ("title_pt", "pt", "title")


def test_columns_of_others_are_left_alone():
    found = recognise(["Title (English)", "Remarks", "", "title_en"], COLUMNS)

    assert {place: each.key for place, each in found.columns.items()} == {0: "title_en"}
    assert not found.is_whole


def test_cells_say_what_the_record_says():
    record = {"reference": "A", "title": {"fr": "Titre"}, "areas": ["one", "two"]}

    assert [each.cell(record) for each in COLUMNS] == ["A", None, "Titre", "one; two"]
    assert in_language(COLUMNS[1], "fr").cell(record) == "Titre"
