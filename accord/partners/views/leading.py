"""Leading from the address of an absorbed record to the one that is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.http import HttpResponsePermanentRedirect as Moved
from django.urls import reverse

from accord.partners import access

View = Callable[..., HttpResponseBase]


def leads_on(view: View) -> View:
    """Answer for an absorbed record with the same page of the kept one, for good."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, **more: Any) -> HttpResponseBase:
        try:
            return view(request, slug, **more)
        except Http404:
            kept = access.successor_of(slug)
            if kept is None:
                raise
            route = request.resolver_match.view_name if request.resolver_match else ""
            query = request.META.get("QUERY_STRING", "")
            address = reverse(route, kwargs={"slug": kept.slug, **more})
            return Moved(f"{address}?{query}" if query else address)

    return answer
