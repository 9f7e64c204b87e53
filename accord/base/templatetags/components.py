"""Tags and filters of the components: `{% load components %}`."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader import render_to_string
from django.urls import Resolver404, get_urlconf, resolve
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

# English for the world: the day before the month.
_WRITTEN_AS = {"en": "en-001"}

SHAPES = {
    "government": "circle",
    "employers": "triangle",
    "workers": "square",
    "others": "diamond",
}
WORDS = {
    "government": _("Government"),
    "employers": _("Employers"),
    "workers": _("Workers"),
    "others": _("Other partners"),
}


def _locale() -> Locale:
    language = get_language() or "en"
    try:
        return Locale.parse(_WRITTEN_AS.get(language, language), sep="-")
    except UnknownLocaleError:
        return Locale("en", "001")


@register.filter
def number(value: object) -> str:
    """Write a number in the reader's manner; anything else stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value) if not isinstance(value, SafeString) else value
    return format_decimal(value, locale=_locale())


@register.filter
def percent(value: float, digits: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage."""
    pattern = _locale().percent_formats[None].pattern
    if digits:
        pattern = pattern.replace("#,##0", "#,##0." + "0" * digits)
    return format_percent(value, format=pattern, locale=_locale())


@register.filter
def money(value: Decimal, currency: str) -> str:
    """Write an amount with its currency's code or sign, without needless cents."""
    pattern = _locale().currency_formats["standard"].pattern
    if value == value.to_integral_value():
        pattern = pattern.replace("0.00", "0")
    return format_currency(
        value, currency, pattern, locale=_locale(), currency_digits=False
    )


@register.filter
def day(value: date | str | None) -> SafeString | str:
    """Write a date in full, in a `<time>` element; a date in words stays as it is."""
    if not isinstance(value, date):
        return value or ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if value.tzinfo else value.date()
    return format_html(
        '<time datetime="{}">{}</time>',
        value.isoformat(),
        day_in_words(value),
    )


@register.filter
def day_in_words(value: date) -> str:
    """Return a date in full, as plain words in the reader's language."""
    written = format_date(value, "long", locale=_locale())
    # French writes the first of a month as an ordinal; CLDR's pattern cannot.
    if value.day == 1 and _locale().language == "fr":
        return written.replace("1", "1er", 1)
    return written


@register.filter
def shape(constituency: str) -> str:
    """Return the symbol's name of a constituency; everyone else is a diamond."""
    return SHAPES.get(constituency, SHAPES["others"])


@register.filter
def constituency_word(constituency: str) -> object:
    return WORDS.get(constituency, WORDS["others"])


@register.filter
def constituency_code(constituency: str) -> str:
    return constituency if constituency in SHAPES else "others"


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Return the page numbers to link to; None stands for a gap."""
    last = page.paginator.num_pages
    near = {1, last, page.number - 1, page.number, page.number + 1}
    shown = sorted(n for n in near if 1 <= n <= last)
    numbers: list[int | None] = []
    for n in shown:
        before = numbers[-1] if numbers else 0
        if before is not None and n - before > 1:
            numbers.append(None)
        numbers.append(n)
    return numbers


@register.filter
def first_input_id(field: BoundField) -> str:
    """Return the id an error leads to: the first input of several."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def words(line: str) -> list[str]:
    return line.split()


@register.simple_block_tag(takes_context=True)
def component(context: Any, content: str, which: str, **values: Any) -> SafeString:
    """Render a component around a body.

    `{% component "notice" kind="warning" title=heading %}…{% endcomponent %}`
    renders `base/components/_notice.html` with `body` set to what stands between.
    The component sees its own values only, and the request.
    """
    # The template engine escaped what it printed; strip() forgets that it did.
    # Both are rendered by templates of ours.
    body = mark_safe(content.strip())  # noqa: S308  # nosemgrep: mark-safe
    inner = {**values, "body": body, "request": context.get("request")}
    shown = render_to_string(f"base/components/_{which}.html", inner)
    return mark_safe(shown)  # noqa: S308  # nosemgrep: mark-safe


@register.simple_tag
def page_at(path: str) -> str:
    """Return `/{language}/{path}` if the site has such a page, else nothing.

    The shell links only to pages that exist, whatever apps are installed.
    """
    address = f"/{get_language() or 'en'}/{path}"
    return address if _has_page(get_urlconf() or settings.ROOT_URLCONF, address) else ""


@cache
def _has_page(urlconf: str, address: str) -> bool:
    try:
        resolve(address, urlconf)
    except Resolver404:
        return False
    return True
