"""For whom a signed-in person acts, chosen by them and kept in their session."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from django.http import HttpResponse
from django.utils import timezone

from accord.accounts.models import Person
from accord.base.requests import Request
from accord.partners.models import Mandate

Respond = Callable[[Request], HttpResponse]
SESSION_KEY = "acting_mandate"


class ActingForMiddleware:
    """Complete `request.actor` with partner and mandate.

    The mandate is read again for each request, so that its end, and a suspension of
    the partner, take effect on the next one. Whoever has a single mandate acts under
    it without choosing.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.mandates = []
        if request.actor.is_signed_in:
            today = timezone.localdate()
            request.mandates = list(
                Mandate.objects.in_force_on(today)
                .of_partners_that_act_on(today)
                .filter(person=cast("Person", request.actor.person))
                .select_related("partner__constituency")
                .order_by("partner__sort_name", "id")
            )
            chosen = _chosen(request)
            if chosen is not None:
                request.actor = replace(
                    request.actor, partner=chosen.partner, mandate=chosen
                )
        return self.get_response(request)


def _chosen(request: Request) -> Mandate | None:
    wanted = request.session.get(SESSION_KEY)
    for mandate in request.mandates:
        if mandate.reference == wanted:
            return mandate
    return request.mandates[0] if len(request.mandates) == 1 else None
