"""The pages by which a partner is suspended, leaves and returns; the ritual of each."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accord.base.models import Message
from accord.base.search.models import SearchDocument
from accord.partners.models import Partner, Turn
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.django_db
STANDING = "/en/partners/dockers/standing/"
SECRET, PUBLIC, TOLD = (
    "quagga of debts",
    "Two reports are missing.",
    "Please send both.",
)
NEEDED = [("suspend", "resume"), ("leave", "return")]


def sent(day=None, **more):
    day = day or timezone.localdate()
    return {
        "token": str(uuid4()),
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "told": TOLD,
        "public": PUBLIC,
        "note": SECRET,
        "language": "en",
    } | more


@pytest.fixture
def signatory(union: Partner) -> Client:
    person = make_person("sign@dockers.example", language="es")
    make_mandate(union, "signatory", person=person)
    return sign_in(Client(), person)


def test_the_secretariat_suspends_and_the_next_request_does_not_act(
    sofia, signatory, amina, union
):
    page = sofia.get(f"{STANDING}suspend/").content.decode()
    assert "sign@dockers.example" in page
    assert amina.get("/en/partners/dockers/edit/").status_code == 200
    before = sent()

    answer = sofia.post(f"{STANDING}suspend/", before)
    again = sofia.post(f"{STANDING}suspend/", before)

    assert answer.status_code == again.status_code == 302
    assert Turn.objects.count() == Message.objects.count() == 1
    assert amina.get("/en/partners/dockers/edit/").status_code == 403
    public = Client().get("/en/partners/dockers/").content.decode()
    assert PUBLIC in public
    assert "suspended since" in public
    assert SECRET in sofia.get(STANDING).content.decode()
    for reader in (Client(), signatory, amina):
        for where in ("", "history/"):
            page = reader.get(f"/en/partners/dockers/{where}").content.decode()
            assert SECRET not in page
            assert TOLD not in page
    assert SECRET not in Message.objects.get().text

    assert sofia.post(f"{STANDING}resume/", sent()).status_code == 302
    assert amina.get("/en/partners/dockers/edit/").status_code == 200


def test_a_signatory_leaves_after_a_look_at_what_stays(signatory, union):
    last = timezone.localdate() + timedelta(days=9)

    page = signatory.get(f"{STANDING}leave/").content.decode()
    answer = signatory.post(f"{STANDING}leave/", sent(last))

    assert "What becomes of its actions" in page
    assert answer.url == union.get_absolute_url()
    union.refresh_from_db()
    assert union.left_on == last + timedelta(days=1)
    # What a partner sends as a note is no note of the secretariat.
    assert Turn.objects.get().note == ""


@pytest.mark.parametrize("verb", ["suspend", "resume", "leave", "return"])
def test_nobody_else_decides(verb, bruno, farid, amina, union):
    address = f"{STANDING}{verb}/"

    assert Client().get(address).status_code == 302
    for client in (bruno, farid, amina):
        assert client.get(address).status_code == 403
        assert client.post(address, sent()).status_code == 403
        assert client.get(STANDING).status_code == 403
    assert not Turn.objects.exists()


def test_a_signatory_may_leave_and_nothing_more(signatory, union):
    for verb in ("suspend", "resume", "return"):
        assert signatory.post(f"{STANDING}{verb}/", sent()).status_code == 403
    yesterday = timezone.localdate() - timedelta(days=1)

    answer = signatory.post(f"{STANDING}leave/", sent(yesterday))

    assert answer.status_code == 422
    assert "choose today or a later day" in answer.content.decode()


def test_what_is_missing_is_said_and_nothing_is_done(sofia, union):
    answer = sofia.post(f"{STANDING}suspend/", sent(told=""))

    assert answer.status_code == 422
    assert PUBLIC in answer.content.decode()
    assert sofia.post(f"{STANDING}return/", sent()).status_code == 422
    assert sofia.get(f"{STANDING}dance/").status_code == 404
    assert not Turn.objects.exists()


def test_the_office_joins_two_records_and_every_address_leads_to_the_kept_one(
    sofia, farid, union
):
    other = make_partner("Dockers’ Union", slug="dockers-2")
    address = "/en/partners/dockers/merge/"

    assert (
        "reference looks like" in sofia.get(f"{address}?with=nobody").content.decode()
    )
    page = sofia.get(f"{address}?with={other.reference.lower()}").content.decode()
    assert "What goes where" in page
    assert farid.get(address).status_code == 403
    refused = sofia.post(address, sent(absorbed=other.reference))
    assert refused.status_code == 422
    assert Partner.objects.count() == 2

    answer = sofia.post(address, sent(absorbed=other.reference, understood="on"))

    assert answer.url == union.get_absolute_url()
    found = SearchDocument.objects.filter(kind="partner")
    assert list(found.values_list("key", flat=True)) == ["dockers"]
    visitor = Client()
    for gone, kept in [
        ("/en/partners/dockers-2/", "/en/partners/dockers/"),
        ("/en/partners/dockers-2/history/", "/en/partners/dockers/history/"),
        ("/en/partners/dockers-2.csv", "/en/partners/dockers.csv"),
        (f"/id/partner/{other.reference}", f"/id/partner/{union.reference}"),
        (f"/id/partner/{other.reference}.json", f"/id/partner/{union.reference}.json"),
        (f"/api/v1/partners/{other.reference}", f"/api/v1/partners/{union.reference}"),
    ]:
        led = visitor.get(gone)
        assert (led.status_code, led.headers.get("Location")) == (301, kept), gone
        assert visitor.get(kept, follow=True).status_code == 200
    since = visitor.get("/api/v1/partners?updated_since=2020-01-01T00:00:00Z").json()
    [stone] = [each for each in since["items"] if each["reference"] == other.reference]
    assert stone["deleted"]
    assert stone["replaced_by"].endswith(f"/id/partner/{union.reference}")
    assert "Dockers’ Union" in visitor.get("/en/partners/dockers/").content.decode()
    assert (
        other.reference in visitor.get("/en/partners/dockers/history/").content.decode()
    )
