"""Every reason is a sentence, is used, and can be translated."""

import re
from pathlib import Path

import pytest

from tally.iati.reasons import TEMPLATES, Reason, reason
from tally.quoting import shown

FOLDER = Path(__file__).parents[1]
# The guard that all readers of XML share gives reasons by these codes too.
SHARED = FOLDER.parent / "markup.py"
SOURCES = [path.read_text() for path in (*FOLDER.glob("*.py"), SHARED)]


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_reason_is_one_sentence(code: str) -> None:
    sentence = TEMPLATES[code]

    assert sentence[0].isupper() or sentence[0] in "“{"
    assert sentence.endswith(".")
    assert not re.search(r"[.] [A-Z]", sentence)


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_reason_is_given_somewhere(code: str) -> None:
    mentions = sum(source.count(f'"{code}"') for source in SOURCES)

    assert mentions >= 2


def test_a_translation_takes_the_same_values() -> None:
    why = reason("code_unknown", value="ZZ", list="Country")

    assert why.template.format_map(why.values) == str(why)
    assert why == Reason("code_unknown", {"value": "ZZ", "list": "Country"})


def test_what_a_file_says_stays_short_and_on_one_line() -> None:
    assert shown("a\n\x1b[31m\u202eb") == "a [31m b"
    assert len(shown("x" * 5000)) == 80
    assert str(reason("code_unknown", value="{list}", list="Country")).startswith(
        "“{list}” is not on"
    )
