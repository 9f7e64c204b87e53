"""Indicators are found in every language, by their goal and by their series."""

from datetime import date

import pytest

from accord.base.actor import Actor
from accord.base.search.answering import Wanted, answer
from accord.base.search.models import SearchDocument
from accord.observatory import loading
from accord.observatory.models import Indicator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def found(typed: str, language: str = "en") -> list[str]:
    ids = answer(Wanted(typed, language, page_size=50)).found.ids
    documents = SearchDocument.objects.in_bulk(ids)
    return [documents[each].key for each in ids if documents[each].kind == "indicator"]


@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("informalité", "fr", "informal-employment"),
        ("informalidad", "es", "informal-employment"),
        ("sindical", "es", "union-density"),
        ("travailleurs pauvres", "fr", "working-poverty"),
        ("SDG_0831_SEX_ECO_RT", "en", "informal-employment"),
        ("8.3.1", "en", "informal-employment"),
        ("البطالة", "ar", "unemployment"),
    ],
)
def test_an_indicator_is_found_first(registered, typed, language, expected):
    assert found(typed, language)[0] == expected


def test_what_the_registry_renames_is_found_by_its_new_name(registered):
    Indicator.objects.filter(code="gini").update(names={"en": "Zebra crossing"})
    loading.load(by=Actor.anonymous(), on=TODAY)

    assert "gini" in found("gini")
    assert found("zebra") == []
