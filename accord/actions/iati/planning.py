"""What an import of a file would do, activity by activity, without doing it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from accord.actions.facts import LABELS, Facts, facts_by_action, plain
from accord.actions.iati import merging, writing
from accord.actions.iati.mapping import Draft, Known, draft_of
from accord.actions.iati.remarks import Remark
from accord.actions.iati.wording import listed
from accord.actions.models import Action, ExternalIdentifier, Register
from accord.base.imports.outcomes import Outcome
from accord.partners.models import Partner
from tally.iati import Activity, Reading, Refusal, Where, read

BATCH = 200
LONGEST_NUMBER = 200
# The same for a draft as for a public action, so that it tells nobody of drafts.
IS_TAKEN = gettext_noop("This number is taken; the secretariat can settle it.")


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one activity.

    `changes` is what is written: all facts of a new draft, of a standing one those
    that follow the file. `mapped` is what the file says, `standing` what the action
    says before. `activity` is missing where the file's own fault refuses it.
    """

    outcome: Outcome
    where: Where
    activity: Activity | None = None
    action: Action | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    mapped: Facts = field(default_factory=dict)
    standing: Facts = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    refusal: Remark | None = None


class Plan:
    """The batches of a file that is being read; `reading.notices` is for the end."""

    def __init__(
        self,
        source: BinaryIO,
        lead: Partner,
        *,
        on: date,
        actions: QuerySet[Action] | None = None,
    ) -> None:
        """`actions` is where standing actions are looked up, locked or not."""
        self.reading: Reading = read(source, on=on)
        self.lead = lead
        self.known = Known.read()
        self._actions = Action.objects.all() if actions is None else actions

    def __iter__(self) -> Iterator[list[Planned]]:
        """Yield batches in the order of the file, each in a fixed number of queries.

        Raises `tally.iati.FileRefused` where the file turns out to be broken.
        """
        records = iter(self.reading)
        while batch := list(islice(records, BATCH)):
            yield self._plan(batch)

    def _plan(self, batch: Sequence[Activity | Refusal]) -> list[Planned]:
        activities = [each for each in batch if isinstance(each, Activity)]
        standing = _standing(activities, self._actions)
        moved = [
            number.action
            for activity in activities
            if (number := standing.get(activity.iati_identifier))
            and number.action.lead_id == self.lead.pk
            and number.digest != activity.digest
        ]
        before = facts_by_action(moved) if moved else {}
        last = writing.last_imported(moved) if moved else {}
        planned = []
        for each in batch:
            if isinstance(each, Refusal):
                remark = Remark.of(each)
                planned.append(Planned(Outcome.REFUSED, each.where, refusal=remark))
                continue
            number = standing.get(each.iati_identifier)
            if number is None:
                planned.append(self._as_new(each))
            elif number.action.lead_id != self.lead.pk:
                planned.append(_refused(each, IS_TAKEN))
            elif number.digest == each.digest:
                planned.append(
                    Planned(Outcome.UNCHANGED, place_of(each), each, number.action)
                )
            else:
                action = number.action
                planned.append(
                    self._as_changed(
                        each, action, before[action.pk], last.get(action.reference, {})
                    )
                )
        return planned

    def _draft(self, activity: Activity) -> Draft:
        return draft_of(activity, self.lead, self.known)

    def _as_new(self, activity: Activity) -> Planned:
        if len(activity.iati_identifier) > LONGEST_NUMBER:
            return _refused(
                activity,
                gettext_noop(
                    "The iati-identifier is longer than {limit} characters; shorten it."
                ),
                limit=LONGEST_NUMBER,
            )
        draft = self._draft(activity)
        return Planned(
            Outcome.NEW,
            place_of(activity),
            activity,
            changes=draft.changes,
            mapped=plain(draft.changes),
            remarks=draft.remarks,
        )

    def _as_changed(
        self, activity: Activity, action: Action, now: Facts, last: Facts
    ) -> Planned:
        if action.withdrawn_on:
            return _refused(
                activity,
                gettext_noop(
                    "The action {reference} was withdrawn, so what changed in the file"
                    " was left out."
                ),
                action=action,
                reference=action.reference,
            )
        draft = self._draft(activity)
        changes: Mapping[str, Any]
        changes, kept = merging.merged(draft.changes, last=last, now=now)
        remarks = list(draft.remarks)
        if action.published_on and changes:
            remarks.append(
                _remark(
                    activity,
                    gettext_noop(
                        "{reference} is published, so it stays as it is; the file now"
                        " differs in: {facts}. Change them on its page if you agree."
                    ),
                    reference=action.reference,
                    facts=_labels([*changes, *kept]),
                )
            )
            changes = {}
        elif kept:
            remarks.append(
                _remark(
                    activity,
                    gettext_noop(
                        "Your own words were kept in {reference} where the file now"
                        " differs: {facts}."
                    ),
                    reference=action.reference,
                    facts=_labels(kept),
                )
            )
        changes, more = _with_dates_in_order(activity, changes, now)
        return Planned(
            Outcome.CHANGED,
            place_of(activity),
            activity,
            action,
            changes=changes,
            mapped=plain(draft.changes),
            standing=now,
            remarks=(*remarks, *more),
        )


def _standing(
    activities: Sequence[Activity], actions: QuerySet[Action]
) -> dict[str, ExternalIdentifier]:
    """Return the numbers that the activities have here already, with their actions."""
    numbers = list(
        ExternalIdentifier.objects.filter(
            scheme=Register.IATI,
            value__in=[each.iati_identifier for each in activities],
        )
    )
    found = actions.select_related("lead").in_bulk([each.action_id for each in numbers])
    # A draft may have been discarded since its number was read.
    there = [each for each in numbers if each.action_id in found]
    for each in there:
        each.action = found[each.action_id]
    return {each.value: each for each in there}


def _with_dates_in_order(
    activity: Activity, changes: Mapping[str, Any], now: Facts
) -> tuple[Mapping[str, Any], tuple[Remark, ...]]:
    """Leave out dates of the file that would end a draft before it starts."""
    both = now | plain(changes)
    starts, ends = both["starts_on"], both["ends_on"]
    if not starts or not ends or starts <= ends:
        return changes, ()
    left = {
        fact: value
        for fact, value in changes.items()
        if fact not in {"starts_on", "ends_on"}
    }
    sentence = gettext_noop(
        "The dates of the file do not fit those of the draft; the draft's were kept."
    )
    return left, (_remark(activity, sentence),)


def place_of(activity: Activity) -> Where:
    return Where(activity.line, activity.iati_identifier, "iati-activity")


def _refused(
    activity: Activity,
    template: str,
    *,
    action: Action | None = None,
    **values: str | int,
) -> Planned:
    remark = _remark(activity, template, **values)
    return Planned(Outcome.REFUSED, remark.where, activity, action, refusal=remark)


def _remark(activity: Activity, template: str, **values: str | int) -> Remark:
    return Remark(place_of(activity), template, values)


def _labels(facts: Sequence[str]) -> str:
    names = [gettext(str(LABELS[each])) for each in facts if each != "currency"]
    return listed(names)
