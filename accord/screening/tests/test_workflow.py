"""Any order of what people can do: what is refused leaves everything as it was."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accord.base.actor import Actor
from accord.base.models import Entry, Message
from accord.joining import operations as joining
from accord.joining.models import Application, Question
from accord.joining.models import State as ApplicationState
from accord.screening import operations
from accord.screening.edits import Conflict, Edit
from accord.screening.models import (
    Case,
    CheckAnswer,
    Decision,
    Interest,
    Outcome,
    Recommendation,
    State,
    Verdict,
)
from accord.screening.tests.factories import TODAY, make_case, make_screener
from accord.screening.tests.test_judging import LATER

REFUSALS = (
    operations.NotPossible,
    operations.NotReady,
    joining.NotPossible,
    Conflict,
)
TABLES = (
    *(Case, Interest, CheckAnswer, Recommendation, Decision),
    *(Application, Question, Message, Entry),
)
PEOPLE = st.integers(0, 2)
OUTCOMES = st.sampled_from(list(Outcome))


def everything() -> list[list[tuple[object, ...]]]:
    return [list(each.objects.order_by("pk").values_list()) for each in TABLES]


class Undone(Exception):
    """Takes back what one run of the machine has written."""


class Workflow(RuleBasedStateMachine):
    """Three screeners, an applicant and the clock at one case."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        self.block.__exit__(Undone, Undone(), None)

    @initialize(category=st.sampled_from(["NGO", "ENT"]), ahead=st.integers(0, 3))
    def opened(self, category, ahead):
        """Begin anywhere on the usual way, so that its end is met often enough."""
        self.people = [make_screener() for _number in range(3)]
        self.case = make_case(category)
        self.application = self.case.application
        if ahead >= 1:
            for person in (0, 1):
                self.declare(person=person, conflict=False)
            self.take(person=0)
        if ahead >= 2:
            self.answer_rest(person=0)
        if ahead >= 3:
            self.recommend(person=0, outcome=Outcome.ACCEPT, full=True)

    def do(self, carry_out, *args, **fields):
        before, refused = everything(), ""
        try:
            with transaction.atomic():
                carry_out(*args, **fields)
        except REFUSALS as reason:
            refused = str(reason) or "without a word"
        assert refused != "without a word"
        assert not refused or everything() == before

    def as_(self, person):
        return {"by": Actor(person=self.people[person]), "on": TODAY}

    @rule(person=PEOPLE, conflict=st.sampled_from([False, False, False, True]))
    def declare(self, person, conflict):
        self.do(operations.declare, self.case, conflict=conflict, **self.as_(person))

    @rule(person=PEOPLE)
    def take(self, person):
        self.do(operations.take, self.case, **self.as_(person))

    @rule(person=PEOPLE)
    def answer_rest(self, person):
        self.do(operations.answer_rest, self.case, **self.as_(person))

    @rule(person=PEOPLE, verdict=st.sampled_from([Verdict.CLEAR, Verdict.CONFIRMED]))
    def answer_item(self, person, verdict):
        item = "authority" if "ngo" in self.case.checklist else "weapons"
        if item == "authority":
            verdict = Verdict.CLEAR
        stored = self.case.answers.filter(item=item).first()
        was = (stored.verdict, stored.note) if stored else ("", "")
        edits = {item: Edit(was, (verdict, "We looked."))}
        self.do(operations.answer_items, self.case, edits, **self.as_(person))

    @rule(person=PEOPLE)
    def ask(self, person):
        self.do(
            operations.ask,
            self.case,
            "Send the statutes.",
            wants_paper=False,
            due_on=TODAY,
            **self.as_(person),
        )

    @rule()
    def answer(self):
        question = Question.objects.filter(answered_at=None).first()
        if question is not None:
            self.do(joining.answer, question, "Here.", [], on=TODAY)

    @rule(person=PEOPLE, outcome=OUTCOMES, full=st.booleans())
    def recommend(self, person, outcome, full):
        advice = operations.Advice(
            outcome,
            "Reasons of ours that nobody else reads.",
            grounds=["aims"] if full else [],
            conditions="Report." if full else "",
        )
        self.do(operations.recommend, self.case, advice, **self.as_(person))

    @rule(person=PEOPLE)
    def take_back(self, person):
        self.do(operations.take_back, self.case, **self.as_(person))

    @rule(person=PEOPLE)
    def send_back(self, person):
        self.do(operations.send_back, self.case, "Look again.", **self.as_(person))

    @rule(person=PEOPLE, outcome=OUTCOMES, reasons=st.sampled_from(["", "Otherwise."]))
    def decide(self, person, outcome, reasons):
        standing = self.case.recommendations.filter(taken_back_at=None).first()
        self.do(
            operations.decide,
            self.case,
            outcome,
            recommendation=standing.pk if standing else 0,
            letter="A letter.",
            reasons=reasons,
            **self.as_(person),
        )

    @rule(person=PEOPLE)
    def undo(self, person):
        self.do(operations.undo, self.case, **self.as_(person))

    @rule()
    def withdraw(self):
        self.do(self._withdraw)

    def _withdraw(self):
        joining.withdraw(self.application, on=TODAY)
        operations.close(self.case, by=Actor.anonymous(), on=TODAY)

    @rule()
    def wait(self):
        self.do(operations.carry_out_due, timezone.now() + LATER)

    @invariant()
    def holds(self):
        if not hasattr(self, "case"):
            return
        case = Case.objects.get(pk=self.case.pk)
        standing = case.recommendations.filter(taken_back_at=None).first()
        decision = case.decisions.filter(undone_at=None).first()
        shut = set(
            case.interests.filter(is_conflict=True).values_list("person", flat=True)
        )
        assert (case.state == State.RECOMMENDED) <= (standing is not None)
        assert (decision is not None) == (case.state == State.DECIDED)
        assert case.screener_id not in shut or case.state != State.OPEN
        if decision is not None:
            assert decision.by_id != decision.recommendation.by_id
        if decision is not None and decision.carried_out_at is None:
            assert decision.by_id not in shut
        application = Application.objects.get(pk=self.application.pk)
        done = decision is not None and decision.carried_out_at is not None
        ended = {ApplicationState.ACCEPTED, ApplicationState.DECLINED}
        assert (application.state in ended) == done
        if application.state == ApplicationState.ACCEPTED:
            excluded = case.answers.filter(verdict=Verdict.CONFIRMED).exists()
            assert not excluded or decision.reasons or standing.exception
        assert self.tokens_are_kept()

    def tokens_are_kept(self):
        """Say that no letter went before its decision was carried out, or twice."""
        sent = Message.objects.filter(text__contains="A letter.").count()
        carried = Decision.objects.exclude(carried_out_at=None).count()
        return sent <= carried


@pytest.mark.django_db
def test_whatever_people_do_in_whatever_order():
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=6,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.full
@pytest.mark.django_db
def test_whatever_people_do_in_5000_orders():
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=5000,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
