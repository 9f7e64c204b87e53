"""Tags of the home page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def bench_mark(bench: str) -> SafeString:
    """Return the shape of a bench, to stand before its number in a sentence."""
    mark = render_to_string("website/_bench_mark.html", {"bench": bench})
    # Rendered by a template of ours.
    return mark_safe(mark.strip())  # noqa: S308  # nosemgrep: mark-safe
