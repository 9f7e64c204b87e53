"""What results show: marks, in the language that matched, and nothing unescaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.base.search import indexing
from accord.base.search.showing import LETTERS, results
from accord.base.search.sources import Document, Passage
from accord.base.search.tests.factories import ask, make_document

pytestmark = pytest.mark.django_db


def shown(typed, language="en"):
    answered = ask(typed, language)
    return results(answered.found.ids, answered.question, language)


def test_words_are_marked_whatever_their_accents_and_endings():
    make_document("Les pêcheurs", "L’égalité des pêcheuses", language="fr")

    only = shown("egalite", "fr")[0]

    assert only.passage.html == "<mark>L’égalité</mark> des pêcheuses"
    assert (only.passage.language, only.name) == ("fr", "Page")


def test_the_passage_is_in_the_language_that_matched_the_title_in_the_readers():
    passages = {"fr": Passage("Filets", "Des bateaux"), "en": Passage("Nets", "Ships")}
    indexing.write("page", [Document("one", passages)])

    only = shown("bateaux", "en")[0]

    assert (only.title.text, only.title.language) == ("Nets", "en")
    assert (only.passage.html, only.passage.language) == (
        "Des <mark>bateaux</mark>",
        "fr",
    )


def test_markup_in_a_record_and_in_a_question_is_escaped():
    make_document("<b>boat</b>", "<script>boat()</script> & boat")

    only = shown("<script>boat")[0]

    assert "<b>" not in only.title.html
    assert "<script" not in only.passage.html
    assert "<mark>boat</mark>" in only.title.html


def test_a_long_text_is_cut_around_what_matched_between_words():
    make_document("Title", "before " * 100 + "the boat " + "after " * 100)

    excerpt = shown("boat")[0].passage.html

    assert excerpt.startswith("… before")
    assert excerpt.endswith("after …")
    assert "<mark>boat</mark>" in excerpt
    assert len(excerpt) < LETTERS + 40


@given(text=st.text(max_size=400), word=st.sampled_from(["boat", "a", "<", "é"]))
def test_any_text_can_be_shown(text, word):
    document = make_document("boat", text.replace("\x00", ""), key="any")
    answered = ask(word)

    for each in results([document.pk], answered.question, "en"):
        bare = each.passage.html.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert ">" not in bare


def test_results_take_four_queries_for_any_number(django_assert_num_queries):
    for _number in range(5):
        make_document("boat", "a text")
    answered = ask("boat")

    # Documents, passages, stems; facet values only where a word names one.
    with django_assert_num_queries(3):
        results(answered.found.ids, answered.question, "en")
