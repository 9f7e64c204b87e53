"""Tags that every template may use without loading."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accord.base import panels as panels_module
from accord.base.actor import Actor
from accord.base.languages import own_name
from accord.base.multilingual import Multilingual, State

register = template.Library()

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def direction_of(language: str) -> str:
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


@register.simple_tag
def passage(value: Multilingual, *, tag: bool = True) -> SafeString | str:
    """Print a text in the reader's language, or its original, marked as such."""
    reader = get_language() or "en"
    shown = value.in_language(reader)
    if not shown.text:
        return ""
    if shown.language == reader and shown.state is State.ORIGINAL:
        return format_html("{}", shown.text)
    return render_to_string(
        "base/_passage.html",
        {
            "passage": shown,
            "direction": direction_of(shown.language),
            "is_other_language": shown.language != reader,
            "language_name": own_name(shown.language),
            "show_tag": tag,
        },
    )


@register.simple_tag
def passage_plain(value: Multilingual) -> str:
    """Print the bare text, for attributes and titles."""
    return value.in_language(get_language() or "en").text


@register.filter
def direction(language: str) -> str:
    return direction_of(language)


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], place: str, record: Any) -> SafeString:
    """Print what other apps show at `place` for this record."""
    return panels_module.render(place, record, context.get("actor", Actor.anonymous()))
