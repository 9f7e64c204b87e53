"""Every reason is a sentence and is given somewhere."""

from pathlib import Path

import pytest

from tally.sdmx.reading.reasons import TEMPLATES

FOLDER = Path(__file__).parents[1]
SOURCES = [
    path.read_text() for path in (*FOLDER.glob("*.py"), FOLDER.parents[1] / "markup.py")
]


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_reason_is_one_sentence_and_is_given(code):
    sentence = TEMPLATES[code]

    assert sentence[0].isupper() or sentence[0] in "“{"
    assert sentence.endswith(".")
    assert sum(source.count(f'"{code}"') for source in SOURCES) >= 2
