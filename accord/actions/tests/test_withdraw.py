"""Withdrawing: a reason, a confirmation, and a page that stays."""

import pytest

from accord.actions import operations
from accord.actions.models import Action
from accord.actions.tests.factories import TODAY, actor_of


@pytest.fixture
def public(editor, draft):
    return operations.publish(draft, by=actor_of(editor), on=TODAY)


@pytest.fixture
def url(public):
    return f"/en/actions/{public.reference}/withdraw/"


def is_withdrawn(action):
    return Action.objects.get(pk=action.pk).withdrawn_on is not None


def test_a_focal_point_withdraws_and_the_page_stays(fatou, client, public, url):
    fatou.post(url, {"reason": "The law came first."})

    assert is_withdrawn(public)
    page = client.get(public.get_absolute_url())
    assert page.status_code == 200
    assert "The law came first." in page.content.decode()
    assert "This action was withdrawn" in page.content.decode()


def test_asking_changes_nothing(fatou, public, url):
    response = fatou.get(url)

    assert "This cannot be undone" in response.content.decode()
    assert not is_withdrawn(public)


def test_without_a_reason_nothing_happens(fatou, public, url):
    response = fatou.post(url, {"reason": " "})

    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert not is_withdrawn(public)


def test_a_visitor_is_sent_to_sign_in(client, public, url):
    assert "/account/login/" in client.post(url, {"reason": "No."})["Location"]
    assert not is_withdrawn(public)


def test_others_may_not(bruno, olga, rosa, amina, public, url):
    for each in (bruno, olga, rosa, amina):
        assert each.post(url, {"reason": "No."}).status_code == 403
    assert not is_withdrawn(public)


def test_a_draft_is_not_withdrawn(fatou, draft):
    response = fatou.post(f"/en/actions/{draft.reference}/withdraw/", {"reason": "No."})

    assert response["Location"] == draft.get_absolute_url()
    assert not is_withdrawn(draft)


def test_a_withdrawn_action_leaves_the_list_and_its_countries(
    fatou, client, public, url
):
    fatou.post(url, {"reason": "The law came first."})

    assert public.reference not in client.get("/en/actions/").content.decode()
    assert public.reference not in client.get("/en/countries/SEN/").content.decode()
    withdrawn = client.get("/en/actions/?stage=withdrawn").content.decode()
    assert public.reference in withdrawn
