"""Tags for lists of texts: `{% load texts %}`."""

from django import template
from django.utils.translation import override

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


@register.simple_tag
def address_in(text: Text, language: str) -> str:
    """Return the address of a text in that language."""
    with override(language):
        return text.get_absolute_url()
