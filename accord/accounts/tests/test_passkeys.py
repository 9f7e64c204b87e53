"""Passkeys: with Chromium's virtual authenticator, and with what a thief would send."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accord.accounts.tests.factories import PASSWORD, make_officer, make_person
from accord.accounts.tests.soft_passkey import SoftPasskey
from accord.base.models import Message

HOST = "localhost"
ORIGIN = f"http://{HOST}"
SIGN_IN, ADD = "/en/account/2fa/webauthn/login/", "/en/account/2fa/webauthn/add/"


def client_there():
    return Client(SERVER_NAME=HOST)


def sign_in(client, person):
    client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def add(client, passkey, **wrong):
    """Register a passkey as the page's script does; return the answer."""
    options = client.get(ADD).context["js_data"]["creation_options"]["publicKey"]
    credential = passkey.register(options, **wrong)
    return client.post(ADD, {"name": "laptop", "credential": json.dumps(credential)})


def use(client, passkey, **wrong):
    answer = client.get(SIGN_IN, headers={"accept": "application/json"})
    options = json.loads(answer.content)["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    credential = passkey.answer(options, **wrong)
    client.post(SIGN_IN, {"credential": json.dumps(credential)})
    return client.get("/en/account/").status_code == 200


@pytest.fixture
def owned(db):
    """Return somebody of the office and the passkey they have registered."""
    person = make_officer()
    passkey = SoftPasskey(ORIGIN, HOST)
    assert add(sign_in(client_there(), person), passkey).status_code == 302
    return person, passkey


def test_a_passkey_signs_in_and_is_a_second_factor(owned):
    person, passkey = owned
    client = client_there()

    assert use(client, passkey)
    assert client.get("/en/").status_code == 200
    kept = Authenticator.objects.get(user=person, type="webauthn")
    assert kept.data["counter"] == passkey.counter
    assert Message.objects.filter(reader=person.public_id).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://coalition.example"},
        {"origin": f"http://evil.{HOST}"},
        {"origin": f"{ORIGIN}:8000"},
        {"rp_id": "coalition.example"},
        {"is_verified": False},
        {"is_present": False},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
        {"counter": 1},
        {"kind": "webauthn.create"},
        {"signature": b"0" * 70},
        {"credential_id": b"somebody else's"},
    ],
    ids=lambda wrong: str(*wrong),
)
def test_what_is_not_quite_the_passkey_is_refused(owned, wrong):
    _person, passkey = owned
    assert use(client_there(), passkey)

    assert not use(client_there(), passkey, **wrong)
    assert use(client_there(), passkey)


def test_anothers_passkey_is_refused_and_an_answer_works_once(owned):
    _person, passkey = owned
    other = SoftPasskey(ORIGIN, HOST)
    assert add(sign_in(client_there(), make_person()), other).status_code == 302

    assert not use(client_there(), other, user_handle=passkey.user_handle)

    client = client_there()
    answer = client.get(SIGN_IN, headers={"accept": "application/json"})
    options = json.loads(answer.content)["request_options"]["publicKey"]
    sent = {"credential": json.dumps(passkey.answer(options))}
    client.post(SIGN_IN, sent)
    assert client.get("/en/account/").status_code == 200
    client.post("/en/account/logout/")
    client.post(SIGN_IN, sent)
    assert client.get("/en/account/").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://coalition.example"},
        {"rp_id": "coalition.example"},
        {"is_verified": False},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=lambda wrong: str(*wrong),
)
def test_a_passkey_made_elsewhere_cannot_be_added(db, wrong):
    client = sign_in(client_there(), make_person())

    answer = add(client, SoftPasskey(ORIGIN, HOST), **wrong)

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("sent", ["", "null", "[]", "{}", '{"response": 1}', "\u0000"])
def test_nonsense_is_refused_in_words(db, sent):
    client = client_there()
    client.get(SIGN_IN, headers={"accept": "application/json"})

    assert client.post(SIGN_IN, {"credential": sent}).status_code == 302


@pytest.mark.browser
def test_a_passkey_is_added_and_used_in_a_browser(live_server, browser):
    make_officer()
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("console", lambda told: told.type == "error" and faults.append(told))
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    page.goto(f"{live_server.url}/en/account/login/")
    page.get_by_label("E-mail address").fill("secretariat@office.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{live_server.url}{ADD}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{live_server.url}/en/account/logout/")
    page.locator("main").get_by_role("button").click()

    page.goto(f"{live_server.url}/en/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda address: "/account/" not in address)
    assert page.get_by_role("link", name="Your account").is_visible()
    assert faults == []
    context.close()
