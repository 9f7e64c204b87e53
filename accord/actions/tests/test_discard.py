"""Discarding a draft: a confirmation, an entry of history, and nothing else is left."""

import re

import pytest

from accord.actions import operations
from accord.actions.models import Action
from accord.actions.tests.factories import TODAY, actor_of, make_draft
from accord.actions.tests.importing import agree, send
from accord.base import history
from accord.base.actor import Actor
from accord.base.tests.instants import after_whom
from accord.partners.tests.factories import make_partner

FORM = {"version": 1}


@pytest.fixture
def url(draft):
    return f"/en/actions/{draft.reference}/declare/discard/"


def stands(action):
    return Action.objects.filter(pk=action.pk).exists()


def test_an_editor_discards_and_history_keeps_what_there_was(amina, draft, url):
    response = amina.post(url, FORM)

    entry = history.entries_of(draft).first()
    assert response["Location"] == "/en/actions/mine/"
    assert "The draft is discarded." in amina.get("/en/actions/mine/").content.decode()
    assert not stands(draft)
    assert amina.get(draft.get_absolute_url()).status_code == 404
    assert entry.verb == "discarded"
    assert entry.before["title"]["texts"]["en"]["text"] == draft.title.original
    assert entry.before["countries"] == ["SEN"]
    assert entry.partner == draft.lead.reference


def test_asking_changes_nothing(amina, draft, url):
    response = amina.get(url)

    assert "Discard this draft?" in response.content.decode()
    assert stands(draft)


def test_the_tasks_of_a_draft_lead_there_and_those_of_an_action_do_not(
    fatou, draft, url
):
    tasks = f"/en/actions/{draft.reference}/declare/"
    before = fatou.get(tasks).content.decode()

    fatou.post(f"{tasks}publish/")

    assert url in before
    assert url not in fatou.get(tasks).content.decode()


def test_a_visitor_is_sent_to_sign_in(client, draft, url):
    assert "/account/login/" in client.post(url, FORM)["Location"]
    assert stands(draft)


def test_others_do_not_learn_of_it_and_a_reader_may_not(bruno, olga, rosa, draft, url):
    assert [each.post(url, FORM).status_code for each in (bruno, olga)] == [404, 404]
    assert rosa.post(url, FORM).status_code == 403
    assert stands(draft)


def test_the_secretariat_discards_for_a_partner(sami, draft, url):
    assert sami.post(url, FORM).status_code == 302
    assert not stands(draft)


def test_other_methods_are_refused(amina, draft, url):
    assert amina.put(url).status_code == 405
    assert stands(draft)


@pytest.mark.parametrize("sent", [{}, {"version": ""}, {"version": "x"}])
def test_a_form_that_does_not_say_what_it_saw_asks_again(amina, draft, url, sent):
    assert amina.post(url, sent).status_code == 422
    assert stands(draft)


def test_what_somebody_else_has_saved_meanwhile_is_shown_first(
    amina, fatou, draft, url
):
    fatou.post(
        f"/en/actions/{draft.reference}/declare/when/",
        {"version": 1, "starts_on": "2026-03-01"},
    )

    response = amina.post(url, FORM)

    page = response.content.decode()
    assert response.status_code == 409
    assert "has changed since you opened this page" in page
    assert stands(draft)
    shown = re.search(r'name="version" value="(\d+)"', page)[1]
    assert amina.post(url, {"version": shown}).status_code == 302
    assert not stands(draft)


def test_a_published_action_is_not_discarded(fatou, draft, url):
    fatou.post(f"/en/actions/{draft.reference}/declare/publish/")

    assert fatou.post(url, FORM)["Location"] == draft.get_absolute_url()
    assert stands(draft)
    with pytest.raises(operations.NotPossible):
        operations.discard(draft, by=Actor.anonymous(), on=TODAY, version=1)


def test_a_reference_is_not_given_twice(editor):
    by = actor_of(editor)
    first = operations.begin(editor.partner, by=by, on=TODAY)

    operations.discard(first, by=by, on=TODAY, version=1)

    assert operations.begin(editor.partner, by=by, on=TODAY).reference > first.reference


@pytest.mark.usefixtures("folder")
def test_an_imported_draft_comes_back_as_new_when_its_file_is_imported_again(
    amina, union
):
    def import_file():
        answer = send(amina)
        agree(amina, answer.wsgi_request.actor.partner.import_files.latest("pk"))

    import_file()
    first, kept = union.led_actions.order_by("pk")

    amina.post(f"/en/actions/{first.reference}/declare/discard/", FORM)
    import_file()

    there = set(union.led_actions.values_list("reference", flat=True))
    assert kept.reference in there
    assert first.reference not in there
    assert len(there) == 2


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_another_discards_is_told():
    draft = make_draft(make_partner("Union of Fishers"))

    def discard():
        operations.discard(draft, by=Actor.anonymous(), on=TODAY, version=1)

    def save():
        operations.revise(
            draft, {"kind": "commitment"}, by=Actor.anonymous(), on=TODAY, version=1
        )

    with pytest.raises(operations.Discarded, match="discarded"):
        after_whom(discard, save)

    assert not stands(draft)


@pytest.mark.parametrize(
    ("route", "verb"), [("when", "revise"), ("publish", "publish")]
)
def test_a_form_that_arrives_after_discarding_leads_on(
    fatou, draft, monkeypatch, route, verb
):
    carry_out = getattr(operations, verb)

    def too_late(action, *args, **more):
        discarded = Action.objects.get(pk=action.pk)
        operations.discard(
            discarded, by=Actor.anonymous(), on=TODAY, version=discarded.version
        )
        return carry_out(action, *args, **more)

    monkeypatch.setattr(operations, verb, too_late)
    sent = {"version": 1, "starts_on": "2026-03-01"}

    response = fatou.post(f"/en/actions/{draft.reference}/declare/{route}/", sent)

    assert response["Location"] == "/en/actions/mine/"
    page = fatou.get("/en/actions/mine/").content.decode()
    assert "Somebody else has discarded this draft meanwhile." in page
