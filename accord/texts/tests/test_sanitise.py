"""Whatever comes in, only a few elements and safe addresses go on."""

from html.parser import HTMLParser
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.texts.sanitise import BLOCKS, INLINE, BlockKind, blocks_of
from accord.texts.tests.vectors import ATTACKS, RUNS, WORDS, samples

SAFE = ("https://", "http://", "mailto:", "tel:", "/", "#", "?")


class Strict(HTMLParser):
    """A second reading, by other code than the sanitiser's."""

    def handle_starttag(self, tag, attrs):
        assert tag in INLINE | BLOCKS
        for name, value in attrs:
            assert (tag, name) == ("a", "href")
            assert value.lower().startswith(SAFE)
            assert not value.startswith(("//", "/\\"))
            assert not set(value) & set("\t\n\r\x00")

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read_strictly(html):
    reader = Strict(convert_charrefs=True)
    reader.feed(html)
    reader.close()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_leaves_words_at_most(attack, language):
    before, after = WORDS[language]

    blocks = blocks_of(f"{before}{attack.format(RUNS)}{after}")

    for block in blocks:
        read_strictly(block.html)
    assert before.strip() in " ".join(each.plain for each in blocks)


@pytest.mark.parametrize("source", samples()[::7])
def test_what_was_sanitised_stays_as_it_is(source):
    once = "\n\n".join(each.html for each in blocks_of(source))

    again = "\n\n".join(each.html for each in blocks_of(once))

    assert again == once


@given(st.lists(st.sampled_from(ATTACKS), min_size=2, max_size=6), st.text(max_size=9))
def test_attacks_combined_leave_words_at_most(attacks, between):
    source = between.join(each.format(RUNS) for each in attacks)

    for block in blocks_of(source):
        read_strictly(block.html)


@given(st.text(alphabet=st.sampled_from("<>/&;=\"'ap h2ulitrong\n\t"), max_size=80))
def test_any_scrap_of_markup_is_taken(source):
    for block in blocks_of(source):
        read_strictly(block.html)
        assert block.plain


@pytest.mark.browser
def test_no_attack_runs_in_a_real_browser(browser):
    page = browser.new_page()
    page.set_content("<div id=here></div>")
    outputs = ["".join(b.html for b in blocks_of(each)) for each in samples()]

    names = page.evaluate(
        """async (outputs) => {
            const names = new Set();
            for (const each of outputs) {
              for (const write of [
                (html) => { document.getElementById("here").innerHTML = html; },
                (html) => { document.getElementById("here")
                  .replaceChildren(document.createRange()
                    .createContextualFragment(html)); },
              ]) {
                write(each);
                for (const e of document.querySelectorAll("#here *")) {
                  names.add(e.localName);
                  if (e.namespaceURI !== "http://www.w3.org/1999/xhtml")
                    names.add("foreign " + e.localName);
                }
              }
            }
            await new Promise((done) => setTimeout(done, 300));
            return [[...names], window.fired === 1];
        }""",
        outputs,
    )
    page.close()

    assert names[1] is False
    assert set(names[0]) <= INLINE | BLOCKS


def test_plain_text_becomes_paragraphs_at_blank_lines():
    blocks = blocks_of("One & two < three.\nStill one.\n \nSecond.\r\n\r\nThird.")

    assert [each.plain for each in blocks] == [
        "One & two < three. Still one.",
        "Second.",
        "Third.",
    ]
    assert {each.kind for each in blocks} == {BlockKind.PROSE}
    assert blocks[0].html == "<p>One &amp; two &lt; three.\nStill one.</p>"


def test_every_kind_of_block_is_known():
    blocks = blocks_of(
        "<h2>A</h2><h3>B</h3><p>C</p><ul><li>D</li></ul><ol><li>E</li></ol>"
        "<blockquote><p>F</p></blockquote>"
    )

    assert [each.kind for each in blocks] == [
        "heading",
        "subheading",
        "prose",
        "list",
        "list",
        "quotation",
    ]


def test_old_and_foreign_elements_become_ours():
    blocks = blocks_of(
        "<h1>Title</h1><h5>Small</h5><div><p><b>bold</b> <i>it</i> <u>under</u></p>"
        "<table><tr><td>left</td><td>right</td></tr></table></div>"
    )

    assert [each.html for each in blocks] == [
        "<h2>Title</h2>",
        "<h3>Small</h3>",
        "<p><strong>bold</strong> <em>it</em> under</p>",
        "<p>left</p>",
        "<p>right</p>",
    ]


def test_the_paragraphs_of_a_list_item_stay_apart():
    (block,) = blocks_of(
        "<ul><li><p>one</p><p>two</p><ul><li>three</li></ul></li></ul>"
    )

    assert block.html == "<ul><li>one<br>two<ul><li>three</li></ul></li></ul>"
    assert block.plain == "one two three"


def test_a_heading_in_a_quotation_is_a_paragraph_of_it():
    (block,) = blocks_of("<blockquote><h2>Said</h2>aloud</blockquote>")

    assert block.html == "<blockquote><p>Said</p><p>aloud</p></blockquote>"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c&d=%20#e",
        "http://example.org/",
        "mailto:a@example.org",
        "mailto:{secretariat_email}",
        "tel:+41227996111",
        "/en/help/",
        "#p3",
        "?page=2",
    ],
)
def test_good_addresses_stay(address):
    (block,) = blocks_of(f'<p><a href="{address}">link</a></p>')

    assert f'href="{address.replace("&", "&amp;")}"' in block.html


@pytest.mark.parametrize("source", ["", "  \n\n ", "<p></p>", "<p>&nbsp;</p>", "<br>"])
def test_nothing_makes_no_block(source):
    assert blocks_of(source) == []


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "strong", "a href=/x"])
@pytest.mark.parametrize("times", [60, 190, 1000, 15000])
def test_elements_deep_inside_each_other_lose_no_words_and_no_time(tag, times):
    began = monotonic()

    blocks = blocks_of(f"<{tag}>" * times + "deep down")

    assert monotonic() - began < 3
    assert [each.plain for each in blocks] == ["deep down"]
    read_strictly(blocks[0].html)


def test_words_on_both_sides_of_a_refused_element_are_kept():
    blocks = blocks_of("before <iframe src=x>inside</iframe> after")

    assert [each.plain for each in blocks] == ["before after"]
