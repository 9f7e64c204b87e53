"""The description of the API (OpenAPI 3.1): what ninja knows, and what we add."""

import json
from http.client import responses as phrases
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop
from ninja import NinjaAPI

from accord.base.api.negotiation import TAGS
from accord.base.api.problems import KINDS, MEDIA_TYPE, type_of
from accord.base.api.shapes import ProblemShape, Shape

READ_ANYWHERE: list[dict[str, list[str]]] = [{}, {"key": []}]
WITH_KEY: list[dict[str, list[str]]] = [{"key": []}]
ABOUT = """\
The open door of the coalition: every public record, as JSON.

Reading needs no key. Writing needs the key of a partner, which a person who acts for
it makes on its page. Members may be added within version 1; none is taken away or
changes its meaning. What changes is told at `/api/v1/changelog`.
"""
# Where an operation keeps the members of its record until the description is complete.
_MEMBERS = "x-members"
TAGS_OF_OPERATIONS = {
    gettext_noop("Actions"): "What partners undertake, alone or together.",
    gettext_noop("Partners"): "The organizations of the coalition.",
    gettext_noop("Places and terms"): "What records are filed under.",
    gettext_noop("Figures"): "What official series say of social justice.",
    gettext_noop("Texts"): "Pages and news, in every language that is public.",
    gettext_noop("Search"): "What is public, found in any language.",
    gettext_noop("Writing"): "What a program does with the key of a partner.",
    gettext_noop("About"): "The API itself.",
}
_HEADERS = {
    "ETag": "Names this state; send it as If-None-Match, or as If-Match to write.",
    "Last-Modified": "When the newest of what is told has changed.",
    "RateLimit": "What is left, and in how many seconds all is there again.",
    "RateLimit-Policy": "How many requests a minute are allowed.",
}
_PARAMETERS = {
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The ETag of the record as you have seen it.",
        "schema": {"type": "string", "pattern": TAGS},
        "example": '"5d41402abc4b2a76b9719d911017c592"',
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": (
            "A name of your own for this very request, such as a UUID. Sent again"
            " within 24 hours, it gets the same answer and nothing happens twice."
        ),
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        "example": "9b7c1d2e-6f3a-4c58-8a54-0e6b1f2d3c4a",
    },
}
_EXPLAINED = {
    400: ("bad-request", "The request cannot be understood."),
    401: ("no-key", "No key where one is needed, or one that does not hold."),
    403: ("not-allowed", "The key, or the person's role, does not allow it."),
    404: ("not-found", "Not there, or not for you to know."),
    406: ("not-acceptable", "Something else than JSON was asked for."),
    409: ("does-not-fit", "It does not go with the records as they are."),
    412: ("stale", "The record has changed; the answer holds both texts."),
    413: ("too-large", "The body is larger than we read."),
    415: ("unsupported-media-type", "The body is not JSON."),
    422: ("invalid", "Some values are not right; `errors` says which."),
    428: ("precondition-required", "If-Match is missing."),
    429: ("too-many-requests", "Wait as long as Retry-After says."),
}


def answers(*statuses: int) -> dict[str, Any]:
    """Return what an operation may answer besides success."""
    return {
        "responses": {
            status: {"$ref": f"#/components/responses/{_name(status)}"}
            for status in sorted({400, 401, 406, 429, *statuses})
        }
    }


def reads(
    *statuses: int, shape: type[Shape] | None = None, example: Any = None
) -> dict[str, Any]:
    """Describe an operation that everyone may call, and the members to choose."""
    found = answers(304, *statuses)
    found["security"] = READ_ANYWHERE
    found["responses"][200] = _success(example)
    if shape is not None:
        found[_MEMBERS] = list(shape.model_fields)
    return found


def reads_with_key(*statuses: int, shape: type[Shape] | None = None) -> dict[str, Any]:
    """Describe an operation that reads what is not public."""
    return reads(*statuses, shape=shape) | {"security": WITH_KEY}


def writes(
    *statuses: int, success: int, example: Any = None, on_top: bool = True
) -> dict[str, Any]:
    """Describe an operation that changes something; `on_top` of what is there."""
    if on_top:
        statuses += (404, 412, 428)
    found = answers(403, 409, 413, 415, 422, *statuses)
    found["security"] = WITH_KEY
    if_match = {"$ref": "#/components/parameters/IfMatch"}
    found["parameters"] = [if_match] if on_top else []
    found["responses"][success] = _success(example)
    return found


