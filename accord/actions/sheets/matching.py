"""Which actions the rows of a batch are about, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from accord.actions.facts import Facts, facts_by_action
from accord.actions.iati.writing import last_imported
from accord.actions.models import Action, ExternalIdentifier, ImportedRow
from accord.actions.sheets.reading import Told
from accord.partners.models import Partner

Number = tuple[str, str]


class Match(NamedTuple):
    """An action that stands, what it says, and what its last import brought."""

    action: Action
    now: Facts
    last: Facts


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is already of what a batch of rows is about."""

    by_reference: Mapping[str, Match]
    # By partner and key.
    by_key: Mapping[tuple[int, str], ImportedRow]
    by_number: Mapping[Number, Action]
    _facts: Mapping[int, Facts]
    _last: Mapping[str, Facts]

    def match(self, action: Action) -> Match:
        last = self._last.get(action.reference, {})
        return Match(action, self._facts[action.pk], last)

    def numbers_of(self, told: Told) -> dict[Number, Action]:
        """Return the numbers of the row that actions have already, and which."""
        return {
            number: self.by_number[number]
            for number in told.facts.get("external_identifiers", ())
            if number in self.by_number
        }


def standing(
    pairs: Sequence[tuple[Told, Partner | None]],
    keys: Mapping[int, str],
    actions: QuerySet[Action],
) -> Standing:
    references = {told.reference for told, _lead in pairs if told.reference}
    numbers = {
        number
        for told, _lead in pairs
        for number in told.facts.get("external_identifiers", ())
    }
    rows = list(
        ImportedRow.objects.filter(
            key__in=[each for each in keys.values() if each],
            partner__in={lead.pk for _told, lead in pairs if lead},
        )
    )
    holders = list(
        ExternalIdentifier.objects.filter(
            scheme__in={scheme for scheme, _value in numbers},
            value__in={value for _scheme, value in numbers},
        )
        if numbers
        else ()
    )
    found = actions.select_related("lead").in_bulk(
        {each.action_id for each in (*rows, *holders)}
    )
    referred = list(
        actions.select_related("lead").filter(reference__in=references)
        if references
        else ()
    )
    every = {each.pk: each for each in (*found.values(), *referred)}
    told = facts_by_action(list(every.values())) if every else {}
    # An action may have been discarded since its row was read.
    there = [each for each in rows if each.action_id in every]
    for each in there:
        each.action = every[each.action_id]
    return Standing(
        {each.reference: Match(each, told[each.pk], {}) for each in referred},
        {(each.partner_id, each.key): each for each in there},
        {
            (each.scheme, each.value): every[each.action_id]
            for each in holders
            if each.action_id in every
        },
        told,
        last_imported(list(found.values())) if found else {},
    )
