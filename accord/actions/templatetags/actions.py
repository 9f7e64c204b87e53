"""What the pages of an action print of its texts: `{% load actions %}`."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from accord.actions.models import Action
from accord.base.languages import name_of
from accord.base.multilingual import Multilingual
from accord.base.templatetags.accord import direction_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Rendering:
    """Title and summary in one language other than the one shown."""

    language: str
    language_name: str
    title: str
    summary: str
    is_original: bool


@register.simple_tag
def passage_paragraphs(value: Multilingual) -> SafeString:
    """Print a text of several paragraphs, marked if it is in another language."""
    reader = get_language() or "en"
    shown = value.in_language(reader)
    # Escaped by linebreaks.
    paragraphs = mark_safe(linebreaks(shown.text, autoescape=True))  # noqa: S308  # nosemgrep: mark-safe
    if shown.language == reader:
        return paragraphs
    return format_html(
        '<div lang="{}" dir="{}">{}</div>',
        shown.language,
        direction_of(shown.language),
        paragraphs,
    )


@register.filter
def short_summary(action: Action) -> str:
    """Return the first words of the summary, for the description of the page."""
    text = action.summary.in_language(get_language() or "en").text
    return Truncator(text).chars(160)


@register.simple_tag
def other_renderings(action: Action) -> list[Rendering]:
    """Return the languages in which an action can be read besides the one shown."""
    shown = action.title.in_language(get_language() or "en").language
    return [
        Rendering(
            code,
            name_of(code),
            action.title.text_in(code) or action.title.original,
            action.summary.text_in(code) or action.summary.original,
            code == action.title.original_language,
        )
        for code in action.title.languages
        if code != shown
    ]