def once(found: dict[str, Any]) -> dict[str, Any]:
    """Add the header that makes sending twice harmless."""
    found["parameters"].append({"$ref": "#/components/parameters/IdempotencyKey"})
    return found


def _success(example: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}
    }
    if example is not None:
        found["content"] = {"application/json": {"example": example}}
    return found


def _name(status: int) -> str:
    return phrases[status].title().replace(" ", "").replace("-", "")


def describe(api: NinjaAPI) -> dict[str, Any]:
    """Return the whole description."""
    found: dict[str, Any] = dict(api.get_openapi_schema())
    found["info"] |= {
        "summary": "Records of the coalition, to read and to write.",
        "license": {
            "name": "CC BY 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
        "contact": {
            "name": "Secretariat",
            "url": f"{settings.PUBLIC_URL}/en/contact/",
        },
    }
    found["servers"] = [{"url": settings.PUBLIC_URL, "description": "This platform"}]
    found["externalDocs"] = {
        "url": f"{settings.PUBLIC_URL}/en/api/",
        "description": "The same for people.",
    }
    components = found["components"]
    components["schemas"] |= _problem_schemas()
    components["responses"] = _responses()
    components["parameters"] = _PARAMETERS
    components["headers"] = {
        name: {"description": words, "schema": {"type": "string"}}
        for name, words in _HEADERS.items()
    }
    components["securitySchemes"] = {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "accord_…",
            "description": "The key of a partner, made by a person who acts for it.",
        }
    }
    found["tags"] = [
        {"name": name, "description": words}
        for name, words in TAGS_OF_OPERATIONS.items()
    ]
    for path in found["paths"].values():
        for operation in path.values():
            _complete(operation)
    tidy: dict[str, Any] = _tidied(found)
    _prune(tidy)
    return tidy


def _complete(operation: dict[str, Any]) -> None:
    members = operation.pop(_MEMBERS, [])
    for parameter in operation.get("parameters", ()):
        # What stands in the schema as a list would be a map here.
        examples = parameter.pop("examples", None)
        if isinstance(examples, list):
            parameter["example"] = examples[0]
            parameter["schema"].pop("examples", None)
        if parameter.get("name") == "fields":
            parameter["schema"] = {
                "type": "array",
                "items": {"type": "string", "enum": members},
                "minItems": 1,
                "uniqueItems": True,
            }
            parameter |= {"style": "form", "explode": False, "example": members[:2]}


def _prune(found: dict[str, Any]) -> None:
    """Leave out the components that nothing refers to."""
    components = found["components"]
    while True:
        said = json.dumps(found)
        unused = [
            (group, name)
            for group in ("schemas", "responses", "parameters", "headers")
            for name in components[group]
            if f'"#/components/{group}/{name}"' not in said
        ]
        if not unused:
            return
        for group, name in unused:
            del components[group][name]


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemShape.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    return {**schema.pop("$defs"), "Problem": schema}


def _responses() -> dict[str, Any]:
    return {
        "NotModified": {"description": "You have it already."},
        **{
            _name(status): {
                "description": words,
                "headers": _problem_headers(status),
                "content": {
                    MEDIA_TYPE: {
                        "schema": {"$ref": "#/components/schemas/Problem"},
                        "example": {
                            "type": type_of(kind),
                            "title": str(KINDS[kind].title),
                            "status": status,
                            "detail": words,
                            "instance": "/api/v1/actions",
                        },
                    }
                },
            }
            for status, (kind, words) in _EXPLAINED.items()
        },
    }


def _problem_headers(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {"RateLimit": {"$ref": "#/components/headers/RateLimit"}}
    if status == 429:
        found["Retry-After"] = {
            "description": "Seconds to wait.",
            "schema": {"type": "integer"},
        }
    if status == 401:
        found["WWW-Authenticate"] = {
            "description": "How to send a key.",
            "schema": {"type": "string"},
        }
    return found


def _tidied(value: Any) -> Any:
    """Return the description without what says nothing, with text keys throughout."""
    if isinstance(value, dict):
        return {
            str(name): _tidied(each)
            for name, each in value.items()
            if not (name == "default" and each is None)
            and not (name == "title" and _is_schema(value))
        }
    if isinstance(value, list):
        return [_tidied(each) for each in value]
    return value


def _is_schema(value: dict[str, Any]) -> bool:
    """Tell the title of a schema, which repeats its name, from a member of a record."""
    return (
        isinstance(value.get("title"), str) and not {"status", "license"} & value.keys()
    )
