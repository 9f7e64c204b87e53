"""The pages of confirmed facts: asking, sending, deciding; the ritual of each."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accord.base.models import Message
from accord.partners.models import ChangeRequest, Partner

pytestmark = pytest.mark.django_db
FACTS = "/en/partners/dockers/facts/"


def sent(partner: Partner, **changes):
    today = timezone.localdate()
    data = {
        "token": str(uuid4()),
        "version": 0,
        "name_original": "en",
        "short_name": partner.short_name,
        "category": partner.category_id,
        "constituency": partner.constituency_id,
        "country": partner.country_id or "",
        "region": "",
        "why": "Our congress decided it.",
        "day_day": today.day,
        "day_month": today.month,
        "day_year": today.year,
    }
    for language in ("en", "fr", "es", "ar"):
        data[f"name_{language}"] = partner.name.text_in(language)
    return data | changes


def decided(decision="accept", **more):
    today = timezone.localdate()
    return {
        "token": str(uuid4()),
        "decision": decision,
        "reason": "It is in your statutes.",
        "day_day": today.day,
        "day_month": today.month,
        "day_year": today.year,
    } | more


def test_from_an_editors_wish_to_a_letter(amina, farid, sofia, union):
    asked = amina.post(f"{FACTS}change/", sent(union, name_en="Union of Quays"))
    request = ChangeRequest.objects.get()
    own = f"{FACTS}{request.reference}/"

    assert (asked.status_code, asked.url, request.state) == (302, own, "prepared")
    assert amina.post(f"{own}send/").status_code == 403
    assert sofia.post(f"{own}decide/", decided()).status_code == 422
    assert farid.post(f"{own}send/").url == own
    page = sofia.get(own).content.decode()
    assert "Union of Quays" in page
    assert farid.post(f"{own}decide/", decided()).status_code == 403
    assert sofia.post(f"{own}decide/", decided("decline", reason="")).status_code == 422
    union.refresh_from_db()
    assert str(union.name) == "Union of Dockers"

    assert sofia.post(f"{own}decide/", decided()).url == own

    union.refresh_from_db()
    assert str(union.name) == "Union of Quays"
    [letter] = Message.objects.all()
    assert "It is in your statutes." in letter.text
    assert letter.to == "farid@dockers.example"
    assert sofia.post(f"{own}decide/", decided()).status_code == 422


def test_others_do_not_know_of_a_request(farid, rosa, bruno, union):
    farid.post(f"{FACTS}change/", sent(union, short_name="UD"))
    request = ChangeRequest.objects.get()
    own = f"{FACTS}{request.reference}/"

    assert request.state == "sent"
    for client in (rosa, bruno):
        assert client.get(own).status_code == 404
        assert client.get(FACTS).status_code == 403
        for verb in ("send", "withdraw", "decide"):
            assert client.post(f"{own}{verb}/").status_code == 404
    assert Client().get(own).status_code == 302
    assert farid.get(f"{own}withdraw/").status_code == 405
    assert farid.post(f"{own}withdraw/").url == own
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_who_prepares_after_another_sees_theirs_first(amina, farid, union):
    amina.post(f"{FACTS}change/", sent(union, short_name="UD"))

    answer = amina.post(f"{FACTS}change/", sent(union, short_name="UE"))

    assert answer.status_code == 422
    assert "Somebody else has prepared" in answer.content.decode()
    assert ChangeRequest.objects.get().wanted == {"short_name": "UD"}


def test_the_secretariat_changes_facts_at_once_unless_they_moved(sofia, union):
    data = sent(union, short_name="UD", version=union.version)

    assert sofia.post(f"{FACTS}change/", data).status_code == 302
    stale = sofia.post(f"{FACTS}change/", data | {"token": uuid4(), "short_name": "X"})

    union.refresh_from_db()
    assert (union.short_name, stale.status_code) == ("UD", 422)


def test_bad_input_is_explained(amina, union):
    answer = amina.post(f"{FACTS}change/", sent(union, why="", category="999"))

    assert answer.status_code == 422
    assert not ChangeRequest.objects.exists()
    assert amina.post(f"{FACTS}change/", sent(union)).status_code == 422
