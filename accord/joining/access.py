"""Who may read and write an application: whoever holds its link, in that browser.

The secret stands in the link alone. Opening it notes in the session that this browser
holds the application; addresses afterwards carry only its key, which opens nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accord.joining import papers
from accord.joining.models import Application, Paper, Question, State

_HELD = "applications"


def hold(request: HttpRequest, application: Application) -> None:
    """Let this browser read and write the application until its session ends."""
    held = request.session.get(_HELD, [])
    if application.key not in held:
        # Whoever planted the session beforehand does not hold what it holds now.
        request.session.cycle_key()
        request.session[_HELD] = [*held, application.key]


def holds(request: HttpRequest, key: str) -> bool:
    return key in request.session.get(_HELD, [])


def taking_papers(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view take a paper from whoever holds the application, and nobody else."""

    def room(request: HttpRequest, kwargs: Mapping[str, Any]) -> int:
        return papers.MOST_BYTES if holds(request, kwargs["key"]) else 0

    view.room_for_files = room  # type: ignore[attr-defined]
    return view


def held_application(request: HttpRequest, key: str) -> Application:
    """Return the application if this browser holds it; 404 otherwise."""
    if not holds(request, key):
        raise Http404
    return get_object_or_404(Application.objects.exclude(state=State.LAPSED), key=key)


def held_paper(request: HttpRequest, key: str, number: int) -> Paper:
    """Return a paper of an application that this browser holds; 404 otherwise."""
    application = held_application(request, key)
    return get_object_or_404(
        application.papers.select_related("application"), pk=number
    )


def held_question(request: HttpRequest, key: str, number: int) -> Question:
    """Return a request for information on such an application; 404 otherwise."""
    application = held_application(request, key)
    return get_object_or_404(
        application.questions.select_related("application"), pk=number
    )
