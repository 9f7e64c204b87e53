"""The entrance of the API: what there is, its description, and what has changed."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Router
from ninja.parser import Parser
from pydantic import Field

from accord.base.api import faults, negotiation, strict_json
from accord.base.api.changelog import CHANGES, VERSION
from accord.base.api.description import ABOUT, WITH_KEY, describe, reads
from accord.base.api.parameters import refuse_unknown
from accord.base.api.shapes import Shape, text

router = Router(tags=["About"])


class EntranceShape(Shape):
    """Where everything is."""

    version: str = text("The version of the API.")
    description: str = text("The address of the OpenAPI description.", format="uri")
    documentation: str = text("The address of the same for people.", format="uri")
    changelog: str = text("The address of what has changed.", format="uri")
    resources: dict[str, str] = text("The address of each list, by its name.")


class ChangeShape(Shape):
    day: str = text("The day of the change.", format="date")
    version: str = text("The version that began with it.")
    what: str = text("What is new.")


class ChangelogShape(Shape):
    """What has changed, newest first."""

    items: list[ChangeShape] = Field(description="The changes.")


class StrictParser(Parser):
    """Reads bodies as `strict_json` does."""

    def parse_body(self, request: HttpRequest) -> Any:
        negotiation.refuse_other_than_json(request)
        return strict_json.read(request.body)


# Without operations; `config` adds those of the apps.
api = NinjaAPI(
    title="Accord",
    version=VERSION,
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
faults.install(api)


@router.get(
    "/",
    url_name="entrance",
    operation_id="getEntrance",
    summary=gettext_noop("Find your way"),
    response=EntranceShape,
    include_in_schema=False,
)
def entrance(request: HttpRequest) -> HttpResponse:
    """Return the addresses of every list, of the description and of the changes."""
    refuse_unknown(request, Shape)
    here = f"{settings.PUBLIC_URL}/api/v1"
    lists = {
        path.rpartition("/")[2]: f"{settings.PUBLIC_URL}{path}"
        for path, operations in description()["paths"].items()
        if "{" not in path
        and operations.get("get", {}).get("operationId", "").startswith("list")
        and operations["get"]["security"] != WITH_KEY
    }
    return negotiation.answer(
        request,
        {
            "version": VERSION,
            "description": f"{here}/openapi.json",
            "documentation": f"{settings.PUBLIC_URL}/en/api/",
            "changelog": f"{here}/changelog",
            "resources": lists,
        },
    )


@router.get(
    "/changelog",
    url_name="changelog",
    operation_id="getChangelog",
    summary=gettext_noop("Read what has changed"),
    response=ChangelogShape,
    openapi_extra=reads(),
)
def changelog(request: HttpRequest) -> HttpResponse:
    """Return what has changed in the API itself, newest first."""
    refuse_unknown(request, Shape)
    items = [
        {"day": each.date.isoformat(), "version": each.version, "what": each.what}
        for each in CHANGES
    ]
    return negotiation.answer(request, {"items": items})


@router.get(
    "/openapi.json",
    url_name="openapi",
    operation_id="getDescription",
    summary=gettext_noop("Read this description"),
    response=dict,
    openapi_extra=reads(),
)
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description of the API, as OpenAPI 3.1 writes it."""
    refuse_unknown(request, Shape)
    return negotiation.answer(request, description())


@cache
def description() -> dict[str, Any]:
    """Return the description of the API, once all operations are there."""
    return describe(api)
