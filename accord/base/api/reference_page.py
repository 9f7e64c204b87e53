"""The page that explains the API to people: operations, keys, problems."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.base.api import door, entrance
from accord.base.api.changelog import CHANGES, VERSION
from accord.base.api.description import TAGS_OF_OPERATIONS, WITH_KEY
from accord.base.api.problems import KINDS


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that programs can do, as people read of it."""

    method: str
    path: str
    summary: str
    # In English, as the description has it.
    description: str
    parameters: list[str]
    needs_key: bool


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "base/api.html",
        {
            "address": f"{settings.PUBLIC_URL}/api/v1",
            "version": VERSION,
            "groups": [(_(name), operations(name)) for name in TAGS_OF_OPERATIONS],
            "kinds": KINDS.items(),
            "changes": CHANGES,
            "limits": (settings.API_LIMIT, settings.API_LIMIT_WITH_KEY),
            "most_bytes": door.MOST_BYTES,
            "trail": [(_("API"), None)],
        },
    )


def operations(tag: str) -> list[Operation]:
    """Return the operations of a group, in the order of the description."""
    return [
        Operation(
            method.upper(),
            path,
            _(each["summary"]),
            each["description"],
            _names(each),
            each["security"] == WITH_KEY,
        )
        for path, methods in entrance.description()["paths"].items()
        for method, each in methods.items()
        if tag in each["tags"]
    ]


def _names(operation: dict[str, Any]) -> list[str]:
    """Return the parameters; those that many share are named by reference."""
    return [
        each["name"]
        if "name" in each
        else entrance.description()["components"]["parameters"][
            each["$ref"].rpartition("/")[2]
        ]["name"]
        for each in operation.get("parameters", ())
    ]
