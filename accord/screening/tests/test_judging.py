"""Two people judge: one recommends, another decides, and it happens once."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.models import Entry, Message
from accord.joining import operations as joining
from accord.joining.models import State as ApplicationState
from accord.partners.tests.factories import make_partner
from accord.screening import checklists, letters, operations
from accord.screening.edits import Edit
from accord.screening.models import Case, Decision, Outcome, State, Verdict
from accord.screening.tests.factories import (
    REASONS,
    TODAY,
    free,
    make_application,
    make_case,
    make_screener,
    recommended,
    taken,
)

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=16)
SENTENCES = {
    Outcome.ACCEPT: "is now a partner of",
    Outcome.DECLINE: "cannot accept Applicant",
}


def decided(case, by, outcome=Outcome.ACCEPT, **fields):
    standing = case.recommendations.get(taken_back_at=None)
    fields.setdefault("letter", letters.drafted(case, standing, outcome, on=TODAY))
    return operations.decide(
        case,
        outcome,
        **{"recommendation": standing.pk, "by": free(case, by), "on": TODAY, **fields},
    )


def test_an_application_becomes_a_partner_after_the_hold():
    case = make_case()
    recommended(case, make_screener())

    decision = decided(case, make_screener())

    assert operations.carry_out_due(timezone.now()) == 0
    assert operations.carry_out_due(timezone.now() + LATER) == 1
    assert operations.carry_out_due(timezone.now() + LATER) == 0
    case.refresh_from_db()
    assert case.application.state == ApplicationState.ACCEPTED
    assert case.review_on is not None
    assert case.application.letter == decision.letter
    letter = Message.objects.get(text__contains=SENTENCES[Outcome.ACCEPT])
    assert letter.to == "rosa@applicant.example"


def test_whoever_recommended_does_not_decide():
    case, olu = make_case(), make_screener()
    recommended(case, olu)

    with pytest.raises(operations.NotPossible, match="Somebody else decides"):
        decided(case, olu)
    with pytest.raises(operations.NotPossible, match="Somebody else decides"):
        operations.decide_as_recommended(case, by=Actor(person=olu), on=TODAY)


def test_a_conflict_of_interest_shuts_the_case_and_hands_it_on():
    case, olu, mei = make_case(), make_screener(), make_screener()
    recommended(case, olu)

    operations.declare(
        case, conflict=True, note="My sister.", by=Actor(person=olu), on=TODAY
    )

    case.refresh_from_db()
    assert (case.state, case.screener) == (State.OPEN, None)
    operations.declare(case, conflict=False, by=Actor(person=olu), on=TODAY)
    assert case.interests.get(person=olu).is_conflict
    taken(case, mei)
    with pytest.raises(operations.NotPossible):
        operations.recommend(
            case,
            operations.Advice(Outcome.ACCEPT, REASONS),
            by=Actor(person=olu),
            on=TODAY,
        )


def test_a_conflict_found_late_takes_a_held_decision_back():
    case, mei = make_case(), make_screener()
    recommended(case, make_screener())
    decided(case, mei)

    operations.declare(case, conflict=True, by=Actor(person=mei), on=TODAY)

    assert operations.carry_out_due(timezone.now() + LATER) == 0
    case.refresh_from_db()
    assert case.state == State.RECOMMENDED


def test_an_exclusion_that_applies_leaves_declining_or_a_stated_exception():
    case = taken(make_case("ENT"), make_screener())
    by = Actor(person=case.screener)
    edit = Edit(("", ""), (Verdict.CONFIRMED, "Its catalogue shows rifles."))
    operations.answer_items(case, {"weapons": edit}, by=by, on=TODAY)
    operations.answer_rest(case, by=by, on=TODAY)

    with pytest.raises(operations.NotReady, match="exception"):
        operations.recommend(
            case, operations.Advice(Outcome.ACCEPT, REASONS), by=by, on=TODAY
        )
    advice = operations.Advice(Outcome.DECLINE, REASONS, grounds=["exclusion"])
    operations.recommend(case, advice, by=by, on=TODAY)

    with pytest.raises(operations.NotReady, match="otherwise"):
        decided(case, make_screener(), Outcome.ACCEPT)


def test_a_letter_says_what_one_may_know_and_nothing_else():
    case = make_case(language="fr")
    secret = "Our source in the ministry distrusts them."
    recommended(
        case,
        make_screener(),
        Outcome.DECLINE,
        reasons=secret,
        grounds=["not-international", "incomplete"],
        words="Les statuts de 2019 manquent.",
    )
    standing = case.recommendations.get()

    letter = letters.drafted(case, standing, Outcome.DECLINE, on=TODAY)

    assert "1er juin 2026" in letter
    assert "- seules les organisations" in letter
    assert "Les statuts de 2019 manquent." in letter
    assert secret not in letter
    with pytest.raises(operations.NotReady, match="for us only"):
        decided(case, make_screener(), Outcome.DECLINE, letter=f"{letter}\n{secret}")
    with pytest.raises(operations.NotReady, match="square brackets"):
        decided(case, make_screener(), Outcome.DECLINE, letter="[Reasons]")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_letters_read_well_in_plain_text(outcome):
    case = make_case()
    recommended(case, make_screener(), outcome)
    standing = case.recommendations.get()

    for language in checklists.LANGUAGES:
        case.application.language = language
        letter = letters.drafted(case, standing, outcome, on=TODAY)

        assert case.application.reference in letter
        assert not letters.has_gaps(letter)
        assert not re.search(r"[{}&]|\n{3}", letter)
        assert letter == letter.strip() + "\n"


def test_a_decision_is_undone_while_it_is_held_and_not_later():
    case, mei = make_case(), make_screener()
    recommended(case, make_screener())
    decided(case, mei)
    by = Actor(person=mei)

    operations.undo(case, by=by, on=TODAY)

    assert operations.carry_out_due(timezone.now() + LATER) == 0
    decided(case, mei)
    assert operations.carry_out_due(timezone.now() + LATER) == 1
    with pytest.raises(operations.NotPossible, match="carried out"):
        operations.undo(case, by=by, on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_opposite_ways_one_decides_and_the_other_is_told():
    case, people = make_case(), [make_screener("mei"), make_screener("ana")]
    recommended(case, make_screener())
    standing = case.recommendations.get()
    actors = [free(case, each) for each in people]
    told = {}

    def decide(number, outcome):
        try:
            operations.decide(
                case,
                outcome,
                recommendation=standing.pk,
                letter="A letter.",
                reasons="Other reasons.",
                by=actors[number],
                on=TODAY,
            )
        except operations.NotPossible as reason:
            told[number] = str(reason)
        connection.close()

    threads = [
        threading.Thread(target=decide, args=(number, outcome))
        for number, outcome in enumerate([Outcome.ACCEPT, Outcome.DECLINE])
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    decision = Decision.objects.get(case=case)
    loser = 1 - people.index(decision.by)
    assert list(told) == [loser]
    assert decision.by.name in told[loser]
    assert decision.get_outcome_display() in told[loser]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", operations.KILL_POINTS)
@pytest.mark.parametrize("outcome", [Outcome.ACCEPT, Outcome.DECLINE])
def test_killed_at_any_point_a_decision_is_carried_out_once(point, outcome):
    case = make_case()
    recommended(case, make_screener(), outcome)
    decision = decided(case, make_screener(), outcome)

    def checkpoint(name):
        if name == point:
            raise Killed

    with pytest.raises(Killed):
        operations.carry_out(
            decision, now=timezone.now() + LATER, checkpoint=checkpoint
        )

    written = Message.objects.filter(text__contains=SENTENCES[outcome])
    assert written.count() == (point == "after-commit")
    operations.carry_out_due(timezone.now() + LATER)
    assert not operations.carry_out(decision, now=timezone.now() + LATER)
    assert written.count() == 1
    assert Entry.objects.filter(verb="carried out").count() == 1
    case = Case.objects.get(pk=case.pk)
    expected = "accepted" if outcome == Outcome.ACCEPT else "declined"
    assert case.application.state == expected


def test_a_partner_is_looked_at_again_when_its_day_has_come():
    case = make_case()
    recommended(case, make_screener())
    decided(case, make_screener())
    operations.carry_out_due(timezone.now() + LATER)
    case.refresh_from_db()

    assert not Case.objects.to_review(TODAY).exists()
    assert list(Case.objects.to_review(case.review_on)) == [case]

    review = operations.open_review(
        case.application.partner, by=Actor(person=make_screener()), on=TODAY
    )
    assert review.partner == case.application.partner
    assert not Case.objects.to_review(case.review_on).exists()


def test_what_was_announced_to_nobody_is_made_up_for():
    application = make_application()
    assert operations.open_missing(TODAY) == 1
    assert operations.open_missing(TODAY) == 0
    case = Case.objects.get(application=application)

    joining.withdraw(application, on=TODAY)

    assert operations.close_withdrawn(TODAY) == 1
    assert operations.close_withdrawn(TODAY) == 0
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_a_review_ends_in_staying_or_in_a_suspension_with_a_word_for_the_partner():
    partner, olu = make_partner(category="NGO"), make_screener()
    review = operations.open_review(partner, by=Actor(person=olu), on=TODAY)
    taken(review, olu)
    by = Actor(person=olu)
    mute = operations.Advice(Outcome.DECLINE, REASONS)
    with pytest.raises(operations.NotReady, match="words for the partner"):
        operations.recommend(review, mute, by=by, on=TODAY)
    told = operations.Advice(Outcome.DECLINE, REASONS, words="You no longer report.")
    operations.recommend(review, told, by=by, on=TODAY)
    mei = free(review, make_screener())

    operations.decide_as_recommended(review, by=mei, on=TODAY)

    assert operations.carry_out_due(timezone.now() + LATER) == 1
    partner.refresh_from_db()
    assert partner.suspended_on is not None
