"""What an action says, as plain values: how it is compared, kept and told.

A fact is a field or a relation under its own name. Records are named by their public
codes, so that a value means the same in a form, in history and in an export.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accord.actions.models import KEYS, Action, ExternalIdentifier, Participation
from accord.atlas.models import Area, Challenge, Country, Target, TargetGroup
from accord.base.constraints import claiming
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner

Facts = dict[str, Any]

LABELS = {
    "kind": _("Kind"),
    "title": _("Title"),
    "summary": _("Summary"),
    "countries": _("Countries and areas"),
    "areas": _("Areas of immediate action"),
    "challenges": _("Challenges"),
    "starts_on": _("Start"),
    "ends_on": _("End"),
    "partners": _("Other partners"),
    "targets": _("Targets of the Sustainable Development Goals"),
    "groups": _("Groups reached"),
    "budget": _("Budget"),
    "currency": _("Currency"),
    "external_identifiers": _("Numbers in other registers"),
}
# The same for a draft as for a public action, so that it tells nobody of drafts.
NUMBER_IS_TAKEN = _("This number is taken; the secretariat can settle it.")
TEXTS = ("title", "summary")
_AMOUNT = ("budget", "currency")
_COLUMNS = ("kind", "title", "summary", "starts_on", "ends_on", "budget", "currency")
# Each relation, the records it leads to and the field that holds their public code.
RELATIONS: dict[str, tuple[Any, str]] = {
    "countries": (Country, "iso3"),
    "areas": (Area, "code"),
    "challenges": (Challenge, "code"),
    "targets": (Target, "code"),
    "groups": (TargetGroup, "code"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that readers need and an action does not tell, with what to do."""

    fact: str
    sentence: str


_NEEDED = {
    "kind": _("Choose what kind of action it is."),
    "title": _("Give the action a title."),
    "summary": _("Write a summary of what will be done."),
    "countries": _("Choose at least one country or area where it takes place."),
    "areas": _("Choose at least one area of immediate action."),
    "starts_on": _("Give the date on which it starts."),
}
REQUIRED = tuple(_NEEDED)


def facts_of(action: Action) -> Facts:
    """Return every fact of an action, in seven queries unless they are prefetched."""
    found: Facts = {field: _plain(getattr(action, field)) for field in _COLUMNS}
    for relation, (_model, code) in RELATIONS.items():
        found[relation] = sorted(
            getattr(each, code) for each in getattr(action, relation).all()
        )
    found["partners"] = sorted(
        [each.partner.reference, each.role]
        for each in action.participations.select_related("partner")
    )
    found["external_identifiers"] = sorted(
        [each.scheme, each.value] for each in action.external_identifiers.all()
    )
    return found


def facts_by_action(actions: Sequence[Action]) -> dict[int, Facts]:
    """Return what `facts_of` returns, by key, in seven queries for any number."""
    found = {
        each.pk: plain({fact: getattr(each, fact) for fact in _COLUMNS})
        | {relation: [] for relation in RELATIONS}
        | {"partners": [], "external_identifiers": []}
        for each in actions
    }
    ours = Action.objects.filter(pk__in=found).order_by()
    for relation, (_model, code) in RELATIONS.items():
        for pk, value in ours.filter(**{f"{relation}__isnull": False}).values_list(
            "pk", f"{relation}__{code}"
        ):
            found[pk][relation].append(value)
    for pk, reference, role in Participation.objects.filter(
        action__in=found
    ).values_list("action_id", "partner__reference", "role"):
        found[pk]["partners"].append([reference, role])
    for pk, scheme, value in ExternalIdentifier.objects.filter(
        action__in=found
    ).values_list("action_id", "scheme", "value"):
        found[pk]["external_identifiers"].append([scheme, value])
    for facts in found.values():
        for relation in (*RELATIONS, "partners", "external_identifiers"):
            facts[relation].sort()
    return found


def plain(changes: Mapping[str, Any]) -> Facts:
    """Return changes as facts, so that they compare with those of `facts_of`."""
    unknown = changes.keys() - LABELS.keys()
    if unknown:
        known = ", ".join(LABELS)
        raise ValueError(
            f"An action has no {', '.join(sorted(unknown))}. It has: {known}."
        )
    return {fact: _plain(value) for fact, value in changes.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Multilingual):
        return value.to_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return sorted(
            each if isinstance(each, str) else list(each) for each in set_of(value)
        )
    raise TypeError(f"{value!r} cannot be told as a fact.")


def set_of(values: Iterable[Any]) -> list[Any]:
    """Return the values without repetition, in their order."""
    return list(dict.fromkeys(v if isinstance(v, str) else tuple(v) for v in values))


