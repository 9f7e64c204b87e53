"""The pages of a case: the ritual at every door, and who is told nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accounts.models import Duty
from accord.base.models import Entry
from accord.joining.models import Question
from accord.screening.models import Case, Decision, Interest, Outcome, State
from accord.screening.tests.factories import make_case, recommended

pytestmark = pytest.mark.django_db
LIST = "/en/screening/"
PARTS = (
    *("", "note/", "checklist/", "controversies/new/", "risks/new/", "question/"),
    *("recommendation/", "history/", "interest/"),
)
POSTS = ("take/", "take-back/", "undo/")
RISK = {
    "what": "A mine is planned.",
    "likelihood": "2",
    "severity": "3",
    "mitigation": "We ask each quarter.",
    "owner": "Partnerships unit",
    "review_on": "2027-01-01",
}


def at(case, part=""):
    return f"/en/screening/{case.reference}/{part}"


def decide(client, case, **fields):
    page = client.get(at(case, f"decision/?outcome={fields.get('outcome', '')}"))
    shown = page.context["form"]
    return client.post(
        at(case, "decision/"),
        {
            "recommendation": shown["recommendation"].value(),
            "outcome": shown["outcome"].value(),
            "letter": shown["letter"].value(),
            **fields,
        },
        follow=True,
    )


def test_a_case_goes_from_the_list_to_a_decision_in_few_steps(of_olu, of_mei):
    case = make_case()
    declared = {"conflict": "no", "take": "1"}
    assert of_olu.get(at(case))["Location"] == at(case, "interest/")
    checklist = of_olu.post(at(case, "interest/"), declared)["Location"]
    assert checklist == at(case, "checklist/")
    recommend = of_olu.post(checklist, {"rest": "1"})["Location"]
    assert recommend == at(case, "recommendation/")
    of_olu.post(recommend, {"outcome": "accept", "reasons": "All fits together."})

    of_mei.post(at(case, "interest/"), {"conflict": "no"})
    answer = decide(of_mei, case)

    assert "Take the decision back" in answer.content.decode()
    assert Decision.objects.get(case=case).outcome == Outcome.ACCEPT
    assert "is now a partner" in Decision.objects.get(case=case).letter


def test_everybody_else_is_told_the_same_of_a_case_as_of_none(outsiders, case):
    for client in outsiders:
        assert client.get(LIST).status_code == 404
        for part in (*PARTS, *POSTS, "decision/", "send-back/", "papers/1/"):
            for ask in (client.get, client.post):
                there = ask(at(case, part))
                nowhere = ask(f"/en/screening/CAS-1999-0001/{part}")
                assert there.status_code == nowhere.status_code
                assert there.status_code in {404, 405}
                assert len(there.content) == len(nowhere.content)
    for part in PARTS:
        assert "/account/login/" in Client().get(at(case, part))["Location"]
    for part in (*POSTS, "note/", "interest/", "recommendation/"):
        assert "/account/login/" in Client().post(at(case, part))["Location"]


def test_a_conflict_shuts_the_case_for_that_screener_alone(of_olu, of_mei, case):
    assert of_mei.get(at(case)).status_code == 200

    of_mei.post(at(case, "interest/"), {"conflict": "yes", "note": "My brother."})

    for part in (*PARTS, "decision/"):
        assert of_mei.get(at(case, part)).status_code == 404
        assert of_mei.post(at(case, part), {"note": "x"}).status_code in {404, 405}
    assert (
        case.reference not in of_mei.get("/en/screening/?show=others").content.decode()
    )
    assert of_olu.get(at(case)).status_code == 200


def test_a_right_ends_on_the_request_after_the_duty_has_ended(of_olu, olu, case):
    assert of_olu.get(at(case)).status_code == 200

    Duty.objects.filter(person=olu).update(ends_on=date(2024, 2, 1))

    assert of_olu.get(at(case)).status_code == 404
    assert of_olu.post(at(case, "note/"), {"note": "Late."}).status_code == 404
    case.refresh_from_db()
    assert case.note == ""


def test_a_post_is_asked_for_where_something_changes(of_olu, case):
    for part in POSTS:
        assert of_olu.get(at(case, part)).status_code == 405
    assert of_olu.post(at(case)).status_code == 405


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        ("interest/", {"conflict": ""}),
        ("checklist/", {"weapons.verdict": "confirmed", "initial-weapons.verdict": ""}),
        ("checklist/", {"weapons.verdict": "odd"}),
        ("controversies/new/", {"what": "It was sued.", "dated_on": "soon"}),
        ("risks/new/", RISK | {"likelihood": "9"}),
        ("question/", {"text": "Send the statutes.", "due_on": "2020-01-01"}),
        ("recommendation/", {"outcome": "accept", "reasons": "I like them."}),
        ("recommendation/", {"outcome": "decline", "reasons": "They are odd."}),
        ("recommendation/", {"outcome": "later", "reasons": "Hm."}),
        ("note/", {"due_on": "soon"}),
    ],
)
def test_bad_input_is_explained_and_nothing_is_written(of_olu, case, part, sent):
    before = Entry.objects.count()

    answer = of_olu.post(at(case, part), sent)

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert Entry.objects.count() == before


def test_findings_are_noted_changed_and_removed(of_olu, case):
    controversy = {
        "what": "It was sued for wages.",
        "source": "https://court.example/7",
        "dated_on": "2025-02-03",
        "assessment": "Settled.",
    }
    of_olu.post(at(case, "controversies/new/"), controversy)
    of_olu.post(at(case, "risks/new/"), RISK)
    page = of_olu.get(at(case)).content.decode()
    assert "It was sued for wages." in page
    assert "A mine is planned." in page

    found = case.controversies.get()
    one = at(case, f"controversies/{found.pk}/")
    shown = {f"initial-{name}": value for name, value in controversy.items()}
    of_olu.post(one, {**shown, **controversy, "assessment": "Appealed."})
    assert case.controversies.get().assessment == "Appealed."
    crossed = of_olu.post(one, {**shown, **controversy, "assessment": "Lost."})
    assert crossed.status_code == 409
    assert "Appealed." in crossed.content.decode()
    assert "Lost." in crossed.content.decode()

    of_olu.post(one, {"remove": "1"})
    assert not case.controversies.exists()
    risk = case.risks.get()
    of_olu.post(at(case, f"risks/{risk.pk}/"), {"remove": "1"})
    assert not case.risks.exists()
    assert of_olu.get(at(case, "risks/99/")).status_code == 404


def test_two_people_at_one_note_lose_no_word(of_olu, of_mei, case):
    def send(client, note, was, **more):
        sent = {"note": note, "initial-note": was, **more}
        return client.post(at(case, "note/"), sent)

    assert send(of_olu, "Olu was here.", "").status_code == 302
    other = {"note": "", "due_on": "2026-09-01", "initial-due_on": "2026-06-29"}
    of_mei.post(at(case, "note/"), {**other, "initial-note": ""})
    crossed = send(of_mei, "Mei was here.", "")

    assert crossed.status_code == 409
    assert "Olu was here." in crossed.content.decode()
    assert "Mei was here." in crossed.content.decode()
    case.refresh_from_db()
    assert (case.note, case.due_on) == ("Olu was here.", date(2026, 9, 1))
    kept = send(of_mei, "Mei was here.", "Olu was here.", keep_note="theirs")
    assert kept.status_code == 302
    case.refresh_from_db()
    assert case.note == "Olu was here."
    assert send(of_mei, "Both.", "Olu was here.").status_code == 302


def test_two_people_at_one_checklist_lose_no_answer(of_olu, of_mei, case):
    def send(client, **fields):
        sent = {name.replace("__", "."): value for name, value in fields.items()}
        return client.post(at(case, "checklist/"), sent)

    send(of_olu, weapons__verdict="clear", tobacco__verdict="clear")
    assert send(of_mei, gambling__verdict="clear").status_code == 302
    crossed = send(of_mei, weapons__verdict="concern", weapons__note="Rifles.")

    assert crossed.status_code == 409
    assert "Rifles." in crossed.content.decode()
    assert {each.item: each.verdict for each in case.answers.all()} == dict.fromkeys(
        ("weapons", "tobacco", "gambling"), "clear"
    )


def test_what_is_sent_twice_is_done_once(of_olu, case):
    token = str(uuid4())
    sent = {"text": "Send the statutes.", "due_on": "2099-01-01", "token": token}

    answers = [of_olu.post(at(case, "question/"), sent) for _ in range(2)]

    assert [each["Location"] for each in answers] == [at(case)] * 2
    assert Question.objects.count() == 1
    page = of_olu.get(at(case)).content.decode()
    assert "The applicant has been asked" in page


def test_a_recommendation_is_taken_back_or_sent_back(of_olu, of_mei, case, olu):
    recommended(case, olu)
    assert of_olu.get(at(case, "decision/")).status_code == 403
    assert of_olu.post(at(case, "send-back/"), {"note": "No."}).status_code == 403
    of_olu.post(at(case, "take-back/"), {})
    case.refresh_from_db()
    assert case.state == State.OPEN

    recommended(case, olu)
    assert of_mei.post(at(case, "send-back/"), {"note": " "}).status_code == 422
    of_mei.post(at(case, "send-back/"), {"note": "Read the court file."})
    assert "Read the court file." in of_olu.get(at(case)).content.decode()
    answer = of_mei.post(at(case, "decision/"), {}, follow=True)
    assert "There is no recommendation" in answer.content.decode()


def test_a_decision_is_taken_back_by_who_decided(of_olu, of_mei, case, olu):
    recommended(case, olu)
    decide(of_mei, case)
    answer = of_olu.post(at(case, "undo/"), {}, follow=True)
    assert "Only whoever decided" in answer.content.decode()

    of_mei.post(at(case, "undo/"), {})

    case.refresh_from_db()
    assert case.state == State.RECOMMENDED
    assert decide(of_mei, case, outcome="decline").status_code == 422


def test_interests_in_all_open_cases_are_declared_at_once(of_olu, olu):
    first, second = make_case(), make_case()
    page = of_olu.get(f"{LIST}interests/").content.decode()
    assert first.reference in page

    of_olu.post(
        f"{LIST}interests/",
        {
            "shown": [first.reference, second.reference],
            "conflict": [second.reference],
        },
    )

    found = dict(
        Interest.objects.filter(person=olu).values_list(
            "case__reference", "is_conflict"
        )
    )
    assert found == {first.reference: False, second.reference: True}


def test_the_list_asks_as_often_for_many_as_for_one(of_mei):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert of_mei.get(f"{LIST}?show=take").status_code == 200
        return len(asked)

    make_case()
    queries()
    one = queries()
    for _number in range(3):
        make_case()

    assert queries() == one


def test_the_pages_of_a_case_are_kept_by_nobody(of_olu, case):
    assert "no-store" in of_olu.get(at(case))["Cache-Control"]
    assert Case.objects.filter(pk=case.pk).exists()
