"""The interface is whole in every language, and no English is left behind in it."""

import re

import pytest
from django.conf import settings

from accord.config import extraction

LANGUAGES = extraction.LANGUAGES
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
# A space before a mark, or inside quotation marks, at which a line may break.
_LOOSE_MARK = re.compile(r"\S [;?!»](?!\w)|\S :(?=\s|$)|« ")
# Words that are the same in both languages, names, and codes.
_SAME_IN_BOTH = re.compile(r"^[^A-Za-z]*$|^(?:\W*(?:%\(\w+\)s|\{\w+\})\W*)+$")


@pytest.fixture(scope="module")
def template():
    return extraction.collect(settings.ROOT)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


def test_the_sources_have_messages(template):
    assert len(template) > 200


def test_every_message_is_translated(template, language):
    gaps = extraction.compare(template, extraction.read(settings.ROOT, language))

    assert not gaps.missing, f"{len(gaps.missing)} missing: {gaps.missing[:20]}"


def test_no_translation_is_doubtful_or_left_over(template, language):
    gaps = extraction.compare(template, extraction.read(settings.ROOT, language))

    assert not gaps.fuzzy, gaps.fuzzy
    assert not gaps.unknown, f"run make messages: {gaps.unknown[:20]}"


def test_translations_keep_what_is_filled_in(language):
    wrong = [
        message.id
        for message in extraction.read(settings.ROOT, language)
        if message.id and message.string and not _keeps_placeholders(message)
    ]

    assert not wrong


def test_long_messages_are_not_left_in_english(language):
    """Two or more words that stand unchanged are English left behind."""
    left = [
        message.id
        for message in extraction.read(settings.ROOT, language)
        if isinstance(message.id, str)
        and message.id == message.string
        and len(message.id.split()) > 2
        and not _SAME_IN_BOTH.match(message.id)
    ]

    assert not left


def test_no_french_line_begins_with_a_mark():
    """French sets a space before : ; ? ! and inside « », and never breaks there."""
    loose = [
        message.id
        for message in extraction.read(settings.ROOT, "fr")
        if message.id
        for each in _forms(message)
        if _LOOSE_MARK.search(each)
    ]

    assert not loose


def test_no_template_ends_a_value_with_a_colon_of_its_own():
    """French has a space before it: the colon belongs into the message."""
    loose = [
        str(path.relative_to(settings.ROOT))
        for path in sorted((settings.ROOT / "accord").rglob("templates/**/*.html"))
        if re.search(r"\}\}:</", path.read_text())
    ]

    assert not loose


def _forms(message):
    return [message.string] if isinstance(message.string, str) else message.string


def _keeps_placeholders(message):
    if not all(message.string):
        return True
    if isinstance(message.string, str):
        return _names(message.id) == _names(message.string)
    wanted = _names(message.id[-1])
    # A form for exactly one, or exactly two, may write its number as a word.
    return all(_names(each) <= wanted for each in message.string) and (
        wanted in [_names(each) for each in message.string]
    )


def _names(text):
    return {first or second for first, second in _PLACEHOLDER.findall(text)}
