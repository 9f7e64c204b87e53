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
# Names, in a form that was sent, the mandate it was written under.
FIELD = "acting"


class ActingForMiddleware:
    """Complete `request.actor` with partner and mandate.

    The mandate is read again for each request, so that its end, and a suspension of
    the partner, take effect on the next one. Whoever has a single mandate acts under
    it without choosing. A form that names the mandate it was written under is carried
    out under that one, whatever was chosen since in another window; or refused, where
    that one does not hold any more.
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
            wanted = request.session.get(SESSION_KEY)
            if len(request.mandates) == 1:
                wanted = request.mandates[0].reference
            _act_under(request, wanted)
        return self.get_response(request)

    def process_view(
        self, request: Request, view: object, args: object, kwargs: object
    ) -> None:
        """Read the form here: by now its size has been judged."""
        if request.method == "POST" and request.actor.is_signed_in:
            wanted = request.POST.get(FIELD)
            if wanted:
                _act_under(request, wanted)


def _act_under(request: Request, wanted: str | None) -> None:
    """Act under one of the person's mandates in force, or for nobody."""
    found = [each for each in request.mandates if each.reference == wanted]
    mandate = found[0] if found else None
    request.actor = replace(
        request.actor, partner=mandate and mandate.partner, mandate=mandate
    )
