"""The workbooks to fill in: recognised, explained, bound to what is allowed."""

import io
from importlib import import_module

import openpyxl
import pytest

from accord.base.imports.cells import several
from tally.sheets import read
from tally.sheets.values import parse_pairs

APPS = ("actions", "partners")
LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture
def taken(clients):
    def take(app: str, language: str) -> bytes:
        answer = clients["visitor"].get(f"/{language}/{app}/template.xlsx")
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)

    return take


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_is_recognised_and_holds_no_row(taken, app, language):
    blank = import_module(f"accord.{app}.blank").BLANK

    sheet = read(io.BytesIO(taken(app, language)))

    assert sheet.what == f"accord:{app}:1"
    assert list(sheet.keys) == [each.key for each in blank.columns()]
    assert all(sheet.header)
    assert sheet.rows == []


@pytest.mark.parametrize("app", APPS)
def test_the_lists_are_bound_to_their_columns(taken, app):
    book = openpyxl.load_workbook(io.BytesIO(taken(app, "en")))
    first = book.worksheets[0]
    keys = {cell.column_letter: cell.value for cell in first[1]}

    bound = {
        keys[str(rule.sqref).rstrip("0123456789:").partition("3")[0]]: rule.formula1
        for rule in first.data_validations.dataValidation
        if rule.type == "list"
    }

    assert {"language", "areas", "challenges"} <= set(bound)
    for place in bound.values():
        name, _, area = place.rpartition("!")
        cells = book[name.strip("'")][area.replace("$", "")]
        values = [cell.value for (cell,) in cells]
        assert all(values)
        assert all(len(several(value, str)) == 1 for value in values)


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_uses_what_the_lists_allow(taken, app, language):
    blank = import_module(f"accord.{app}.blank").BLANK
    book = openpyxl.load_workbook(io.BytesIO(taken(app, language)))
    example, lists = book.worksheets[1], book.worksheets[2]
    places = [each.key for each in blank.columns()]
    allowed = {
        each.column: {code for code, _name in each.values} for each in blank.choices()
    }

    labels = [cell.value for cell in book.worksheets[0][2]][:-1]
    assert [cell.value for cell in example[1]] == labels
    for row in example.iter_rows(min_row=2, values_only=True):
        told = dict(zip(places, row, strict=True))
        for column, codes in allowed.items():
            assert set(several(told.get(column) or "", str)) <= codes, column
        assert all(code for code, _words in parse_pairs(told.get("identifiers")))
    assert len(list(lists.iter_rows())) > 100


@pytest.mark.parametrize("app", APPS)
def test_the_version_of_the_shape_stands_in_a_named_cell(taken, app):
    book = openpyxl.load_workbook(io.BytesIO(taken(app, "en")))

    sheet, _, cell = book.defined_names["accord_schema"].attr_text.rpartition("!")

    assert book[sheet.strip("'")][cell.replace("$", "")].value == f"accord:{app}:1"
