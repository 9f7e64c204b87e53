"""The tag that offers a page's files and its citation: `{% load exchange %}`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language

from accord.base.components import Applied, Download, TakeAway
from accord.base.exchange.answering import MOST_ROWS_IN_A_WORKBOOK
from accord.base.exchange.citing import Citation
from accord.base.exchange.formats import Format
from accord.base.multilingual import Multilingual
from accord.base.projecting import permanent_id

register = template.Library()


@register.inclusion_tag("base/components/_take_away.html", takes_context=True)
def take_away(  # noqa: PLR0913  (what is cited, as a template names it)
    context: dict[str, Any],
    title: Multilingual | str,
    *,
    language: str = "",
    kind: str = "",
    code: str = "",
    author: object = "",
    version: int | None = None,
    sample: bool = False,
    rows: int = 0,
    api: str = "",
    api_lacks: str = "",
    filters: Sequence[Applied] = (),
) -> dict[str, Any]:
    """Offer the files of this very page, filters included, and how to cite it.

    A record gives its `kind` and `code`, by which it has a permanent address, and its
    `version`; a list its number of `rows` and the `filters` in force. `api` is the
    path below /api/v1/, which takes the query of the page but for what it lacks. A
    title that is bare text and not in the language of the page gives its `language`.
    """
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    asked = f"?{query.urlencode()}" if query else ""
    page = request.path_info
    address = (
        permanent_id(kind, code) if code else f"{settings.PUBLIC_URL}{page}{asked}"
    )
    shown, shown_in = _shown(title)
    citation = Citation(
        title=_titled(shown, filters),
        address=address,
        on=timezone.localdate(),
        author=str(author or ""),
        reference=code,
        version=version,
        is_sample=sample or (not code and settings.SAMPLE),
        title_language=language or shown_in,
    )
    base = page.rstrip("/")
    files = [Download("CSV", f"{base}.{Format.CSV}{asked}")]
    if rows <= MOST_ROWS_IN_A_WORKBOOK:
        files.append(Download("Excel", f"{base}.{Format.XLSX}{asked}"))
    files.append(Download("JSON", f"{base}.{Format.JSON}{asked}"))
    is_lacking = any(name in query for name in api_lacks.split())
    if api and not is_lacking and _is_there(f"/api/v1/{api}"):
        files.append(Download("API", f"/api/v1/{api}{'' if code else asked}"))
    return {
        "taking": TakeAway(files, citation, settings.LICENCE_URL),
        "followed": getattr(context.get("head"), "feeds", ()),
        "level": 2,
    }


def _titled(title: str, filters: Sequence[Applied]) -> str:
    """Return the title, with the filters in force behind it."""
    words = ", ".join(str(each.label) for each in filters)
    return f"{title} ({words})" if words else title


def _shown(title: Multilingual | str) -> tuple[str, str]:
    """Return the title and its language, which a bare text does not know."""
    if isinstance(title, Multilingual):
        passage = title.in_language(get_language() or "en")
        return passage.text, passage.language
    return str(title), ""


def _is_there(address: str) -> bool:
    try:
        resolve(address.partition("?")[0])
    except Resolver404:
        return False
    return True
