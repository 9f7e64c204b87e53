"""What everyone reads: pages, news, and the list of both."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.base.discovery import linked
from accord.base.requests import Request
from accord.base.templatetags.accord import direction_of
from accord.texts import access, discovery
from accord.texts.models import Shown, Text
from accord.texts.reading import reading

NEWS_PER_PAGE = 20


@require_safe
def page(request: Request, slug: str) -> HttpResponse:
    return _show(request, access.public_page(slug))


@require_safe
def text(request: Request, slug: str) -> HttpResponse:
    """Show a page, or lead from its reference to the address it has."""
    found = access.public_text(slug)
    address = found.get_absolute_url()
    if address != request.path:
        return redirect(address, permanent=True)
    return _show(request, found)


@require_safe
def news_item(request: Request, slug: str) -> HttpResponse:
    return _show(request, access.public_news(slug))


@require_safe
def news(request: Request) -> HttpResponse:
    pages = Paginator(Text.objects.news().for_listing(), NEWS_PER_PAGE)
    shown, trail = pages.get_page(request.GET.get("page")), [(_("News"), None)]
    description = _("News of the partners of %(coalition_name)s.") % {
        "coalition_name": linked.text_in(settings.COALITION_NAME, get_language() or "")
    }
    context = {
        "page": shown,
        "trail": trail,
        "description": description,
        "head": discovery.head_of_news(
            request, page=shown, trail=trail, description=description
        ),
    }
    return render(request, "texts/news_list.html", context)


@require_safe
def texts(request: Request) -> HttpResponse:
    listed = list(Text.objects.pages().for_listing().order_by("slug"))
    trail = [(_("All pages"), None)]
    description = _("What the coalition says of itself, and how to use these pages.")
    context = {
        "texts": listed,
        "may_edit": access.may_edit(request.actor, timezone.localdate()),
        "trail": trail,
        "description": description,
        "head": discovery.head_of_texts(
            request, texts=listed, trail=trail, description=description
        ),
    }
    return render(request, "texts/text_list.html", context)


def _show(request: Request, found: Text) -> HttpResponse:
    shown = found.in_language()
    if shown is None:
        raise Http404
    read = reading(found, shown.version)
    today = timezone.localdate()
    trail = _trail(found, _in_its_language(read.title, shown))
    context = {
        "head": discovery.head(request, found, shown, on=today, trail=trail),
        "shown": shown,
        "reading": read,
        "may_edit": access.may_edit(request.actor, today),
        "trail": trail,
    }
    return render(request, "texts/text_detail.html", context)


def _in_its_language(title: str, shown: Shown) -> str:
    if not shown.is_other_language:
        return title
    return format_html(
        '<span lang="{}" dir="{}">{}</span>',
        shown.language,
        direction_of(shown.language),
        title,
    )


def _trail(found: Text, title: str) -> list[tuple[str, str | None]]:
    if found.kind == "news":
        return [(_("News"), reverse("texts:news")), (title, None)]
    return [(title, None)]
