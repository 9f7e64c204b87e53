"""What columns of sheets are taken for, in lists of others."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pytest

from accord.base.imports import mapped, tables
from accord.base.imports.fields import Field, Vocabulary
from accord.base.imports.mapping import ColumnMap, find_header, header_in

SYNONYMS = """
[heads]
title = ["title", "commitment title"]
text = ["description", "commitment"]
country = ["country", "countries"]
starts = ["start", "start date"]
ends = ["end", "end date"]
money = ["budget", "amount"]
groups = ["beneficiaries"]
number = ["no"]

[heads_whose_values_must_fit]
number = ["id"]

[heads_of_something_else]
words = ["manager", "agree"]
"""


@pytest.fixture
def vocabulary(tmp_path):
    synonyms = tmp_path / "synonyms.toml"
    synonyms.write_text(SYNONYMS)
    keys = (
        "reference",
        "title",
        "text",
        "country",
        "starts",
        "ends",
        "money",
        "number",
    )
    return Vocabulary(
        [
            *(Field(key, key) for key in keys),
            Field("groups", "groups", is_closed=True),
            Field("url", "Page", is_derived=True),
        ],
        synonyms,
    )


def fits(key: str, values: Sequence[str]) -> float:
    known = {"groups": {"Women"}, "country": {"Kenya", "Peru"}}
    if key in known:
        return sum(value in known[key] for value in values) / len(values)
    return float(key in {"title", "text", "starts", "ends", "money"})


def columns(vocabulary: Vocabulary, text: str) -> ColumnMap:
    table = tables.read(BytesIO(text.encode()), "list.csv")
    return mapped.proposed(table, vocabulary, fits)


def taken(found: ColumnMap) -> dict[str, str]:
    return {each.head: each.key for each in found.columns}


def test_questions_of_a_form_are_understood_where_the_values_fit(vocabulary):
    found = columns(
        vocabulary,
        "Timestamp,Please give your commitment title,Describe your commitment,"
        "In which country will it happen?,When will it start?,Do you agree?\n"
        "2025,Solar skills,We train,Kenya,2025,No\n"
        "2025,Living wages,We pay,Peru,2026,No\n",
    )

    assert found.header_row == 1
    assert list(taken(found).values()) == ["", "title", "text", "country", "starts", ""]


def test_what_a_head_says_aside_does_not_hide_the_rest(vocabulary):
    found = columns(
        vocabulary, "Title,Country(ies),Budget (EUR)\nSolar skills,Kenya,12\n"
    )

    assert list(taken(found).values()) == ["title", "country", "money"]


def test_a_head_of_something_else_is_not_taken(vocabulary):
    found = columns(vocabulary, "Title,Budget manager\nSolar skills,Jane Doe\n")

    assert taken(found)["Budget manager"] == ""


def test_names_of_another_list_are_left_to_the_person(vocabulary):
    theirs = columns(vocabulary, "Title,Beneficiaries\nSolar,Miners\nWages,Weavers\n")
    ours = columns(vocabulary, "Title,Beneficiaries\nSolar,Women\nWages,Weavers\n")

    assert taken(theirs)["Beneficiaries"] == ""
    assert taken(ours)["Beneficiaries"] == "groups"


def test_what_we_derive_is_found_in_our_own_tables_only(vocabulary):
    found = columns(vocabulary, "Title,Page\nSolar,https://accord.example\n")

    assert taken(found)["Page"] == ""
    assert found.unused == ["Page"]


def test_a_table_of_ours_is_known_by_its_heads(vocabulary):
    found = columns(
        vocabulary, "reference,groups,Page,Notes\nACT-1,W1,https://accord.example,x\n"
    )

    assert list(taken(found).values()) == ["reference", "groups", "url", ""]


def test_two_rows_of_heads_are_one(vocabulary):
    text = (
        "Title,Period,,Country\n"
        ",Start,End,\n"
        "Solar skills,2024-01-01,2025-01-01,Kenya\n"
        "Wind skills,2024-01-01,2025-01-01,Peru\n"
    )
    found = columns(vocabulary, text)

    assert found.header_row == 2
    assert taken(found) == {
        "Title": "title",
        "Period – Start": "starts",
        "Period – End": "ends",
        "Country": "country",
    }
    table = tables.read(BytesIO(text.encode()), "list.csv")
    assert header_in(table, 2) == find_header(table, vocabulary)


def test_a_row_below_the_heads_is_no_second_row_of_heads(vocabulary):
    found = columns(
        vocabulary,
        "Title,Country,\nSolar skills,Kenya,see annex\nWind skills,Peru,\n",
    )

    assert found.header_row == 1


def test_a_letter_is_no_table(vocabulary):
    found = columns(vocabulary, "Dear all\n\nhere is our commitment.\nWe do things.\n")

    assert not found.by_key


def test_hints_come_in_a_firm_order(vocabulary):
    hints = vocabulary.hints("Commitment and country of the start date")

    assert [each.key for each in hints] == ["text", "starts", "country"]
    assert all(one.rank < other.rank for one, other in pairwise(hints))
