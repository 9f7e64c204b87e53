"""Nothing of a case leaves it: not by mail, letter, partner, search or history."""

import json

import pytest
from django.core import serializers
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.models import Entry, Message
from accord.base.search.models import SearchDocument, SearchPassage
from accord.joining.models import Application
from accord.partners.models import Partner
from accord.screening import letters, operations
from accord.screening.edits import Edit
from accord.screening.models import Outcome, Verdict
from accord.screening.tests.factories import (
    TODAY,
    free,
    make_case,
    make_screener,
    taken,
)
from accord.screening.tests.test_judging import LATER

pytestmark = pytest.mark.django_db
WORD = "quokkasecret"


def full_of_secrets(outcome):
    """Walk a case of an enterprise to its end, with the word wherever one may write."""
    case, olu, mei = make_case("ENT"), make_screener("olu"), make_screener("mei")
    by = Actor(person=olu)
    operations.declare(
        case,
        conflict=True,
        note=f"{WORD} interest",
        by=Actor(person=make_screener("ana")),
        on=TODAY,
    )
    taken(case, olu)
    operations.change(case, {"note": Edit("", f"{WORD} note")}, by=by, on=TODAY)
    answer = (Verdict.CONFIRMED, f"{WORD} answer")
    operations.answer_items(case, {"weapons": Edit(("", ""), answer)}, by=by, on=TODAY)
    operations.answer_rest(case, by=by, on=TODAY)
    controversy = {
        "what": f"{WORD} what",
        "source": f"{WORD} source",
        "dated_on": TODAY,
        "assessment": f"{WORD} assessment",
    }
    operations.add_controversy(case, controversy, by=by, on=TODAY)
    risk = {
        "what": f"{WORD} risk",
        "likelihood": 1,
        "severity": 3,
        "mitigation": f"{WORD} mitigation",
        "owner": f"{WORD} owner",
        "review_on": TODAY,
    }
    operations.add_risk(case, risk, by=by, on=TODAY)
    advice = operations.Advice(
        outcome,
        f"{WORD} reasons",
        grounds=["aims"],
        conditions="Report each year.",
        exception=f"{WORD} exception",
    )
    operations.recommend(case, advice, by=by, on=TODAY)
    free(case, mei)
    operations.send_back(case, f"{WORD} back", by=Actor(person=mei), on=TODAY)
    standing = operations.recommend(case, advice, by=by, on=TODAY)
    operations.decide(
        case,
        outcome,
        recommendation=standing.pk,
        letter=letters.drafted(case, standing, outcome, on=TODAY),
        reasons=f"{WORD} decided",
        by=Actor(person=mei),
        on=TODAY,
    )
    assert operations.carry_out_due(timezone.now() + LATER) == 1


@pytest.mark.parametrize("outcome", [Outcome.CONDITIONS, Outcome.DECLINE])
def test_no_word_of_a_case_leaves_it(outcome):
    full_of_secrets(outcome)

    for model in (Message, Application, Partner, SearchDocument, SearchPassage):
        rows = model.objects.all()
        assert WORD not in serializers.serialize("json", rows)
    assert Message.objects.exists()
    entries = Entry.objects.values_list("verb", "before", "after")
    assert WORD not in json.dumps(list(entries))
    assert entries.filter(verb="decided").exists()
