"""Asking the applicant, recommending, deciding, and taking it back while it is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.joining import operations as joining
from accord.joining.models import Question
from accord.joining.models import State as ApplicationState
from accord.screening import checklists, letters, obstacles
from accord.screening.models import (
    Case,
    Decision,
    Outcome,
    Recommendation,
    State,
    Verdict,
)
from accord.screening.operations.cases import NotPossible, locked, moved, signer

# From this length on, a letter that repeats our own reasons word for word is no chance.
_OWN_WORDS = 12


@dataclass(frozen=True, slots=True)
class Advice:
    """What a screener recommends.

    `reasons` and `exception` stay here; `grounds` (codes of `data/grounds.toml`),
    `words` and `conditions` are what the applicant may know.
    """

    outcome: Outcome
    reasons: str
    grounds: Sequence[str] = ()
    words: str = ""
    conditions: str = ""
    exception: str = ""


class NotReady(Exception):
    """Something lacks in what is recommended or decided: sentences in `missing`."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = list(missing)


@transaction.atomic
def ask(
    case: Case,
    text: str,
    *,
    wants_paper: bool,
    due_on: date,
    by: Actor,
    on: date,
) -> Question:
    """Ask the applicant for more; the case waits on them until they answer."""
    current = locked(case)
    if current.application is None:
        raise NotPossible(_("Only applicants can be asked through a case."))
    _refuse_shut(current, signer(by))
    if current.state != State.OPEN:
        raise NotPossible(
            _("This case is no longer open: take the recommendation back first.")
        )
    if current.application.state == ApplicationState.ASKED:
        raise NotPossible(_("The applicant has not answered the last question yet."))
    question = joining.ask(
        current.application,
        text,
        wants_paper=wants_paper,
        due_on=due_on,
        by=by,
        on=on,
    )
    moved(current)
    history.record(current, "asked", by=by, on=on, after={"question": question.pk})
    return question


@transaction.atomic
def recommend(case: Case, advice: Advice, *, by: Actor, on: date) -> Recommendation:
    """Recommend what should become of a case; another screener decides.

    `NotReady` lists all that is missing.
    """
    current, person = locked(case), signer(by)
    _refuse_shut(current, person)
    if current.state != State.OPEN:
        raise NotPossible(_("Somebody else has recommended meanwhile."))
    if current.screener_id != person.pk:
        raise NotPossible(_("Take the case first: its screener recommends."))
    wanted = Recommendation(
        case=current,
        outcome=advice.outcome,
        reasons=advice.reasons,
        grounds=list(advice.grounds),
        words=advice.words,
        conditions=advice.conditions,
        exception=advice.exception,
        by=person,
        at=timezone.now(),
    )
    missing = _missing(current, wanted)
    if missing:
        raise NotReady(missing)
    wanted.full_clean(validate_constraints=False)
    wanted.save()
    current.state = State.RECOMMENDED
    moved(current, "state")
    history.record(
        current,
        "recommended",
        by=by,
        on=on,
        after={"outcome": wanted.outcome, "grounds": wanted.grounds},
        personal={
            name: getattr(wanted, name)
            for name in ("reasons", "words", "conditions", "exception")
            if getattr(wanted, name)
        },
    )
    return wanted


def _missing(case: Case, wanted: Recommendation) -> list[str]:
    missing = []
    if not wanted.reasons.strip():
        missing.append(_("Give the reasons for your recommendation."))
    unknown = set(wanted.grounds) - checklists.grounds().keys()
    if unknown:
        missing.append(_("Choose the reasons from the list."))
    if wanted.outcome == Outcome.DECLINE:
        if case.application and not wanted.grounds and not wanted.words.strip():
            missing.append(_("Choose a reason that the applicant may know."))
        if case.partner and not wanted.words.strip():
            missing.append(_("Say, in words for the partner, why it is suspended."))
        return missing
    if case.application and case.application.state == ApplicationState.ASKED:
        missing.append(_("The applicant has not answered the last question yet."))
    missing += _against_accepting(case, exception=wanted.exception)
    if wanted.outcome == Outcome.CONDITIONS and not wanted.conditions.strip():
        missing.append(_("Say under which conditions it can be a partner."))
    return missing


def _against_accepting(case: Case, *, exception: str) -> list[str]:
    """Return what stands against accepting: open items, exclusions, open hits."""
    listed = checklists.read(case.checklist)
    verdicts = dict(case.answers.values_list("item", "verdict"))
    missing = []
    if any(not verdicts.get(each.code) for each in listed.items):
        missing.append(_("Answer every item of the checklist first."))
    if Verdict.CONFIRMED in verdicts.values() and not exception.strip():
        missing.append(
            _(
                "An exclusion applies: the case can only be declined, unless you state"
                " why there is an exception."
            )
        )
    return missing + obstacles.of(case)


@transaction.atomic
def take_back(case: Case, *, by: Actor, on: date) -> Case:
    """Take one's own recommendation back, to go on working on the case."""
    current, standing = _recommended(case)
    if standing.by_id != signer(by).pk:
        raise NotPossible(_("Only whoever recommended can take it back."))
    return _reopen(current, standing, "taken back", "", by=by, on=on)


@transaction.atomic
def send_back(case: Case, note: str, *, by: Actor, on: date) -> Case:
    """Send a case back to its screener with what is to be looked at again."""
    current, standing = _recommended(case)
    person = signer(by)
    _refuse_shut(current, person)
    if standing.by_id == person.pk:
        raise NotPossible(_("Take your recommendation back yourself."))
    if not note.strip():
        raise NotReady([_("Say what is to be looked at again.")])
    return _reopen(current, standing, "sent back", note, by=by, on=on)


