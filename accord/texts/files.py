"""Texts and news as files, under /{lang}/."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from accord.base.exchange import formats
from accord.base.exchange.answering import answer_list, answer_record
from accord.base.exchange.formats import Format
from accord.texts import access, converters
from accord.texts.exchange import NEWS, TEXTS
from accord.texts.models import Text


@require_safe
def news(request: HttpRequest, ending: Format) -> HttpResponseBase:
    return answer_list(request, ending, NEWS, Text.objects.news().for_listing())


@require_safe
def news_item(request: HttpRequest, slug: str, ending: Format) -> HttpResponseBase:
    found = access.public_news(slug)
    return answer_record(request, ending, NEWS, found, name=found.slug)


@require_safe
def texts(request: HttpRequest, ending: Format) -> HttpResponseBase:
    found = Text.objects.pages().for_listing().order_by("slug")
    return answer_list(request, ending, TEXTS, found)


@require_safe
def page(request: HttpRequest, slug: str, ending: Format) -> HttpResponseBase:
    found = access.public_page(slug)
    return answer_record(request, ending, TEXTS, found, name=found.slug)


@require_safe
def text(request: HttpRequest, slug: str, ending: Format) -> HttpResponseBase:
    """Answer for a text that has no shorter address, as its page does."""
    found = access.public_text(slug)
    if not request.path.startswith(found.get_absolute_url().rstrip("/") + "."):
        raise Http404
    return answer_record(request, ending, TEXTS, found, name=found.slug)


app_name = "text_files"
urlpatterns = [
    path("news.<file_format:ending>", news, name="news"),
    path("news/<slug:slug>.<file_format:ending>", news_item, name="news_item"),
    path("texts.<file_format:ending>", texts, name="texts"),
    path("texts/<slug:slug>.<file_format:ending>", text, name="text"),
    path("<root_page:slug>.<file_format:ending>", page, name="page"),
]
# Whose converters the addresses above are written with.
__all__ = ["app_name", "converters", "formats", "urlpatterns"]
