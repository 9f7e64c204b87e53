"""Tags for lists of texts: `{% load texts %}`."""

from django import template

from accord.texts.models import Shown, Text
from accord.texts.reading import filled_in, names

register = template.Library()


@register.simple_tag
def shown_of(text: Text) -> Shown | None:
    """Return what the reader is given of a text: `{% shown_of text as shown %}`."""
    return text.in_language()


@register.filter
def named(words: str, language: str) -> str:
    """Fill in {coalition} and the like, in the language of the words."""
    return filled_in(words, names(language))
