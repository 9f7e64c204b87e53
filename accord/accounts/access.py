"""Delicate steps: whoever takes one shows again who they are."""

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    suspend_request,
)
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def who_is_there(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks for the password or passkey again, if that is due.

    It leads back, and carries out a form that was sent. What was shown counts for
    five minutes.
    """
    if did_recently_reauthenticate(request):
        return None
    return suspend_request(request, reverse("account_reauthenticate"))
