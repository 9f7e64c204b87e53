"""What is answered when words are misspelt, unfinished, too many or nonsense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.base.search import spelling
from accord.base.search.answering import Manner
from accord.base.search.questions import MOST_LETTERS, MOST_WORDS, question_of, tidy
from accord.base.search.showing import results
from accord.base.search.suggesting import suggestions
from accord.base.search.tests.factories import ask, keys_of, make_document

pytestmark = pytest.mark.django_db
HOSTILE = [
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "a & b | !c <-> d:*A",
    "\\",
    "'",
    "''''\\\\'",
    "((((",
    "\x00",
    "a\x00b",
    "\ud800",
    "😀 🏴‍☠️",
    "x" * 10_000,
    "word " * 3_000,
    "\u202eright-to-left",
    "§country:SEN",
    "%s %(x)s {0}",
    "*:*",
    "the of and",
    "ﷺ ﬁ ǆ",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_ends_a_search(typed):
    make_document("a word", "script country SEN")

    answered = ask(typed, facets=("kind",))

    shown = results(answered.found.ids, answered.question, "en")
    assert "<script" not in "".join(f"{each.title.html}" for each in shown)
    suggestions(typed, "en")


@given(typed=st.text(max_size=60))
def test_no_text_ends_a_search(typed):
    ask(typed)
    suggestions(typed, "fr")


def test_what_is_typed_is_cut_to_a_line():
    assert len(tidy("x" * 10_000)) == MOST_LETTERS
    assert tidy(" a \n b ") == "a b"
    assert len(question_of("a1 b2 c3 d4 " * 30, "en").units) <= MOST_WORDS


def test_small_words_are_not_looked_for_unless_there_is_nothing_else():
    make_document("Rights of the child", key="one")

    assert keys_of(ask("the rights of a child")) == ["one"]
    assert keys_of(ask("of the")) == ["one"]


def test_small_words_in_capitals_are_names():
    make_document("Report of WHO", key="who")
    make_document("Report", key="other")

    assert keys_of(ask("WHO report"))[0] == "who"


@pytest.mark.parametrize("typed", ["fisheries", "fsheries", "fihseries", "fisherries"])
def test_a_slip_of_the_keys_is_mended_and_told(typed):
    make_document("Small fisheries", key="one")
    spelling.recount()

    answered = ask(typed)

    assert keys_of(answered) == ["one"]
    if typed != "fisheries":
        assert answered.manner is Manner.NEAR
        assert answered.instead == "fisheries"


def test_a_mended_word_is_one_that_can_be_found():
    gone = make_document("Small fisheries")
    spelling.recount()
    gone.delete()

    answered = ask("fsheries")

    assert answered.manner is Manner.NONE


def test_an_unfinished_word_finds_those_that_begin_so():
    make_document("Fisheries", key="one")

    assert keys_of(ask("fishe")) == ["one"]
    assert keys_of(ask("fishe small")) == ["one"]


def test_where_nothing_has_all_words_most_or_some_will_do():
    make_document("boats nets", key="two")
    make_document("boats", key="one")
    make_document("harbours", key="other")

    assert ask("boats nets harbours").manner is Manner.MOST
    assert keys_of(ask("boats nets harbours")) == ["two"]
    assert ask("boats harbours").manner is Manner.SOME
    assert ask("canals").manner is Manner.NONE


def test_a_word_that_stands_nowhere_is_left_out_and_that_is_told():
    make_document("boats nets", key="two")

    answered = ask("boats canals")

    assert keys_of(answered) == ["two"]
    assert (answered.manner, answered.instead) == (Manner.NEAR, "boats")


def test_the_number_of_queries_does_not_depend_on_what_there_is(
    django_assert_max_num_queries,
):
    for number in range(3):
        make_document(f"boats {number}")
    with django_assert_max_num_queries(20) as few:
        ask("boats", facets=("kind",))
    for number in range(30):
        make_document(f"boats {number}")

    with django_assert_max_num_queries(20) as many:
        ask("boats", facets=("kind",))

    assert len(many) == len(few)


def test_titles_are_proposed_by_their_beginnings():
    make_document("Small boats of Mbour")
    make_document("Nets", "for small boats")

    assert [each.title for each in suggestions("boats mb", "en")] == [
        "Small boats of Mbour"
    ]
    assert suggestions("b", "en") == []


def test_new_passages_are_counted_by_the_job_and_a_second_time_changes_nothing():
    make_document("Harbours")

    assert spelling.count_new() == 1
    assert spelling.count_new() == 0
    assert spelling.corrections(["harbuors"]) == {"harbuors": ["harbours"]}


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyc", 2)],
)
def test_distance_counts_slips(one, other, off):
    assert spelling.distance(one, other) == off == spelling.distance(other, one)