def _reopen(
    case: Case, standing: Recommendation, verb: str, note: str, *, by: Actor, on: date
) -> Case:
    standing.taken_back_at, standing.sent_back_with = timezone.now(), note
    standing.save(update_fields=["taken_back_at", "sent_back_with"])
    case.state = State.OPEN
    moved(case, "state")
    history.record(
        case,
        verb,
        by=by,
        on=on,
        before={"state": State.RECOMMENDED},
        after={"state": State.OPEN},
        personal={"note": note} if note else {},
    )
    return case


@transaction.atomic
def decide(
    case: Case,
    outcome: Outcome,
    *,
    recommendation: int,
    letter: str,
    by: Actor,
    on: date,
    reasons: str = "",
) -> Decision:
    """Decide a case, as a second person; it is carried out after a while.

    `recommendation` is the number of the one that was read, `letter` the text that
    goes out. Of two who decide at once the second is told who decided, and what.
    """
    current, person = locked(case), signer(by)
    _refuse_shut(current, person)
    if current.state != State.RECOMMENDED:
        raise NotPossible(why_not_decided(current))
    standing = current.recommendations.get(taken_back_at=None)
    if standing.pk != recommendation:
        raise NotPossible(
            _("The recommendation has changed meanwhile: read it before you decide.")
        )
    if standing.by_id == person.pk:
        raise NotPossible(_("Somebody else decides on what you recommended."))
    missing = _undecidable(current, standing, outcome, letter, reasons)
    if missing:
        raise NotReady(missing)
    now = timezone.now()
    decision = Decision.objects.create(
        case=current,
        recommendation=standing,
        outcome=outcome,
        reasons=reasons,
        letter=letter.strip(),
        by=person,
        at=now,
        due_at=now + timedelta(minutes=settings.DECISION_HOLD_MINUTES),
    )
    current.state = State.DECIDED
    moved(current, "state")
    history.record(
        current,
        "decided",
        by=by,
        on=on,
        after={"outcome": outcome, "due_at": decision.due_at},
        personal={"letter": decision.letter}
        | ({"reasons": reasons} if reasons else {}),
    )
    return decision


def why_not_decided(case: Case) -> str:
    """Say why there is nothing to decide, and who decided if somebody has."""
    decision = case.decisions.select_related("by").filter(undone_at=None).first()
    if decision is None:
        return _("There is no recommendation to decide upon.")
    return _("%(person)s has decided this case meanwhile: %(decision)s.") % {
        "person": decision.by.name,
        "decision": decision.get_outcome_display(),
    }


def _undecidable(
    case: Case, standing: Recommendation, outcome: Outcome, letter: str, reasons: str
) -> list[str]:
    missing = []
    if outcome != standing.outcome and not reasons.strip():
        missing.append(_("Say why you decide otherwise than was recommended."))
    if outcome != Outcome.DECLINE:
        exception = standing.exception or (
            reasons if standing.outcome == Outcome.DECLINE else ""
        )
        missing += _against_accepting(case, exception=exception)
    if case.application is None:
        if outcome == Outcome.DECLINE and not standing.words.strip():
            missing.append(_("Send it back: words for the partner are missing."))
        return missing
    if not letter.strip():
        missing.append(_("Write the letter."))
    if letters.has_gaps(letter):
        missing.append(_("Replace the words in square brackets in the letter."))
    if any(
        len(own.strip()) >= _OWN_WORDS and own.strip() in letter
        for own in (standing.reasons, standing.exception, reasons, case.note)
    ):
        missing.append(_("The letter repeats words that are for us only."))
    return missing


def decide_as_recommended(case: Case, *, by: Actor, on: date) -> Decision:
    """Decide what was recommended, with the letter as it is drafted."""
    standing = case.recommendations.filter(taken_back_at=None).first()
    if standing is None:
        raise NotPossible(why_not_decided(case))
    outcome = Outcome(standing.outcome)
    return decide(
        case,
        outcome,
        recommendation=standing.pk,
        letter=letters.drafted(case, standing, outcome, on=on),
        by=by,
        on=on,
    )


@transaction.atomic
def undo(case: Case, *, by: Actor, on: date) -> Case:
    """Take one's own decision back while nothing of it has happened."""
    current, person = locked(case), signer(by)
    decision = current.decisions.filter(undone_at=None).first()
    if decision is None:
        raise NotPossible(_("There is no decision to take back."))
    if decision.carried_out_at is not None:
        raise NotPossible(_("The decision has been carried out already."))
    if decision.by_id != person.pk:
        raise NotPossible(_("Only whoever decided can take it back."))
    decision.undone_at = timezone.now()
    decision.save(update_fields=["undone_at"])
    current.state = State.RECOMMENDED
    moved(current, "state")
    history.record(
        current,
        "decision undone",
        by=by,
        on=on,
        before={"state": State.DECIDED, "outcome": decision.outcome},
        after={"state": State.RECOMMENDED},
    )
    return current


def _recommended(case: Case) -> tuple[Case, Recommendation]:
    current = locked(case)
    if current.state != State.RECOMMENDED:
        raise NotPossible(_("There is no recommendation that could be taken back."))
    return current, current.recommendations.get(taken_back_at=None)


def _refuse_shut(case: Case, person: Person) -> None:
    """Refuse whoever has not said that they have no interest in the case."""
    if not case.interests.filter(person=person, is_conflict=False).exists():
        raise NotPossible(_("Say first whether you have an interest in this case."))
