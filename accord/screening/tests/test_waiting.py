"""What the queue learns of cases: screeners what waits, others how many wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.accounts.tests.factories import make_officer
from accord.base import waiting
from accord.base.actor import Actor
from accord.screening import operations
from accord.screening.models import Case, Decision, State
from accord.screening.tests.factories import (
    TODAY,
    free,
    make_case,
    make_screener,
    recommended,
    taken,
)
from accord.screening.tests.test_judging import LATER

pytestmark = pytest.mark.django_db


def of_screening(reader):
    found = waiting.on_office(reader, TODAY)
    assert found.failed == []
    return [each for each in found.items if each.kind.startswith("screening")]


def verb(kind, code):
    return next(each for each in waiting.source(kind).verbs if each.code == code)


def test_each_case_waits_for_its_next_step():
    olu, mei = make_screener("olu"), make_screener("mei")
    untaken, begun, to_decide = make_case(), taken(make_case(), olu), make_case()
    recommended(to_decide, olu)

    seen = {each.key: each.verbs for each in of_screening(Actor(person=mei))}

    assert seen == {
        f"screening:{untaken.reference}:take": ("take",),
        f"screening:{begun.reference}:work": (),
        f"screening:{to_decide.reference}:decide": ("decide",),
    }
    own = {each.kind for each in of_screening(Actor(person=olu))}
    assert own == {"screening-take", "screening-work"}


def test_the_office_learns_how_many_and_not_who():
    case = make_case()

    items = of_screening(Actor(person=make_officer()))

    assert [each.title for each in items] == ["1 application is being screened"]
    assert case.reference not in repr(items)
    assert "Applicant" not in repr(items)
    assert of_screening(Actor(person=make_officer("statistician"))) == []
    assert of_screening(Actor.anonymous()) == []


def test_many_are_decided_from_the_list_and_undone():
    olu, mei = make_screener("olu"), make_screener("mei")
    cases = [make_case() for _number in range(3)]
    for each in cases:
        recommended(each, olu)
        by = free(each, mei)
    keys = [f"screening:{each.reference}:decide" for each in cases]
    decide = verb("screening-decide", "decide")

    for key in keys:
        decide.carry_out(key, by, TODAY)
    decide.undo(keys[0], by, TODAY)

    with pytest.raises(waiting.NotDone, match="decided this case"):
        decide.carry_out(keys[1], by, TODAY)
    assert operations.carry_out_due(timezone.now() + LATER) == 2
    states = Case.objects.values_list("state", flat=True)
    assert sorted(states) == [State.DECIDED, State.DECIDED, State.RECOMMENDED]
    assert Decision.objects.filter(undone_at=None).count() == 2


def test_a_verb_refuses_whoever_may_not_as_if_there_were_no_case():
    olu, mei, ana = (make_screener(each) for each in ("olu", "mei", "ana"))
    case = make_case()
    recommended(case, olu)
    key = f"screening:{case.reference}:decide"
    decide = verb("screening-decide", "decide")
    operations.declare(case, conflict=True, by=Actor(person=mei), on=TODAY)

    for person in (mei, make_officer(), None):
        with pytest.raises(waiting.NotDone, match="no such case"):
            decide.carry_out(key, Actor(person=person), TODAY)
    with pytest.raises(waiting.NotDone, match="no such case"):
        decide.carry_out("screening:CAS-1999-0001:decide", Actor(person=ana), TODAY)
    with pytest.raises(waiting.NotDone, match="interest"):
        decide.carry_out(key, Actor(person=ana), TODAY)
    with pytest.raises(waiting.NotDone, match="Somebody else decides"):
        decide.carry_out(key, Actor(person=olu), TODAY)


def test_many_are_taken_by_whoever_has_no_interest_in_them():
    olu, case = make_screener("olu"), make_case()
    by, key = Actor(person=olu), f"screening:{case.reference}:take"
    take = verb("screening-take", "take")

    with pytest.raises(waiting.NotDone, match="Say first"):
        take.carry_out(key, by, TODAY)
    free(case, olu)
    take.carry_out(key, by, TODAY)

    (item,) = of_screening(by)
    assert item.kind == "screening-work"
    assert item.url.endswith("/checklist/")


def test_a_partner_whose_day_has_come_waits_for_a_review():
    olu, mei = make_screener("olu"), make_screener("mei")
    case = make_case()
    recommended(case, olu)
    operations.decide_as_recommended(case, by=free(case, mei), on=TODAY)
    operations.carry_out_due(timezone.now() + LATER)
    Case.objects.update(review_on=TODAY + timedelta(days=3))
    by = Actor(person=olu)
    assert [each.kind for each in of_screening(by)] == ["screening-review"]

    verb("screening-review", "review").carry_out(
        f"screening:{case.reference}:review", by, TODAY
    )

    assert [each.kind for each in of_screening(by)] == ["screening-take"]


def test_who_has_an_interest_does_not_learn_what_an_applicant_is_asked():
    olu, mei = make_screener("olu"), make_screener("mei")
    case = taken(make_case(), olu)
    operations.ask(
        case,
        "Send the statutes.",
        wants_paper=True,
        due_on=TODAY,
        by=Actor(person=olu),
        on=TODAY,
    )
    (item,) = of_screening(Actor(person=mei))
    assert (item.on, item.due) == (waiting.On.APPLICANT, TODAY)
    assert item.message.recipients[0].email == case.application.email

    operations.declare(case, conflict=True, by=Actor(person=mei), on=TODAY)

    assert waiting.on_office(Actor(person=mei), TODAY).items == []
