"""Cells that were written to cost much time are read, or refused, in little."""

from time import process_time

import pytest

from accord.base.imports import cells
from accord.base.imports.cells import Names, Unreadable


def test_a_text_of_abbreviations_has_a_first_sentence_soon():
    began = process_time()

    sentence = cells.first_sentence("Art. " * 19_999, 200)

    assert sentence.endswith("…")
    assert len(sentence) <= 200
    assert process_time() - began < 1


def test_alike_names_are_offered_for_the_first_unknown_ones():
    names = Names("There is no country “{value}”.")
    for number in range(200):
        names.add(str(number), f"Republic of the islands {number:04}")
    began = process_time()

    said = [refusal_of(names, f"Republik of teh islands {n:04}") for n in range(300)]

    assert "Is one of these meant" in said[0]
    assert said[-1] == "There is no country “Republik of teh islands 0299”."
    assert said[0] == refusal_of(names, "Republik of teh islands 0000")
    assert process_time() - began < 10


def refusal_of(names: Names, text: str) -> str:
    with pytest.raises(Unreadable) as refused:
        names.code(text)
    return str(refused.value)
