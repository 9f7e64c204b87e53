"""A letter says the same as text and as HTML."""

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.base.mail import letters
from accord.base.models import STRUCK_OUT

TEXT = """You published “Boats for all” in the name of the union.

What comes next
---------------
- Others can see it <now> & here.
- Each year we ask how it goes.

1. First the radios,
2. then the boats.

Reference: ACT-2026-0001
Its page: https://coalition.example/en/actions/ACT-2026-0001/.

https://coalition.example/en/join/?key=a&b=c
"""
PIECES = [
    "- ",
    "1. ",
    "2. ",
    "12) ",
    "---",
    "<b>",
    "&amp;",
    "https://a.example/?x=1&y=2",
]
LINES = st.one_of(
    st.sampled_from([*PIECES, "", "Heading", "a “https://b.example/é”, and"]),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=30
    ),
)


def words_of_html(html: str) -> list[str]:
    """Return the words of the body, with the marks that a browser adds to lists."""
    body = lxml.html.document_fromstring(html).body
    for item in body.iter("li"):
        listed = item.getparent()
        mark = f"{listed.index(item) + 1}." if listed.tag == "ol" else "-"
        item.text = f" {mark} {item.text or ''}"
    for each in body.iter():
        each.tail = f" {each.tail or ''}" if each.tag != "a" else each.tail
    return body.text_content().split()


def words_of_text(text: str) -> list[str]:
    """Return the words without the rules that only plain text has."""
    return re.sub(r"(?m)^(?:-{3,}|={3,}|-- )$", "", text).split()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_both_parts_of_a_letter_say_the_same(language):
    foot = "https://coalition.example\nMore: https://coalition.example/en/"
    html = letters.html(TEXT, subject="Published", language=language, foot=foot)
    plain = letters.plain(TEXT, language=language, foot=foot)

    assert words_of_html(html) == words_of_text(plain)
    assert html.count("<li>") == 4
    assert "<h2>What comes next</h2>" in html
    assert 'href="https://coalition.example/en/actions/ACT-2026-0001/"' in html
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert not re.search(r"(?:src|url)\s*[=(]|<link|<img|<script", html)


def test_an_address_of_which_a_part_is_struck_out_is_no_link():
    html = letters.html(
        f"https://a.example/{STRUCK_OUT}/ https://b.example/",
        subject="s",
        language="ar",
    )

    assert html.count("<a href=") == 1
    assert html.count('dir="ltr"') == 2


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_whatever_is_written_is_in_both_parts(text):
    html = letters.html(text, subject="s", language="en")

    # Marks of lists and rules are drawn, not written; no word is lost or changed.
    shown, written = (
        [each for each in " ".join(words) if each.isalpha()]
        for words in (words_of_html(html), letters.plain(text, language="en").split())
    )
    assert shown == written
