"""Beginning a declaration: once, for the partner one acts for, and nobody else."""

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from accord.accounts.tests.factories import make_person
from accord.actions.models import Action
from accord.actions.tests.factories import make_vocabulary
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate, make_partner, sign_in

URL = "/en/actions/declare/"


def token_in(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def test_an_editor_begins_a_draft_for_her_partner(amina, union):
    token = token_in(amina.get(URL))

    response = amina.post(URL, {"token": token})

    action = Action.objects.get()
    assert response["Location"] == f"/en/actions/{action.reference}/declare/"
    assert (action.lead, action.published_on) == (union, None)


def test_a_form_counts_for_whom_it_was_written(client, union):
    person = make_person("two@x.example")
    mine, other = (
        make_mandate(partner, Role.EDITOR, person=person)
        for partner in (union, make_partner("Other"))
    )
    sign_in(client, person, mine)
    page = client.get(URL)
    form = {"token": token_in(page), "acting": mine.reference}
    assert f'name="acting" value="{mine.reference}"' in page.content.decode()
    sign_in(client, person, other)

    client.post(URL, form)
    assert Action.objects.get().lead == union

    # What was written under a mandate that has ended counts for nobody else.
    mine.suspended_on = mine.starts_on
    mine.save()
    assert client.post(URL, {**form, "token": str(uuid4())}).status_code == 403
    assert Action.objects.get().lead == union


def test_looking_at_the_page_begins_nothing(amina):
    assert amina.get(URL).status_code == 200
    assert amina.head(URL).status_code == 200
    assert not Action.objects.exists()


def test_the_same_form_sent_twice_makes_one_draft(amina):
    token = str(uuid4())

    first, second = (amina.post(URL, {"token": token}) for _time in range(2))

    assert first["Location"] == second["Location"]
    assert Action.objects.count() == 1


def test_a_visitor_is_sent_to_sign_in(client, union):
    for response in (client.get(URL), client.post(URL)):
        assert response.status_code == 302
        assert "/account/login/" in response["Location"]
    assert not Action.objects.exists()


def test_whoever_has_no_mandate_is_told_how_to_get_one(olga):
    response = olga.get(URL, follow=True)

    assert "You do not act for an organization yet" in response.content.decode()
    assert olga.post(URL).status_code == 403
    assert not Action.objects.exists()


def test_whoever_has_several_mandates_chooses_first(union):
    person = make_person("several@union.example")
    for partner in (union, make_partner("League of Bakers")):
        make_mandate(partner, Role.EDITOR, person=person)
    several = sign_in(Client(), person)

    response = several.get(URL, follow=True)

    assert "For whom do you act?" in response.content.decode()
    assert several.post(URL).status_code == 403


def test_a_reader_begins_nothing(rosa):
    assert rosa.get(URL).status_code == 302
    assert rosa.post(URL).status_code == 403
    assert not Action.objects.exists()


def test_a_token_that_is_none_begins_nothing(amina):
    response = amina.post(URL, {"token": "not a token"})

    assert response["Location"] == URL
    assert not Action.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_identical_submits_at_once_make_one_action(counts):
    make_vocabulary()
    person = make_person()
    make_mandate(make_partner(), Role.EDITOR, person=person)
    cookies = sign_in(Client(), person).cookies
    token, times = str(uuid4()), 50 if counts == "full" else 10

    def submit(_number):
        client = Client()
        client.cookies = cookies
        try:
            return client.post(URL, {"token": token})["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        addresses = set(pool.map(submit, range(times)))

    assert len(addresses) == 1
    assert Action.objects.count() == 1
