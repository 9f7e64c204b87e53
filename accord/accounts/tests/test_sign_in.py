"""Signing in: who gets in, who is kept outside, and what nobody learns."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.urls import reverse

from accord.accounts.tests.factories import PASSWORD, make_officer, make_person
from accord.base.models import Message

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/account/login/"
RESET = "/en/account/password/reset/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def sign_in(client, email, password=PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def current_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_signed_in(client):
    return client.get("/en/account/").status_code == 200


def test_a_person_signs_in_with_address_and_password(client):
    make_person()

    answer = sign_in(client, "Amina@Union.example")

    assert answer.status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    make_person()

    wrong = sign_in(client, "amina@union.example", "not the password")
    cache.clear()
    unknown = sign_in(client, "nobody@union.example", "not the password")

    assert wrong.status_code == unknown.status_code
    errors = [answer.context["form"].errors.as_text() for answer in (wrong, unknown)]
    assert errors[0] == errors[1]


def test_a_disabled_person_stays_outside(client):
    make_person(is_active=False)

    sign_in(client, "amina@union.example")

    assert not is_signed_in(client)


def test_after_five_failures_even_the_right_password_waits(client):
    make_person()
    for _attempt in range(5):
        sign_in(client, "amina@union.example", "not the password")

    sign_in(client, "amina@union.example")

    assert not is_signed_in(client)


def test_nobody_registers_alone(client):
    answer = client.get("/en/account/signup/")

    assert b"Nobody registers alone" in answer.content


@pytest.mark.parametrize("email", ["amina@union.example", "nobody@union.example"])
def test_a_reset_says_the_same_to_everyone(client, email):
    make_person()

    answer = client.post(RESET, {"email": email}, follow=True)

    assert answer.redirect_chain[-1][0].endswith("/password/reset/done/")


def test_a_reset_is_mailed_through_the_outbox_in_the_readers_language(client):
    make_person(language="fr")

    client.post(RESET, {"email": "amina@union.example"})

    message = Message.objects.get()
    assert (message.to, message.language) == ("amina@union.example", "fr")
    assert "Choisir un nouveau mot de passe" in message.subject
    assert "/account/password/reset/key/" in message.text


def test_a_reset_leads_to_the_public_address_whoever_asked(client, settings):
    settings.PUBLIC_URL = "https://coalition.example"
    make_person()

    client.post(
        RESET, {"email": "amina@union.example"}, headers={"host": "localhost:66"}
    )

    text = Message.objects.get().text
    assert "https://coalition.example/en/account/password/reset/key/" in text
    assert ":66" not in text


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "123456789012",
        "qwertyuiopas",
        "aaaaaaaaaaaa",
        "Password1234",
        "accord-admin-1234",
        "SocialJustice2026",
        "amina@union.example",
    ],
)
def test_a_weak_password_is_refused(client, weak):
    make_person()
    sign_in(client, "amina@union.example")

    answer = client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": weak, "password2": weak},
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize("kind", ["secretariat", "screener", "statistician"])
def test_the_office_is_led_to_a_second_factor_first(client, kind):
    person = make_officer(kind)
    sign_in(client, person.email)

    answer = client.get("/en/")

    assert answer.status_code == 302
    assert answer.url == reverse("mfa_activate_totp")


def test_staff_cannot_reach_the_admin_with_a_password_alone(client):
    staff = make_person("staff@office.example", is_staff=True)
    client.force_login(staff)

    answer = client.get("/admin/")

    assert answer.status_code == 302
    assert "/2fa/" in answer.url


def test_whoever_has_a_second_factor_is_asked_for_it(client):
    person = make_officer()
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)

    half_way = sign_in(client, person.email)
    assert half_way.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    client.post(half_way.url, {"code": current_code(secret)})
    assert is_signed_in(client)
    assert client.get("/en/").status_code == 200


def test_a_stolen_session_without_the_second_factor_opens_nothing(client):
    """A session made any other way, such as by a password reset, is not enough."""
    person = make_officer()
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(person)

    answer = client.get("/en/")

    assert answer.status_code == 302
    assert "/2fa/" in answer.url


def test_a_person_without_office_may_do_without_a_second_factor(client):
    make_person()

    sign_in(client, "amina@union.example")

    assert client.get("/en/").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_person_sees_and_ends_own_sessions(client):
    person = make_person()
    sign_in(client, person.email)
    other = type(client)()
    sign_in(other, person.email)

    listed = client.get(reverse("usersessions_list"))
    assert listed.status_code == 200
    assert UserSession.objects.filter(user=person).count() == 2

    client.post(reverse("usersessions_list"))
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_private_pages_are_not_stored(client):
    make_person()
    sign_in(client, "amina@union.example")

    assert "no-store" in client.get("/en/account/")["Cache-Control"]


def test_an_address_cannot_be_changed_without_the_office(client):
    make_person()
    sign_in(client, "amina@union.example")

    assert client.get("/en/account/email/").status_code == 404
