"""Signing in through an organization's service: a whole way, and every way refused."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from accord.accounts.models import Person, VouchedFor
from accord.accounts.oidc import views
from accord.accounts.tests.factories import make_officer, make_person
from accord.accounts.tests.oidc_service import CLIENT, SECRET, Service, serving
from accord.base.models import Entry, Message

pytestmark = pytest.mark.django_db
BEGIN, BACK = "/fr/account/through/", "/oidc/callback"
ADDRESS = "amina@union.example"


@pytest.fixture(scope="module")
def running():
    service = Service()
    with serving(service):
        yield service


@pytest.fixture
def service(running, settings):
    running.fresh()
    settings.OIDC_ISSUER, settings.OIDC_NAME = running.issuer, "Office login"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
    settings.PUBLIC_URL = "https://coalition.example"
    return running


def is_signed_in(client):
    return client.get("/en/account/").status_code == 200


def leave(client, service):
    """Go to the service and sign in there; return what comes back with the browser."""
    return service.sign_in(client.post(BEGIN).url)


def sign_in(client, service, **changed):
    return client.get(BACK, leave(client, service) | changed)


def test_whoever_is_here_signs_in_through_the_service(service):
    person = make_person(ADDRESS, language="fr")
    client = Client()
    assert "Office login" in client.get("/en/account/login/").content.decode()

    answer = sign_in(client, service)

    assert answer.status_code == 302
    assert answer.url == "/fr/account/welcome/"
    assert is_signed_in(client)
    assert service.asked["code_challenge_method"] == "S256"
    assert service.asked["redirect_uri"] == "https://coalition.example/oidc/callback"
    kept = VouchedFor.objects.get()
    assert (kept.person, kept.subject) == (person, "amina-1")
    assert Entry.objects.get(verb="vouched-for").subject == person.history_reference
    assert "service de votre organisation" in Message.objects.get().text

    again = Client()
    sign_in(again, service)
    assert is_signed_in(again)
    assert Message.objects.count() == 1


def test_its_lasting_name_counts_more_than_an_address_given_to_somebody_else(service):
    make_person(ADDRESS)
    sign_in(Client(), service)
    service.claims = {"email": "amina.sow@union.example"}
    renamed, other = Client(), Client()
    sign_in(renamed, service)
    service.claims = {"sub": "somebody-else"}

    answer = sign_in(other, service)

    assert is_signed_in(renamed)
    assert answer.status_code == 403
    assert not is_signed_in(other)


def foreign_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def wrong_nonce(service):
    service.claims = {"nonce": "another"}


def no_nonce(service):
    service.claims = {"nonce": None}


def wrong_issuer(service):
    service.claims = {"iss": "https://evil.example"}


def wrong_audience(service):
    service.claims = {"aud": "another program"}


def further_audience(service):
    service.claims = {"aud": [CLIENT, "another program"]}


def wrong_party(service):
    service.claims = {"azp": "another program"}


def unsigned(service):
    service.algorithm, service.signing_key = "none", None


def shared_secret(service):
    """Sign with what both know: the public key, taken for a secret, and the secret."""
    service.algorithm, service.signing_key = "HS256", SECRET


def foreign_signature(service):
    service.signing_key = foreign_key()


def unknown_key(service):
    service.kid = "two"


def expired(service):
    now = int(time.time())
    service.claims = {"iat": now - 300, "exp": now - 120}


def of_yesterday(service):
    now = int(time.time())
    service.claims = {"iat": now - 86_400, "exp": now + 86_400}


def of_tomorrow(service):
    service.claims = {"iat": int(time.time()) + 86_400}


def unverified(service):
    service.claims = {"email_verified": False}


def verified_in_words(service):
    service.claims = {"email_verified": "true"}


def no_address(service):
    service.claims = {"email": ""}


def nobody_here(service):
    service.claims = {"email": "nobody@union.example", "sub": "nobody"}


def another_service(service):
    service.about = {"issuer": "https://evil.example"}


@pytest.mark.parametrize(
    "mischief",
    [
        *(wrong_nonce, no_nonce, wrong_issuer, wrong_audience, further_audience),
        *(wrong_party, unsigned, shared_secret, foreign_signature, unknown_key),
        *(expired, of_yesterday, of_tomorrow, unverified, verified_in_words),
        *(no_address, nobody_here),
    ],
)
def test_what_does_not_prove_who_somebody_is_lets_nobody_in(service, mischief):
    make_person(ADDRESS)
    client, people = Client(), Person.objects.count()
    back = leave(client, service)
    mischief(service)

    answer = client.get(BACK, back)

    assert "/token" in service.paths
    assert answer.status_code == 403
    assert "Vous n’êtes pas connecté" in answer.content.decode()
    assert not is_signed_in(client)
    assert Person.objects.count() == people
    assert not VouchedFor.objects.exists()


def test_a_public_key_is_no_secret_to_sign_with(service):
    """The attack on libraries that take the algorithm from the token."""
    make_person(ADDRESS)
    client = Client()
    back = leave(client, service)
    service.kept = ""
    good = service._token().split(".")
    head = urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "one"}).encode())
    signed = head.rstrip(b"=") + b"." + good[1].encode()
    public = service.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    mark = urlsafe_b64encode(hmac.new(public, signed, sha256).digest()).rstrip(b"=")
    service.kept = (signed + b"." + mark).decode()

    assert client.get(BACK, back).status_code == 403
    assert not is_signed_in(client)


def test_an_answer_works_once_and_only_for_who_asked(service):
    make_person(ADDRESS)
    client = Client()
    back = leave(client, service)
    thief = Client()

    assert thief.get(BACK, back).status_code == 403
    assert client.get(BACK, back | {"state": "another"}).status_code == 403
    # What was asked is used up by the first answer, right or wrong.
    assert client.get(BACK, back).status_code == 403
    assert sign_in(client, service).status_code == 302
    client.post("/en/account/logout/")
    assert client.get(BACK, back).status_code == 403
    assert not is_signed_in(client)


def test_a_token_of_another_sign_in_is_refused(service):
    make_person(ADDRESS)
    sign_in(Client(), service)
    service.kept = service.last
    client = Client()

    assert sign_in(client, service).status_code == 403
    assert not is_signed_in(client)


def test_an_answer_of_another_service_is_not_carried_to_ours(service):
    make_person(ADDRESS)
    client = Client()

    mixed = sign_in(client, service, iss="https://evil.example")
    assert mixed.status_code == 403
    assert "/token" not in service.paths
    service.about = {"authorization_response_iss_parameter_supported": True}
    assert sign_in(client, service).status_code == 403
    assert sign_in(client, service, iss=service.issuer).status_code == 302


def test_somebody_may_not_take_all_day(service):
    make_person(ADDRESS)
    client = Client()
    back = leave(client, service)
    session = client.session
    session[views.KEPT]["attempt"]["began"] -= 601
    session.save()

    assert client.get(BACK, back).status_code == 403


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://169.254.169.254/latest/meta-data/"},
        {"jwks_uri": "https://evil.example/keys"},
        {"token_endpoint": "https://127.0.0.1@evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://localhost:1/token"},
    ],
)
def test_nothing_is_fetched_but_from_the_service_itself(service, about):
    service.about = about
    client = Client()

    assert client.post(BEGIN).status_code == 403
    assert service.paths == ["/.well-known/openid-configuration"]


def test_redirects_of_the_service_lead_nowhere(service, monkeypatch):
    monkeypatch.setattr(
        service, "answer", lambda _path, _form: (302, "http://127.0.0.1:1/")
    )

    assert Client().post(BEGIN).status_code == 403


def test_the_office_still_shows_a_second_factor(service, settings):
    person = make_officer()
    service.claims = {"email": person.email, "amr": ["pwd", "mfa"]}
    client = Client()
    sign_in(client, service)
    assert client.get("/en/").url == reverse("mfa_activate_totp")

    settings.OIDC_SECOND_FACTOR = ["mfa"]
    trusted = Client()
    sign_in(trusted, service)
    assert trusted.get("/en/").status_code == 200

    service.claims["amr"] = ["pwd"]
    once = Client()
    sign_in(once, service)
    assert once.get("/en/").status_code == 302

    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    asked = Client()
    assert sign_in(asked, service).url == reverse("mfa_authenticate").replace(
        "/en/", "/fr/"
    )
    assert not is_signed_in(asked)


def test_a_disabled_person_stays_outside(service):
    make_person(ADDRESS, is_active=False)
    client = Client()

    assert sign_in(client, service).status_code == 403
    assert not is_signed_in(client)


def test_the_way_is_closed_where_no_service_is_set(client):
    assert client.post(BEGIN).status_code == 404
    assert client.get(BACK).status_code == 404
    assert client.get(BEGIN).status_code == 405
    assert "Sign in through" not in client.get("/en/account/login/").content.decode()


def test_the_form_that_begins_is_no_strangers(service):
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403
