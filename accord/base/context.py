"""What every page knows about the coalition and its reader."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi

from accord.base import menus
from accord.base.actor import Actor
from accord.base.models import Message
from accord.base.templatetags.accord import direction_of


def shell(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    names = settings.COALITION_NAME
    actor = getattr(request, "actor", Actor.anonymous())
    return {
        "coalition_name": names.get(language, names[settings.LANGUAGE_CODE]),
        "actor": actor,
        # Called where a template prints it: pages without a masthead do not ask.
        "unread_messages": partial(_unread_messages, actor),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "complete_languages": settings.COMPLETE_LANGUAGES,
        "languages": _languages(request, language),
        "menu": menus.main(),
        "office": menus.office(actor, timezone.localdate()),
        "footer": {place: menus.at(place) for place in ("coalition", "help")},
        "SAMPLE": settings.SAMPLE,
        "version": settings.VERSION,
        "public_url": settings.PUBLIC_URL,
    }


def _unread_messages(actor: Actor) -> int:
    if actor.person is None:
        return 0
    return Message.objects.of(actor.person.public_id).unread().count()


def _languages(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """Return each language with the address of this very page and query in it."""
    return [
        {
            "code": code,
            "name": name,
            "is_current": code == current,
            "direction": direction_of(code),
            "url": address_in(request, code),
        }
        for code, name in settings.LANGUAGES
    ]


def address_in(request: HttpRequest, language: str) -> str:
    """Return the address of the requested page in another language, query included."""
    path = request.path_info
    first, *rest = path.lstrip("/").split("/", 1)
    if first not in dict(settings.LANGUAGES):
        return f"/{language}/"
    moved = f"/{language}/{rest[0] if rest else ''}"
    try:
        resolve(path)
    except Resolver404:
        return f"/{language}/"
    query = request.META.get("QUERY_STRING", "")
    return f"{moved}?{query}" if query else moved
