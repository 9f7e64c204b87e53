"""Permanent ids lead everyone to what they prefer, and tell what is gone."""

import json
from datetime import date

import pytest
from django.utils import timezone

from accord.actions import operations as action_operations
from accord.actions.models import Action
from accord.actions.tests.factories import make_action, make_vocabulary
from accord.atlas.models import Area
from accord.base.actor import Actor
from accord.base.discovery import records
from accord.base.multilingual import Multilingual
from accord.observatory.tests.factories import make_indicator
from accord.partners.tests.factories import make_partner
from accord.texts import operations as text_operations
from accord.texts.models import Kind
from accord.texts.tests.factories import make_public, make_text, write

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
PROBLEM = "application/problem+json"


@pytest.fixture
def path():
    return f"/id/action/{make_action().reference}"


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        (None, "page"),
        ("*/*", "page"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "page"),
        ("application/ld+json", "jsonld"),
        ("application/json", "json"),
        ("application/json, text/html;q=0.9", "json"),
        ("application/json;q=0.5, text/html;q=0.9", "page"),
        ("text/*;q=0.1, application/ld+json;q=0.2", "jsonld"),
        ("application/*", "jsonld"),
        ("text/csv, application/json;q=0.3", "json"),
    ],
)
def test_an_id_leads_to_what_the_client_prefers(client, path, accept, leads_to):
    headers = {"accept": accept} if accept else {}

    answer = client.get(path, headers=headers)

    assert answer.status_code == 303
    reference = path.rpartition("/")[2]
    expected = f"{path}.{leads_to}"
    if leads_to == "page":
        expected = f"/en/actions/{reference}/"
    assert answer.headers["Location"] == expected
    assert {"Accept", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    "accept", ["text/csv", "image/png, text/turtle", "text/html;q=0, text/csv"]
)
def test_what_there_is_not_is_refused_with_what_there_is(client, path, accept):
    answer = client.get(path, headers={"accept": accept})

    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == PROBLEM
    told = json.loads(answer.content)
    assert (told["status"], told["instance"]) == (406, path)
    assert "application/ld+json" in told["available"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_page_is_in_the_readers_language(client, path, language):
    answer = client.get(path, headers={"accept-language": f"{language};q=0.8, de"})

    assert answer.headers["Location"].startswith(f"/{language}/actions/")


def test_the_two_forms_of_data_tell_the_same(client, path):
    plain = json.loads(client.get(f"{path}.json").content)
    answer = client.get(f"{path}.jsonld")
    (node,) = json.loads(answer.content)["@graph"]

    assert answer.headers["Content-Type"].startswith("application/ld+json")
    assert node["@id"] == plain["id"]
    assert node["name"] == plain["title"]["en"]
    assert node["foundingDate"] == plain["starts_on"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_kind_leads_to_a_page_and_to_data(client):
    make_vocabulary()
    codes = {
        "partner": make_partner().reference,
        "action": make_action().reference,
        "text": make_public("hello").reference,
        "country": "SEN",
        "region": "202",
        "indicator": make_indicator().code,
        "area": "1",
        "challenge": "1",
        "goal": "8",
        "target": "8.3",
    }
    assert sorted(codes) == records.kinds()

    for kind, code in codes.items():
        page = client.get(f"/id/{kind}/{code}")
        target = page.headers["Location"].partition("#")[0]
        assert client.get(target).status_code == 200, kind
        graph = json.loads(client.get(f"/id/{kind}/{code}.jsonld").content)["@graph"]
        assert graph[0]["@id"].endswith(f"/id/{kind}/{code}")
        assert client.get(f"/id/{kind}/{code}.json").status_code == 200
        image = client.get(f"/cards/{kind}/{code}/en.png", follow=True)
        assert image.headers["Content-Type"] == "image/png"


def test_a_draft_has_no_id_no_data_and_no_image(client):
    draft = make_action(published_on=None)

    for address in ("/id/action/{}", "/id/action/{}.json", "/id/action/{}.jsonld"):
        assert client.get(address.format(draft.reference)).status_code == 404
    assert client.get(f"/cards/action/{draft.reference}/en.png").status_code == 404


def test_a_withdrawn_action_keeps_its_page_and_data(client):
    action = make_action(
        withdrawn_on=DAY, withdrawal_reason=Multilingual.of("en", "No funds.")
    )

    assert client.get(f"/id/action/{action.reference}").status_code == 303
    data = json.loads(client.get(f"/id/action/{action.reference}.jsonld").content)
    assert data["@graph"][0]["disambiguatingDescription"] == "No funds."


@pytest.mark.parametrize(
    ("suffix", "accept", "type_"),
    [
        ("", "text/html", "text/html; charset=utf-8"),
        ("", "application/json", PROBLEM),
        (".json", "*/*", PROBLEM),
    ],
)
def test_a_text_that_was_public_once_is_gone(client, suffix, accept, type_):
    text = make_public("hello", kind=Kind.NEWS)
    text_operations.unpublish(text, "en", by=Actor.anonymous(), on=DAY)

    answer = client.get(
        f"/id/text/{text.reference}{suffix}", headers={"accept": accept}
    )

    assert answer.status_code == 410
    assert answer.headers["Content-Type"] == type_
    assert b"hello" not in answer.content.replace(b"/id/text", b"")


def test_a_text_that_never_was_public_is_not_found(client):
    text = make_text("secret")
    write(text)

    assert client.get(f"/id/text/{text.reference}").status_code == 404


def test_an_image_that_was_shared_leads_to_the_present_one(client, settings, tmp_path):
    settings.CARDS_ROOT = tmp_path
    action = make_action(title="Before")
    old = client.get(f"/cards/action/{action.reference}/en.png").headers["Location"]
    first = client.get(old)
    Action.objects.update(title=Multilingual.of("en", "After"))

    answer = client.get(old)

    assert (first.status_code, answer.status_code) == (200, 302)
    assert "immutable" in first.headers["Cache-Control"]
    assert client.get(answer.headers["Location"]).content != first.content


def test_nobody_has_images_drawn_that_no_record_has(client, settings, tmp_path):
    settings.CARDS_ROOT = tmp_path
    reference = make_action().reference
    for number in range(20):
        answer = client.get(f"/cards/action/{reference}/en-{number:020x}.png")
        assert answer.status_code == 302

    assert list(tmp_path.iterdir()) == []


def test_what_history_tells_moves_the_data(client):
    make_vocabulary()
    action = make_action(countries=["SEN"], areas=Area.objects.filter(code="1"))
    path = f"/id/action/{action.reference}.json"
    before = json.loads(client.get(path).content)["updated_at"]

    action_operations.revise(
        action,
        {"title": Multilingual.of("en", "Better contracts")},
        by=Actor.anonymous(),
        on=timezone.localdate(),
        version=1,
    )

    assert json.loads(client.get(path).content)["updated_at"] > before
