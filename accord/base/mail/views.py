"""Switching a topic off by the link of a mail, signed in or not."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accord.base.actor import Actor
from accord.base.mail import topics


# The token is what allows it: mail programs send the form without cookies (RFC 8058).
@csrf_exempt  # nosemgrep: csrf-exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before switching a topic off; only sending the form changes anything.

    Whoever the token was made for, the answer is the same.
    """
    try:
        recipient, topic = topics.read_token(token)
    except LookupError as reason:
        raise Http404 from reason
    if request.method == "POST":
        with transaction.atomic():
            topics.switch(
                recipient,
                off=topics.are_off(recipient) | {topic.code},
                by=Actor.anonymous(),
                on=timezone.localdate(),
            )
    return render(
        request,
        "base/mail/off.html",
        {"topic": topic, "is_done": request.method == "POST"},
    )
