"""Answers to the checklist, controversies and the risk log."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.screening import checklists
from accord.screening.edits import Edits, settled
from accord.screening.models import (
    Case,
    CheckAnswer,
    Controversy,
    Risk,
    State,
    Verdict,
)
from accord.screening.operations.cases import NotPossible, locked, saved, signer

Finding = TypeVar("Finding", Controversy, Risk)
CONTROVERSY_FIELDS = ("what", "source", "dated_on", "assessment")
RISK_FIELDS = ("what", "likelihood", "severity", "mitigation", "owner", "review_on")
# How history names them.
_KINDS = {Controversy: "controversy", Risk: "risk"}
# Verdicts that say nothing without a note.
_EXPLAINED = {Verdict.CONCERN, Verdict.CONFIRMED}


@transaction.atomic
def answer_items(case: Case, edits: Edits, *, by: Actor, on: date) -> Case:
    """Save answers, by item: each a pair of verdict and note.

    `Conflict` if somebody else has answered one of them otherwise meanwhile.
    """
    current = _open(case)
    listed = checklists.read(current.checklist)
    stored = {each.item: each for each in current.answers.all()}
    before = {
        item: (stored[item].verdict, stored[item].note) if item in stored else ("", "")
        for item in edits
    }
    wanted = settled(before, edits)
    for item, (verdict, note) in wanted.items():
        _refuse_unfit(listed.item(item), verdict, note)
    _write(current, {**stored}, wanted, by)
    if wanted:
        _tell(current, "checked", before, wanted, by, on)
    return current


@transaction.atomic
def answer_rest(case: Case, *, by: Actor, on: date) -> Case:
    """Answer what nobody has answered yet: nothing speaks against it."""
    current = _open(case)
    stored = {each.item: each for each in current.answers.all()}
    rest = {
        each.code: (str(Verdict.CLEAR), "")
        for each in checklists.read(current.checklist).items
        if each.code not in stored or not stored[each.code].verdict
    }
    _write(current, stored, rest, by)
    if rest:
        _tell(current, "checked", {}, rest, by, on)
    return current


def _write(
    case: Case,
    stored: dict[str, CheckAnswer],
    wanted: Mapping[str, tuple[str, str]],
    by: Actor,
) -> None:
    for item, (verdict, note) in wanted.items():
        answer = stored.get(item) or CheckAnswer(case=case, item=item)
        answer.verdict, answer.note = verdict, note
        answer.answered_by, answer.answered_at = signer(by), timezone.now()
        answer.save()
    if wanted:
        saved(case)


def _tell(
    case: Case,
    verb: str,
    before: Mapping[str, tuple[str, str]],
    wanted: Mapping[str, tuple[str, str]],
    by: Actor,
    on: date,
) -> None:
    history.record(
        case,
        verb,
        by=by,
        on=on,
        before={item: verdict for item, (verdict, _note) in before.items()},
        after={item: verdict for item, (verdict, _note) in wanted.items()},
        personal={item: note for item, (_verdict, note) in wanted.items() if note},
    )


def _refuse_unfit(item: checklists.Item, verdict: str, note: str) -> None:
    if verdict not in {"", *Verdict.values} or (
        verdict == Verdict.CONFIRMED and not item.is_exclusion
    ):
        raise ValidationError(_("Choose one of the answers of the list."))
    if verdict in _EXPLAINED and not note.strip():
        raise ValidationError(
            _("Say in the note of “%(item)s” what you found.") % {"item": item.text}
        )


@transaction.atomic
def add_controversy(
    case: Case, fields: Mapping[str, Any], *, by: Actor, on: date
) -> Controversy:
    """Note something that was said against the organization."""
    return _added(Controversy(**fields), _open(case), CONTROVERSY_FIELDS, by, on)


@transaction.atomic
def add_risk(case: Case, fields: Mapping[str, Any], *, by: Actor, on: date) -> Risk:
    """Note a risk, and who does what about it."""
    return _added(Risk(**fields), _open(case), RISK_FIELDS, by, on)


def _added(
    finding: Finding, case: Case, fields: tuple[str, ...], by: Actor, on: date
) -> Finding:
    finding.case, finding.added_by = case, signer(by)
    finding.added_at = timezone.now()
    finding.full_clean()
    finding.save()
    saved(case)
    history.record(
        case,
        f"{_KINDS[type(finding)]} noted",
        by=by,
        on=on,
        after={"number": finding.pk},
        personal={field: getattr(finding, field) for field in fields},
    )
    return finding


@transaction.atomic
def change_controversy(
    finding: Controversy, edits: Edits, *, by: Actor, on: date
) -> Controversy:
    """Change what is noted; `Conflict` if somebody else did meanwhile."""
    return _changed(finding, edits, CONTROVERSY_FIELDS, by, on)


@transaction.atomic
def change_risk(finding: Risk, edits: Edits, *, by: Actor, on: date) -> Risk:
    return _changed(finding, edits, RISK_FIELDS, by, on)


def _changed(
    finding: Finding, edits: Edits, fields: tuple[str, ...], by: Actor, on: date
) -> Finding:
    case = _open(finding.case)
    current = type(finding).objects.filter(pk=finding.pk).first()
    if current is None:
        raise NotPossible(_("Somebody else has removed this meanwhile."))
    wanted = settled({field: getattr(current, field) for field in fields}, edits)
    if not wanted:
        return current
    for field, value in wanted.items():
        setattr(current, field, value)
    current.full_clean()
    current.save(update_fields=list(wanted))
    saved(case)
    history.record(
        case,
        f"{_KINDS[type(finding)]} changed",
        by=by,
        on=on,
        after={"number": current.pk, "fields": sorted(wanted)},
        personal=wanted,
    )
    return current


@transaction.atomic
def remove(finding: Controversy | Risk, *, by: Actor, on: date) -> None:
    """Take a controversy or a risk off the case; removing it twice changes nothing."""
    case = _open(finding.case)
    number, kind = finding.pk, _KINDS[type(finding)]
    if not type(finding).objects.filter(pk=number).delete()[0]:
        return
    saved(case)
    history.record(case, f"{kind} removed", by=by, on=on, before={"number": number})


def _open(case: Case) -> Case:
    """Return the case, locked; it takes no findings once it is recommended upon."""
    current = locked(case)
    if current.state != State.OPEN:
        raise NotPossible(
            _("This case is no longer open: take the recommendation back first.")
        )
    return current
