"""A text in several languages."""

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from accord.base.multilingual import Multilingual, State
from accord.base.templatetags.accord import passage

TITLE = Multilingual.of("fr", "Cantines scolaires", en="School meals")


def test_the_reader_gets_their_language():
    assert TITLE.in_language("en").text == "School meals"
    assert TITLE.in_language("en").state is State.REVIEWED


def test_who_reads_another_language_gets_the_original():
    shown = TITLE.in_language("es")

    assert (shown.text, shown.language) == ("Cantines scolaires", "fr")


def test_a_translation_is_stale_once_the_original_moved():
    moved = TITLE.with_text("fr", "Cantines de quartier")

    assert moved.in_language("en").state is State.STALE
    assert moved.in_language("en").text == "School meals"


def test_saving_the_same_translation_does_not_refresh_it():
    moved = TITLE.with_text("fr", "Cantines de quartier")

    saved = moved.with_texts("fr", {"fr": "Cantines de quartier", "en": "School meals"})

    assert saved.in_language("en").state is State.STALE


def test_a_mended_translation_is_fresh_again():
    moved = TITLE.with_text("fr", "Cantines de quartier")

    mended = moved.with_text("en", "Neighbourhood canteens")

    assert mended.in_language("en").state is State.REVIEWED


def test_a_fallback_is_marked_with_its_language():
    with override("ar"):
        html = passage(TITLE)

    assert 'lang="fr"' in html
    assert 'dir="ltr"' in html


def test_markup_in_a_text_stays_text():
    with override("en"):
        assert "<script>" not in passage(
            Multilingual.of("fr", "<script>alert(1)</script>")
        )
        assert "<script>" not in passage(
            Multilingual.of("en", "<script>alert(1)</script>")
        )


@given(
    st.sampled_from(["en", "fr", "es", "ar"]),
    st.dictionaries(st.sampled_from(["en", "fr", "es", "ar"]), st.text(max_size=40)),
)
def test_what_is_stored_is_what_was_said(original, texts):
    value = Multilingual().with_texts(original, texts)

    again = Multilingual.from_json(value.to_json())

    assert again == value
    for language, text in texts.items():
        assert again.text_in(language) == text
