"""Matches, their order, and counts of facet values."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.base.search import finding
from accord.base.search.finding import Order, find
from accord.base.search.models import SearchDocument
from accord.base.search.tests.factories import ask, keys_of, make_document

pytestmark = pytest.mark.django_db
VALUES = {"area": "12", "country": "SM", "language": "xyz"}
FACETS = tuple(VALUES)
SUBSETS = st.fixed_dictionaries(
    {name: st.sets(st.sampled_from([*values, "?"])) for name, values in VALUES.items()}
)
RECORDS = st.lists(st.tuples(st.sampled_from(["boat", "net"]), SUBSETS), max_size=12)


@given(records=RECORDS, chosen=SUBSETS, word=st.sampled_from(["boat", "net", ""]))
def test_counts_equal_a_recount_by_hand(records, chosen, word):
    """A facet counts as if nothing were chosen in it, and all else is."""
    SearchDocument.objects.all().delete()
    for title, values in records:
        pairs = {(name, each) for name in VALUES for each in values[name]}
        make_document(title, language="xx", values=frozenset(pairs))
    wanted = {name: sorted(values) for name, values in chosen.items()}

    found = find(f"'{word}'" if word else "", Order(), chosen=wanted, facets=FACETS)

    def matches(record, *, without=""):
        title, values = record
        return (not word or title == word) and all(
            not values_chosen or name == without or values_chosen & own_of(name, values)
            for name, values_chosen in chosen.items()
        )

    def own_of(name, values):
        return values[name] | ({"xx"} if name == "language" else set())

    assert found.total == sum(matches(each) for each in records)
    for name in FACETS:
        recount = Counter(
            value
            for each in records
            if matches(each, without=name)
            for value in own_of(name, each[1])
        )
        assert found.counts[name] == dict(recount)


def test_beyond_the_cap_it_says_more(monkeypatch):
    for _number in range(4):
        make_document("boat")

    found = find("'boat'", Order(limit=2), facets=["kind"], cap=3)

    assert (found.total, found.is_more, len(found.ids)) == (3, True, 2)
    assert find("'boat'", Order(), cap=4).is_more is False


def test_the_title_counts_more_than_the_text():
    make_document("Nets", "of a boat", key="in text")
    make_document("The boat", "and nets", key="in title")

    assert keys_of(ask("boat")) == ["in title", "in text"]


def test_a_title_that_is_all_that_was_asked_comes_first():
    make_document("Boats of Senegal and of Mali", key="longer")
    make_document("Boats", key="whole")

    assert keys_of(ask("boats"))[0] == "whole"


def test_pages_follow_each_other_without_repeating(monkeypatch):
    monkeypatch.setattr(finding, "BEST", 3)
    made = {make_document(f"boat {'net ' * n}").key for n in range(10)}

    pages = [keys_of(ask("boat", page=n, page_size=2)) for n in range(1, 6)]

    assert [len(each) for each in pages] == [2] * 5
    assert {key for each in pages for key in each} == made


def test_the_newest_or_the_first_title_may_come_first():
    make_document("boat b", key="old", dated=date(2024, 1, 1))
    make_document("boat a", key="new", dated=date(2025, 1, 1))
    make_document("boat c", key="undated")

    assert keys_of(ask("boat", sort="newest")) == ["new", "old", "undated"]
    assert keys_of(ask("boat", sort="title")) == ["new", "old", "undated"]


def test_a_weight_is_added_to_every_lexeme_and_to_nothing_else():
    asked = r"('o''b' & 'tra:p' <-> 'x\\y') | 'beg':*"

    assert finding.in_weight(asked, "A") == (
        r"('o''b':A & 'tra:p':A <-> 'x\\y':A) | 'beg':*A"
    )
