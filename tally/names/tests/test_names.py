"""What holds of any name: no order, no accents, no side."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally.names import Index, compare, fold, key, legal_forms, likeness

WORDS = st.sampled_from(
    [
        *(
            "Mamani",
            "Quispe",
            "Kuzmichev",
            "Shcherbakov",
            "Trading",
            "Company",
            "Union",
        ),
        *("Müller", "Núñez", "Łódź", "Ltd", "الكتاني", "Щербаков", "王晓明", "38"),
        *("Al-Nakhil", "O'Shaughnessy", "de", "la"),
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(NAMES, NAMES)
@settings(max_examples=60, deadline=None)
def test_neither_name_comes_first(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(NAMES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_words_does_not_matter(name, randomly):
    words = name.split()
    randomly.shuffle(words)
    moved = " ".join(words)

    if sorted(w.text for w in fold(name).words) == sorted(
        w.text for w in fold(moved).words
    ):
        assert key(moved) == key(name)
        assert likeness(name, moved) == 1


@given(st.text(alphabet="áéíóúñçãõâêôüšžıaeioumnrst ", min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_accents_and_capitals_do_not_matter(name):
    bare = "".join(
        c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)
    )

    assert key(bare.upper().replace("ı", "i")) == key(name)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_compared(one, other):
    assert 0 <= likeness(one, other) <= 1


def test_a_comparison_says_what_it_rests_on():
    found = compare(fold("Qasim Blue Water Ltd"), fold("KASSEM BLUEWATER GROUP"))

    assert [(pair.one, pair.other, pair.how.value) for pair in found.pairs] == [
        ("blue water", "bluewater", "joined"),
        ("qasim", "kassem", "sound"),
    ]
    assert (found.only_one, found.only_other) == ((), ("group",))


@pytest.mark.parametrize("name", ["", "   ", "…!?", "Ltd", "de la", "Dr."])
def test_names_of_nothing_are_no_error(name):
    assert likeness(name, "Kestrelmoor Shipping") == 0
    assert Index([(1, ["Kestrelmoor Shipping"])]).near(name, least=0.5) == []


def test_legal_forms_are_data():
    assert "gmbh" in legal_forms()["de"]
    assert likeness("Kestrelmoor GmbH", "ООО Kestrelmoor") == 1


def test_an_index_finds_what_comparing_one_by_one_finds():
    randomly = random.Random(5)  # noqa: S311 - names, not secrets
    syllables = ["ba", "kar", "mo", "tin", "zu", "lend", "ar", "vik", "sho", "nor"]

    def made() -> str:
        words = ("".join(randomly.choices(syllables, k=3)) for _ in range(3))
        return " ".join(words).title()

    listed = [made() for _ in range(300)]
    asked = [
        *(" ".join(reversed(name.split())) for name in listed[:20]),
        *(name.replace("a", "e", 1) for name in listed[20:40]),
        *(name.rsplit(" ", 1)[0] for name in listed[40:60]),
        *(name.replace("k", "kk", 1) for name in listed[60:80]),
    ]

    index = Index(enumerate([name] for name in listed))

    for name in asked:
        one_by_one = {
            at for at, other in enumerate(listed) if likeness(name, other) >= 0.8
        }
        assert one_by_one
        assert {near.id for near in index.near(name, least=0.8)} == one_by_one
