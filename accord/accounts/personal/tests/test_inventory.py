"""The inventory is sound; that it is complete, tests/test_architecture.py asks."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models

from accord.accounts.personal import inventory as module
from accord.accounts.personal.inventory import Holding, inventory
from accord.accounts.personal.words import Erasure, Kept

# Tables without a model of which no column can hold words of ours.
UNTOLD_TABLES = {"django_migrations"}
WORDS_OF_SQL = ("text", "character varying", "json", "jsonb", "inet", "bytea", "ARRAY")


def all_models() -> list[type[models.Model]]:
    return apps.get_models(include_auto_created=True)


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_no_field_is_listed_twice_or_of_two_minds():
    found = inventory()
    listed = [
        f"{each.model}.{name}" for each in found.holdings for name in each.fields
    ] + [
        f"{model}.{name}"
        for model, names in found.not_personal.items()
        for name in names
    ]

    assert sorted(set(listed)) == sorted(listed)


def test_what_is_listed_is_there():
    found = inventory()
    listed = [
        (each.model, name)
        for each in found.holdings
        if each.model
        for name in (*each.fields, *each.also, *each.withheld, *each.emptied)
    ] + [(model, name) for model, names in found.not_personal.items() for name in names]

    gone = []
    for model, name in listed:
        try:
            apps.get_model(model)._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):
            gone.append(f"{model}.{name}")

    assert not gone


@pytest.mark.django_db
def test_every_table_has_a_model_or_is_told_of_as_a_table():
    told = {each.table for each in inventory().holdings if each.table}
    of_models = {model._meta.db_table for model in all_models()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND data_type = ANY(%s)",
            [list(WORDS_OF_SQL)],
        )
        tables = {name for (name,) in cursor.fetchall()}

    assert tables - of_models - UNTOLD_TABLES == told
    assert told <= tables


@pytest.mark.parametrize(
    "holding", inventory().holdings, ids=lambda each: each.model or each.table
)
def test_a_holding_says_how_it_is_found_and_how_long_it_is_kept(holding: Holding):
    found = inventory()

    assert holding.kept in found.rules or holding.kept in Kept.values
    assert set(holding.withheld) <= set(holding.fields)
    if holding.erasure in {Erasure.DELETED, Erasure.EMPTIED, Erasure.REPLACED}:
        assert holding.whose
    for path in holding.whose:
        assert str(
            holding.model_class().objects.filter(**{f"{path}__isnull": True}).query
        )


@pytest.mark.parametrize("rule", inventory().rules.values(), ids=lambda each: each.name)
def test_a_rule_of_retention_asks_for_fields_that_exist(rule: module.Rule):
    rows = apps.get_model(rule.model).objects.filter(
        **{f"{rule.since}__isnull": False}, **rule.where
    )

    assert str(rows.query)
    assert rule.days >= 0


def test_a_file_with_an_unknown_word_is_named(monkeypatch, tmp_path):
    path = tmp_path / "personal.toml"
    path.write_text(
        '[[personal]]\nmodel = "x.Y"\nfields = ["z"]\npurpose = "curiosity"\n'
    )
    monkeypatch.setattr(module, "files", lambda: [("x", path)])

    with pytest.raises(module.Malformed, match=r"x/personal\.toml.*curiosity"):
        inventory.__wrapped__()
