"""The request as our middleware completes it, for type checks."""

from typing import Any

from django.http import HttpRequest

from accord.base.actor import Actor


class Request(HttpRequest):
    """A request that knows who asks. `mandates` are those in force today."""

    actor: Actor
    mandates: list[Any]
    user: Any
