"""What a reader of two versions is told, and which paragraph is which."""

from dataclasses import dataclass
from time import monotonic

from hypothesis import given
from hypothesis import strategies as st

from accord.texts.anchors import carried_over
from accord.texts.comparison import changes_in, compared

WORDS = st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=7)


@dataclass
class Paragraph:
    anchor: str
    plain: str
    html: str = ""


def fates(before, after):
    return [(row.fate, row.anchor) for row in compared(before, after)]


def test_each_paragraph_is_shown_once_with_its_fate():
    before = [
        Paragraph("p1", "Same."),
        Paragraph("p2", "Old words."),
        Paragraph("p3", "Gone."),
    ]
    after = [
        Paragraph("p1", "Same."),
        Paragraph("p4", "New."),
        Paragraph("p2", "Other words."),
    ]

    assert fates(before, after) == [
        ("same", "p1"),
        ("added", "p4"),
        ("changed", "p2"),
        ("removed", "p3"),
    ]


def test_a_change_of_formatting_alone_is_called_that():
    before = [Paragraph("p1", "Words.", "<p>Words.</p>")]
    after = [Paragraph("p1", "Words.", "<p><em>Words.</em></p>")]

    assert fates(before, after) == [("formatted", "p1")]


def test_words_are_marked_one_by_one():
    pieces = changes_in("forty workers in metal", "fifty workers in metal")

    assert [(each.touch, each.text) for each in pieces] == [
        ("removed", "forty"),
        ("added", "fifty"),
        ("same", " workers in metal"),
    ]


@given(WORDS, WORDS)
def test_both_passages_can_be_read_out_of_their_comparison(old, new):
    before, after = " ".join(old), " ".join(new)

    pieces = changes_in(before, after)

    assert "".join(p.text for p in pieces if p.touch != "added") == before
    assert "".join(p.text for p in pieces if p.touch != "removed") == after


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_no_anchor_is_given_out_twice(old, new):
    before = [(f"p{place}", " ".join(each)) for place, each in enumerate(old)]

    found = [
        each for each in carried_over([" ".join(each) for each in new], before) if each
    ]

    assert len(found) == len(set(found))
    assert set(found) <= {anchor for anchor, _words in before}


@given(st.permutations([f"{letter} words of its own" for letter in "abcdefgh"]))
def test_moved_paragraphs_keep_their_anchors(moved):
    words = sorted(moved)
    before = [(f"p{place}", each) for place, each in enumerate(words)]

    found = carried_over(moved, before)

    assert found == [f"p{words.index(each)}" for each in moved]


def test_a_rewritten_book_is_matched_in_time():
    before = [(f"p{n}", f"paragraph {n} as it was, {n * 7} " * 12) for n in range(400)]
    began = monotonic()

    carried_over(
        [f"{n} entirely other sentences {n * 3} " * 12 for n in range(400)], before
    )

    assert monotonic() - began < 5
