"""What ninja and pydantic found wrong, as problems in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from accord.base.api import problems
from accord.base.api.door import problem_of
from accord.base.api.problems import Fault, Problem
from accord.base.api.strict_json import escaped


def install(api: NinjaAPI) -> None:
    """Make the API answer nothing but problem documents where something is wrong."""
    for kind in (Exception, Http404, ValidationError, HttpError):
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, reason: Any) -> HttpResponse:
    return problems.response_to(request, _problem(request, reason))


def _problem(request: HttpRequest, reason: Exception) -> Problem:
    if isinstance(reason, ValidationError):
        if any(each["loc"][0] == "path" for each in reason.errors):
            # Under an address that no record can have there is none.
            return problems.not_found()
        return problems.invalid([_fault(each) for each in reason.errors])
    if isinstance(reason, HttpError):
        cause = reason.__cause__
        if isinstance(cause, Problem):
            return cause
        return Problem("bad-request", _("Check the request."))
    return problem_of(request, reason)


def _fault(error: Mapping[str, Any]) -> Fault:
    source, *place = error["loc"]
    detail = sentence_for(error["type"], error.get("ctx") or {})
    if source == "body":
        # The first part is the name that our function gives the whole.
        place = [each for each in place[1:] if each != "[key]"]
        parts = [escaped(str(each)) for each in place]
        return Fault(detail, pointer="".join(f"/{each}" for each in parts))
    # In a query of lists ninja names the whole too.
    name = str(place[1] if place[:1] == ["query"] else place[0]) if place else ""
    return Fault(detail, parameter=name)


def sentence_for(kind: str, known: Mapping[str, Any]) -> str:
    """Return what is wrong, for each kind of error that pydantic tells apart."""
    if kind == "value_error":
        return _VALUES.get(str(known.get("error", "")), _unclear)()
    if kind == "literal_error":
        values = str(known.get("expected", "")).replace(" or ", ", ")
        return _("Expected is one of: {values}.").format(values=values)
    if kind in {"string_too_long", "too_long"}:
        limit = known.get("max_length", "")
        return _("This is too long; the limit is {number}.").format(number=limit)
    return str(_SENTENCES.get(kind, _UNCLEAR))


_UNCLEAR = gettext_lazy("This value cannot be read.")
_SENTENCES = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such member, or it is not yours."),
    "string_too_short": gettext_lazy("This is too short."),
    "too_short": gettext_lazy("This is too short."),
    "greater_than_equal": gettext_lazy("This number is too small."),
    "less_than_equal": gettext_lazy("This number is too large."),
    "string_type": gettext_lazy("Expected is a text."),
    "dict_type": gettext_lazy("Expected is an object."),
    "model_type": gettext_lazy("Expected is an object."),
    "model_attributes_type": gettext_lazy("Expected is an object."),
    "list_type": gettext_lazy("Expected is a list."),
}


def _unclear() -> str:
    return str(_UNCLEAR)


def _instant() -> str:
    return _("Write the moment as RFC 3339 does, such as 2026-11-01T00:00:00Z.")


def _digits() -> str:
    return _("Write a whole number in digits.")


def _day() -> str:
    return _("Write the day as 2026-01-31.")


def _currency() -> str:
    return _("No money in use has this code.")


_VALUES = {
    "instant": _instant,
    "digits": _digits,
    "day": _day,
    "currency": _currency,
}