def write(action: Action, changes: Mapping[str, Any]) -> None:
    """Set the given facts on a saved action; columns still need `save`.

    An unknown code is refused with ValueError, which names it; facts that contradict
    each other or another action with ValidationError.
    """
    for field in _COLUMNS:
        if field in changes:
            setattr(action, field, changes[field])
    if "title" in changes:
        action.write_keys()
    for relation, (model, code) in RELATIONS.items():
        if relation in changes:
            getattr(action, relation).set(_records(model, code, changes[relation]))
    if "partners" in changes:
        _write_partners(action, dict(changes["partners"]))
    if "external_identifiers" in changes:
        _write_identifiers(action, changes["external_identifiers"])
    action.validate_constraints()


def columns_of(changes: Mapping[str, Any]) -> list[str]:
    """Return the columns that `save` must write after `write`."""
    columns = [field for field in _COLUMNS if field in changes]
    return [*columns, *KEYS] if "title" in changes else columns


def _records(model: Any, code: str, wanted: Iterable[str]) -> list[Any]:
    codes = set(wanted)
    found = list(model.objects.filter(**{f"{code}__in": codes}))
    unknown = codes - {getattr(each, code) for each in found}
    if unknown:
        raise ValueError(
            f"No {model.__name__} has {code} {', '.join(sorted(unknown))}."
        )
    return found


def _write_partners(action: Action, roles: dict[str, str]) -> None:
    partners = _records(Partner, "reference", roles)
    action.participations.all().delete()
    Participation.objects.bulk_create(
        Participation(action=action, partner=each, role=roles[each.reference])
        for each in partners
        if each.pk != action.lead_id
    )


def _write_identifiers(action: Action, wanted: Iterable[tuple[str, str]]) -> None:
    numbers = set_of(wanted)
    kept = set()
    for each in action.external_identifiers.all():
        if (each.scheme, each.value) in numbers:
            kept.add((each.scheme, each.value))
        else:
            each.delete()
    new = [number for number in numbers if number not in kept]
    taken = ValidationError(NUMBER_IS_TAKEN)
    for scheme, value in new:
        if ExternalIdentifier.objects.filter(scheme=scheme, value=value).exists():
            raise taken
    with claiming("external_number_names_one_action", taken):
        ExternalIdentifier.objects.bulk_create(
            ExternalIdentifier(action=action, scheme=scheme, value=value)
            for scheme, value in new
        )


def missing_from(facts: Facts) -> list[Missing]:
    """Return everything readers need that the facts do not tell, in reading order."""
    return [
        Missing(fact, str(sentence))
        for fact, sentence in _NEEDED.items()
        if not is_told(facts, fact)
    ]


def is_told(facts: Facts, fact: str) -> bool:
    """Say whether a fact is told at all. A translation alone is not a text."""
    value = facts.get(fact)
    if fact in TEXTS:
        return bool(value and value["texts"].get(value["original"]))
    return bool(value)


def parts_of(fact: str, value: Any) -> dict[str, Any]:
    """Divide a fact into what two people can change without crossing each other.

    The languages of a text are parts of their own; any other fact is one part.
    """
    if fact in TEXTS and isinstance(value, dict) and "texts" in value:
        texts = {language: each["text"] for language, each in value["texts"].items()}
        return texts | {"original": value["original"]}
    return {"": value}


def changed_parts(fact: str, one: Any, other: Any) -> set[str]:
    """Return the parts of a fact in which two values of it differ."""
    first, second = parts_of(fact, one), parts_of(fact, other)
    return {
        part
        for part in first.keys() | second.keys()
        if first.get(part) != second.get(part)
    }


def own_parts(began: Facts, told: Facts, stands: Facts) -> dict[str, set[str]]:
    """Return, by fact, the parts that somebody changed who began from `began`.

    What the record says by now is nobody's change. An amount means nothing without
    its currency: whoever changes one has seen, and sends, the other.
    """
    own = {fact: changed_parts(fact, began.get(fact), told[fact]) for fact in told}
    if any(own.get(fact) for fact in _AMOUNT):
        own |= {fact: {""} for fact in _AMOUNT if fact in told}
    own = {
        fact: parts & changed_parts(fact, stands[fact], told[fact])
        for fact, parts in own.items()
    }
    return {fact: parts for fact, parts in own.items() if parts}


def both(theirs: Any, mine: Any, parts: set[str]) -> Any:
    """Return the value of a fact that stands, with the given parts of another."""
    if not isinstance(theirs, Multilingual):
        return mine
    original = (mine if "original" in parts else theirs).original_language
    texts = {language: theirs.text_in(language) for language in theirs.languages}
    texts |= {language: mine.text_in(language) for language in parts - {"original"}}
    return theirs.with_texts(original, texts)
