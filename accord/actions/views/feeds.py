"""Feeds and calendars of actions, each at one address."""

from django.core.paginator import InvalidPage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.utils import timezone
from django.views.decorators.http import require_safe

from accord.actions import access, feeds
from accord.base import calendars
from accord.base.actor import Actor
from accord.base.discovery.feeds import answer, conditional, page_asked_for


@require_safe
def feed(request: HttpRequest, format_: str) -> HttpResponse:
    """Show a page of a feed, or the calendar, of the actions asked for."""
    page = page_asked_for(request) if format_ in feeds.FORMATS else 1
    address = feeds.path_of(format_, feeds.query_of(request.GET), page=page)
    if request.get_full_path() != address:
        return HttpResponsePermanentRedirect(address)
    today = timezone.localdate()
    try:
        if format_ in feeds.FORMATS:
            told = feeds.feed(request, format_, page=page, on=today)
            return answer(request, told, format_)
        content, modified = feeds.calendar(request, on=today)
    except (feeds.Unknown, InvalidPage) as reason:
        raise Http404(str(reason)) from reason
    return conditional(request, content, calendars.MEDIA_TYPE, modified=modified)


@require_safe
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """Show when a public action begins and ends."""
    today = timezone.localdate()
    found = access.visible_action(Actor.anonymous(), reference, on=today)
    content, modified = feeds.calendar_of_one(found, on=today)
    answered = conditional(request, content, calendars.MEDIA_TYPE, modified=modified)
    answered.headers["Content-Disposition"] = f'inline; filename="{reference}.ics"'
    return answered
