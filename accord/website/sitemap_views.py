"""The sitemaps as they are sent: an index, and files of pages with their alternates."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accord.base.discovery.feeds import page_asked_for
from accord.base.discovery.heads import public_address
from accord.base.discovery.sitemaps import Page, sections

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


@require_safe
@cache_control(public=True, max_age=3600)
def index(request: HttpRequest) -> HttpResponse:
    """List the files under the public address, whatever host was asked."""
    lines = [_HEAD.format("sitemapindex")]
    for name, section in sections().items():
        for number in range(1, section.files + 1):
            path = reverse("sitemap", args=[name])
            query = [("page", str(number))] if number > 1 else []
            address = escape(public_address(path, query))
            lines.append(f"<sitemap><loc>{address}</loc></sitemap>\n")
    return _answer([*lines, "</sitemapindex>\n"])


@require_safe
@cache_control(public=True, max_age=3600)
def section(request: HttpRequest, section: str) -> HttpResponse:
    found, number = sections()[section], page_asked_for(request)
    if number > found.files:
        raise Http404
    lines = [_HEAD.format("urlset")]
    for page in found.in_file(number):
        lines.extend(_urls(page))
    return _answer([*lines, "</urlset>\n"])


def _urls(page: Page) -> Iterable[str]:
    """Yield the page in each of its languages, each with all of them."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>'
        for code, url in page.alternates
    )
    changed = (
        f"<lastmod>{page.changed_at.isoformat(timespec='seconds')}</lastmod>"
        if page.changed_at
        else ""
    )
    for url in page.addresses:
        yield f"<url><loc>{escape(url)}</loc>{changed}{links}</url>\n"


def _answer(lines: Iterable[str]) -> HttpResponse:
    return HttpResponse("".join(lines), content_type="application/xml; charset=utf-8")
