"""The images of pages: what is on them, where they lie, and how many there can be."""

import struct
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.base import drawn_files
from accord.base.discovery import cards
from accord.base.discovery.cards import Card

PLAIN = Card("action", "ACT-2026-0001", "en", "Action", "Decent work", lead="A union")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.CARDS_ROOT = tmp_path


def size_of(image):
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", image[16:24])


@pytest.mark.parametrize(
    "card",
    [
        PLAIN,
        replace(PLAIN, title="w" * 200),
        replace(PLAIN, title="long " * 80, lead="long " * 80, details="long " * 80),
        replace(PLAIN, language="ar", title="العمل اللائق", mark="workers"),
        replace(PLAIN, language="ar", title="In English.", title_language="en"),
        replace(PLAIN, kind="partner", mark="others"),
        replace(PLAIN, title="", lead="", kicker=""),
        replace(PLAIN, title='#panic("x") $x$ \\ ] } // */ @a <b> `c` 🎉'),
    ],
    ids=lambda card: f"{card.language} {card.title[:12]}",
)
def test_an_image_has_its_size_whatever_is_on_it(card):
    assert size_of(cards.draw(card)) == (cards.WIDTH, cards.HEIGHT)


@settings(max_examples=15)
@given(st.text(max_size=120), st.sampled_from(["en", "ar"]))
def test_no_title_stops_the_drawing(title, language):
    drawn = cards.draw(replace(PLAIN, title=title, language=language))

    assert size_of(drawn) == (cards.WIDTH, cards.HEIGHT)


def test_the_address_changes_with_any_word_and_with_nothing_else():
    changes = ("title", "lead", "details", "kicker", "language", "title_language")
    digests = {replace(PLAIN, **{each: "fr"}).digest for each in changes}

    assert len(digests | {PLAIN.digest}) == len(changes) + 1
    assert replace(PLAIN).digest == PLAIN.digest


def test_an_image_is_drawn_once(monkeypatch):
    drawn = []
    monkeypatch.setattr(cards, "draw", lambda card: drawn.append(card) or b"image")

    assert cards.image_of(PLAIN) == cards.image_of(PLAIN) == b"image"
    assert drawn == [PLAIN]


def test_what_was_not_asked_for_longest_makes_room(monkeypatch, tmp_path):
    monkeypatch.setattr(cards, "draw", lambda card: card.title.encode())
    monkeypatch.setattr(cards.KEPT, "most", 10)

    for number in range(30):
        cards.image_of(replace(PLAIN, title=f"title {number}"))

    kept = {each.read_bytes() for each in tmp_path.glob("*/*.png")}
    assert len(kept) <= 10
    assert b"title 29" in kept
    assert not list(tmp_path.glob("*/*.part"))


def test_who_comes_while_another_image_is_drawn_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(drawn_files, "SECONDS_TO_WAIT", 0.01)

    with cards.KEPT.turn, pytest.raises(drawn_files.Busy):
        cards.image_of(PLAIN)


@pytest.mark.parametrize(
    ("texts", "language", "chosen"),
    [
        ({"fr": "Emploi", "en": "Work"}, "en", ("Work", "en")),
        ({"fr": "Emploi", "en": "Work"}, "es", ("Emploi", "fr")),
        ({"zh": "体面劳动", "en": "Work"}, "zh", ("Work", "en")),
        ({"zh": "体面劳动"}, "zh", ("", "")),
        ({"ru": "Достойный труд"}, "en", ("Достойный труд", "ru")),
    ],
)
def test_a_title_that_no_typeface_has_gives_way_to_another(texts, language, chosen):
    assert cards.drawable(texts, language) == chosen
