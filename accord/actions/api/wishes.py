"""What a program sends about an action: its shape, and what it means for the record."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from accord.actions import currencies
from accord.actions.facts import RELATIONS
from accord.actions.forms import SUMMARY_LIMIT, TITLE_LIMIT
from accord.actions.models import Action
from accord.base.api.parameters import Code
from accord.base.api.problems import Fault, does_not_fit
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError("day")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("day") from error
    return text


def _currency(code: str) -> str:
    if code not in currencies.in_use():
        raise ValueError("currency")
    return code


Day = Annotated[
    str,
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-01-31"]}),
]
_LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
_NO_NULL = r"^[^\x00]*$"
# No control character, and no space at either end.
_NUMBER = r"^[^\x00-\x20\x7f-\xa0]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f-\xa0])?$"
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
Codes = Annotated[list[Code], Field(max_length=300)]


def _by_language(limit: int, *, least: int = 0, **more: Any) -> WithJsonSchema:
    """Describe texts by language; pydantic would leave other names open."""
    text = {"type": ["string", "null"], "maxLength": limit, "pattern": _NO_NULL}
    return WithJsonSchema(
        {
            "type": "object",
            "patternProperties": {_LANGUAGE: text | more},
            "additionalProperties": False,
            "minProperties": least,
            "maxProperties": 20,
        }
    )


_TEXT = StringConstraints(strip_whitespace=True, pattern=_NO_NULL)
RoleWords = Annotated[str, _TEXT, Field(max_length=200)]
Title = Annotated[str, _TEXT, Field(max_length=TITLE_LIMIT)]
Prose = Annotated[str, _TEXT, Field(max_length=SUMMARY_LIMIT)]
Titles = Annotated[
    dict[Language, Title | None], Field(max_length=20), _by_language(TITLE_LIMIT)
]
Proses = Annotated[
    dict[Language, Prose | None], Field(max_length=20), _by_language(SUMMARY_LIMIT)
]
Reasons = Annotated[
    dict[Language, Prose],
    Field(min_length=1, max_length=20),
    _by_language(SUMMARY_LIMIT, least=1, type="string"),
]
Currency = Annotated[
    str,
    AfterValidator(_currency),
    WithJsonSchema({"type": "string", "enum": sorted(currencies.in_use())}),
]


class Strict(Schema):
    """Whoever sends a member that we do not take is told so."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PartWish(Strict):
    reference: Code = Field(description="The reference of another partner.")
    role: RoleWords = Field("", description="What it does in the action.")


class NumberWish(Strict):
    scheme: Literal["iati", "un-partnerships", "doi", "other"] = Field(
        description="The register."
    )
    value: Annotated[str, StringConstraints(pattern=_NUMBER, max_length=200)] = Field(
        description="The number in it, without spaces around."
    )


class ActionWish(Strict):
    """Facts of an action. What is left out stays as it is."""

    kind: Literal["", "commitment", "initiative", "key-intervention"] | None = Field(
        None, description="What kind of action it is."
    )
    language: Language | None = Field(
        None, description="The language of the original; that of the first title else."
    )
    title: Titles | None = Field(
        None, description="By language; null takes a language away."
    )
    summary: Proses | None = Field(
        None, description="By language; null takes a language away."
    )
    countries: Codes | None = Field(None, description="ISO alpha-3 codes.")
    areas: Codes | None = Field(None, description="Codes of areas.")
    challenges: Codes | None = Field(None, description="Codes of challenges.")
    targets: Codes | None = Field(None, description="Such as 8.3.")
    groups: Codes | None = Field(None, description="Codes of groups of people.")
    starts_on: Day | None = Field(None, description="The first day.")
    ends_on: Day | None = Field(None, description="The last day.")
    budget: (
        Annotated[
            str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,15})(\.[0-9]{1,2})?$")
        ]
        | None
    ) = Field(None, description="An amount with at most two decimals, as a text.")
    currency: Currency | None = Field(None, description="ISO 4217 code.")
    partners: Annotated[list[PartWish], Field(max_length=300)] | None = Field(
        None, description="The other partners, all of them."
    )
    identifiers: Annotated[list[NumberWish], Field(max_length=50)] | None = Field(
        None, description="Its numbers in other registers, all of them."
    )


class WithdrawalWish(Strict):
    """Why an action is taken back."""

    reason: Reasons = Field(description="By language, the original first.")


def changes(wish: ActionWish, action: Action, *, lead: Partner) -> dict[str, Any]:
    """Return the facts that a wish tells; `Problem` names each that cannot be."""
    told = {name: getattr(wish, name) for name in wish.model_fields_set}
    found: dict[str, Any] = {}
    if {"title", "summary", "language"} & told.keys():
        found |= _texts(told, action)
    for name in RELATIONS.keys() & told.keys():
        found[name] = list(dict.fromkeys(told[name] or []))
    for name in {"starts_on", "ends_on"} & told.keys():
        found[name] = date.fromisoformat(told[name]) if told[name] else None
    if "kind" in told:
        found["kind"] = told["kind"] or ""
    if "budget" in told:
        budget = told["budget"]
        found["budget"] = Decimal(budget).quantize(Decimal("0.01")) if budget else None
    if "currency" in told:
        found["currency"] = told["currency"] or ""
    if "partners" in told:
        found["partners"] = [
            (each.reference, each.role) for each in told["partners"] or []
        ]
    if "identifiers" in told:
        numbers = told["identifiers"] or []
        found["external_identifiers"] = [(each.scheme, each.value) for each in numbers]
    faults = [*_unknown(found), *_impossible(found, lead)]
    if faults:
        raise does_not_fit(faults)
    return found


def _texts(told: dict[str, Any], action: Action) -> dict[str, Multilingual]:
    stored = action.title or action.summary
    written = told.get("title") or told.get("summary") or {}
    language = (
        told.get("language")
        or (stored.original_language if stored else None)
        or next((code for code, text in written.items() if text), "en")
    )
    found = {}
    for name in ("title", "summary"):
        value: Multilingual = getattr(action, name)
        texts = {each: value.text_in(each) for each in value.languages}
        texts |= {code: text or "" for code, text in (told.get(name) or {}).items()}
        if name in told or "language" in told:
            found[name] = value.with_texts(language, texts)
    return found


def _unknown(found: dict[str, Any]) -> Iterable[Fault]:
    """Name every code that no record has, with the place where it stands."""
    for name, (model, key) in RELATIONS.items():
        wanted = found.get(name)
        if wanted:
            known = set(
                model.objects.filter(**{f"{key}__in": wanted}).values_list(
                    key, flat=True
                )
            )
            for index, code in enumerate(wanted):
                if code not in known:
                    yield Fault(_("No record has this code."), f"/{name}/{index}")


def _impossible(found: dict[str, Any], lead: Partner) -> Iterable[Fault]:
    references = [reference for reference, _role in found.get("partners", ())]
    known = set(
        Partner.objects.filter(reference__in=references).values_list(
            "reference", flat=True
        )
        if references
        else ()
    )
    for index, reference in enumerate(references):
        place = f"/partners/{index}/reference"
        if reference not in known:
            yield Fault(_("No partner has this reference."), place)
        elif reference == lead.reference:
            yield Fault(_("The partner that leads is no other partner."), place)
        elif reference in references[:index]:
            yield Fault(_("A partner takes part once."), place)
