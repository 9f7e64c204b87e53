"""Facts of an action as a reader sees them: check page, history, conflict."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import UnknownCurrencyError
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from accord.actions.facts import TEXTS, Facts
from accord.actions.models import Kind, Register
from accord.atlas.models import Area, Challenge, Country, Target, TargetGroup
from accord.base.models import Entry
from accord.base.templatetags.accord import direction_of
from accord.base.templatetags.components import day, money
from accord.partners.models import Partner

_CODED = {
    "countries": (Country, "iso3"),
    "areas": (Area, "code"),
    "challenges": (Challenge, "code"),
    "targets": (Target, "code"),
    "groups": (TargetGroup, "code"),
}
_LONGEST_LIST = 12


class Answers:
    """Prints facts in the reader's language. Names are asked for once per kind."""

    def __init__(self, *told: Facts) -> None:
        self._told = told

    def shown(self, fact: str, facts: Facts) -> SafeString | str:
        """Return one fact as HTML, or an empty string where it is not told."""
        value = facts.get(fact)
        if not value:
            return ""
        if fact in _CODED:
            return _listed(self._names[fact].get(code, code) for code in value)
        if fact == "partners":
            return _listed(self._part(*each) for each in value)
        if fact == "budget":
            return _amount(value, facts.get("currency", ""))
        return _SHOWN.get(fact, str)(value)

    def _part(self, reference: str, role: str) -> str:
        name = str(self._partners.get(reference, reference))
        return f"{name} – {role}" if role else name

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        names = {}
        for fact, (model, code) in _CODED.items():
            codes = {each for facts in self._told for each in facts.get(fact) or ()}
            found = model.objects.filter(**{f"{code}__in": codes}) if codes else ()
            names[fact] = {getattr(each, code): _name(each) for each in found}
        return names

    @cached_property
    def _partners(self) -> dict[str, str]:
        references = {
            reference
            for facts in self._told
            for reference, _role in facts.get("partners") or ()
        } | {facts["lead"] for facts in self._told if facts.get("lead")}
        return names_of_partners(references)


def names_of_partners(references: Iterable[str]) -> dict[str, str]:
    """Return names by reference, in one query."""
    return {
        each.reference: str(each)
        for each in Partner.objects.filter(reference__in=set(references)).only(
            "reference", "name"
        )
    }


def signer_of(entry: Entry) -> str:
    """Return who signed an entry, or an empty string once they are erased."""
    personal = getattr(entry, "personal", None)
    return personal.values.get("by", "") if personal else ""


def names_of_translations(facts: Facts) -> str:
    """Return the languages besides the original, by their own names."""
    codes = {code for fact in TEXTS for code in facts[fact]["texts"]}
    originals = {facts[fact]["original"] for fact in TEXTS}
    return ", ".join(_language(code) for code in sorted(codes - originals))


def _name(record: Any) -> str:
    if isinstance(record, Target):
        return f"{record.code} {record.name}"
    return str(record)


def _register(scheme: str) -> str:
    return str(Register(scheme).label) if scheme in Register.values else scheme


def _amount(value: str, currency: str) -> str:
    try:
        return money(Decimal(value), currency) if currency else value
    except UnknownCurrencyError:
        return f"{value} {currency}"


def _listed(items: Iterable[Any]) -> SafeString | str:
    lines = [str(each) for each in items]
    if len(lines) == 1:
        return format_html("{}", lines[0])
    if len(lines) <= _LONGEST_LIST:
        return format_html(
            '<ul role="list">{}</ul>',
            format_html_join("", "<li>{}</li>", ((each,) for each in lines)),
        )
    return format_html("{}", ", ".join(lines))


def _in_every_language(value: dict[str, Any]) -> SafeString | str:
    """Print the original first, then each translation under its language's name."""
    texts = {
        language: each["text"]
        for language, each in value["texts"].items()
        if each["text"]
    }
    original = value["original"]
    ordered = sorted(texts, key=lambda each: (each != original, each))
    return format_html_join(
        "",
        '<div class="told"><p class="told__language">{}</p>'
        '<p lang="{}" dir="{}">{}</p></div>',
        (
            (
                _("{language}, original").format(language=_language(each))
                if each == original
                else _language(each),
                each,
                direction_of(each),
                texts[each],
            )
            for each in ordered
        ),
    )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _kind(value: str) -> str:
    return str(Kind(value).label) if value in Kind.values else value


def _day(value: str) -> SafeString | str:
    return day(date.fromisoformat(value))


def _numbers(value: list[list[str]]) -> SafeString | str:
    return _listed(f"{_register(scheme)}: {number}" for scheme, number in value)


_SHOWN: dict[str, Callable[[Any], SafeString | str]] = {
    "kind": _kind,
    "title": _in_every_language,
    "summary": _in_every_language,
    "reason": _in_every_language,
    "starts_on": _day,
    "ends_on": _day,
    "external_identifiers": _numbers,
}
