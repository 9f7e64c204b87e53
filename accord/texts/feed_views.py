"""The feed of news, each page of it at one address."""

from django.core.paginator import InvalidPage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.utils import timezone
from django.views.decorators.http import require_safe

from accord.base.discovery.feeds import answer, page_asked_for
from accord.texts import feeds


@require_safe
def feed(request: HttpRequest, format_: str) -> HttpResponse:
    page = page_asked_for(request)
    address = feeds.path_of(format_, page=page)
    if request.get_full_path() != address:
        return HttpResponsePermanentRedirect(address)
    try:
        told = feeds.feed(format_, page=page, on=timezone.localdate())
    except InvalidPage as reason:
        raise Http404(str(reason)) from reason
    return answer(request, told, format_)
