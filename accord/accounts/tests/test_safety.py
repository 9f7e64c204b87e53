"""Sessions end when they should, guesses are counted, and nobody learns who is here."""

import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accord.accounts.models import Person
from accord.accounts.safety import BEGAN, USED
from accord.accounts.tests.factories import PASSWORD, make_officer, make_person
from accord.base.models import Message

pytestmark = pytest.mark.django_db
SIGN_IN, ACCOUNT = "/en/account/login/", "/en/account/"
RESET, CHANGE = "/en/account/password/reset/", "/en/account/password/change/"
NEW_PASSWORD = "seven quiet boats at noon"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def sign_in(person, client=None, password=PASSWORD):
    client = client or Client()
    client.post(SIGN_IN, {"login": person.email, "password": password})
    return client


def is_signed_in(client):
    return client.get(ACCOUNT).status_code == 200


def confirm(client):
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})


def test_the_number_of_a_session_changes_at_sign_in_and_dies_at_sign_out():
    person, client = make_person(), Client()
    session = client.session
    session["left"] = "by a visitor"
    session.save()
    client.cookies["session"] = before = session.session_key

    sign_in(person, client)
    during = client.cookies["session"].value
    assert during != before
    old = Client()
    old.cookies["session"] = before
    assert not is_signed_in(old)

    client.post("/en/account/logout/")
    old.cookies["session"] = during
    assert not is_signed_in(old)


def test_a_new_password_ends_all_sessions_and_its_owner_is_told():
    person = make_person(language="fr")
    here, there = sign_in(person), sign_in(person)
    assert is_signed_in(there)

    here.post(
        CHANGE,
        {
            "oldpassword": PASSWORD,
            "password1": NEW_PASSWORD,
            "password2": NEW_PASSWORD,
        },
    )

    assert not is_signed_in(there)
    assert not is_signed_in(here)
    message = Message.objects.get(reader=person.public_id)
    assert message.subject == "Une modification de votre compte"
    assert "Votre mot de passe a été changé." in message.text


def test_taking_a_factor_away_ends_the_other_sessions():
    person = make_person()
    here, there = sign_in(person), sign_in(person)
    assert is_signed_in(here)
    assert is_signed_in(there)
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    confirm(here)

    here.post("/en/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(type="totp").exists()
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert "taken away" in Message.objects.latest("id").text


def test_whoever_is_disabled_is_out_at_the_next_request():
    person = make_person()
    client = sign_in(person)

    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("make", "idle", "began", "remains"),
    [
        (make_officer, timedelta(minutes=29), timedelta(hours=1), True),
        (make_officer, timedelta(minutes=31), timedelta(hours=1), False),
        (make_person, timedelta(minutes=31), timedelta(hours=1), True),
        (make_person, timedelta(minutes=2), timedelta(hours=11, minutes=59), True),
        (make_person, timedelta(minutes=2), timedelta(hours=12, minutes=1), False),
    ],
)
def test_sessions_end_when_they_lie_idle_or_have_lasted(
    settings, make, idle, began, remains
):
    settings.OFFICE_IDLE_SECONDS = 30 * 60
    client = sign_in(make())
    session, now = client.session, timezone.now()
    session[USED], session[BEGAN] = (
        int((now - each).timestamp()) for each in (idle, began)
    )
    session.save()

    assert is_signed_in(client) == remains
    if remains:
        assert client.session[USED] >= int(now.timestamp())


def test_a_signed_in_page_is_asked_for_again_before_a_delicate_step(client):
    client.force_login(make_person())

    answer = client.get("/en/account/2fa/totp/activate/")

    assert answer.status_code == 302
    assert answer.url.startswith("/en/account/reauthenticate/")


def test_the_owner_is_told_once_that_an_account_has_closed():
    person = make_person()
    for _attempt in range(8):
        sign_in(person, password="not the password")

    assert not is_signed_in(sign_in(person))
    message = Message.objects.get()
    assert message.reader == person.public_id
    assert "quarter of an hour" in message.text


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_one_by_one():
    """As many processes would: each thread has a connection of its own."""
    person, started = make_person(), Barrier(12)

    def guess(_number):
        client = Client()
        started.wait()
        try:
            answer = client.post(SIGN_IN, {"login": person.email, "password": "wrong"})
            return "Too many failed login attempts" in answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        refused = sum(pool.map(guess, range(12)))

    assert refused == 7


def test_cookies_of_an_installation_are_for_its_own_host_over_https():
    asked = (
        "from accord.config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_SAMESITE, s.OFFICE_IDLE_SECONDS, s.SESSION_COOKIE_AGE)"
    )
    surroundings = {
        **os.environ,
        "ACCORD_HTTPS": "true",
        "ACCORD_SECRET_KEY": "x" * 50,
        "DATABASE_URL": "postgresql:///accord",
    }

    said = subprocess.run(
        [sys.executable, "-c", asked],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == [
        *("__Host-session", "__Host-csrf", "True", "True", "True", "True", "Lax"),
        *("1800", "43200"),
    ]


def test_addresses_are_counted_together_however_many_accounts_they_try(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/h/ip,5/15m/key"}
    person = make_person()
    for number in range(5):
        sign_in(make_person(f"p{number}@x.example"), password="not the password")

    assert not is_signed_in(sign_in(person))


def test_a_link_to_a_new_password_works_once_and_only_while_nothing_changed():
    person = make_person()
    client = Client()
    links = []
    for _twice in range(2):
        client.post(RESET, {"email": person.email})
        cache.clear()
        message = Message.objects.latest("id")
        links.append(message.secrets[0].partition("//")[2].partition("/")[2])

    form = client.get(f"/{links[0]}", follow=True)
    address = form.redirect_chain[-1][0]
    assert "set-password" in address
    assert form["Referrer-Policy"] in {"same-origin", "strict-origin-when-cross-origin"}
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(address, new)
    assert is_signed_in(sign_in(person, password=NEW_PASSWORD))

    for link in links:
        again = Client().get(f"/{link}", follow=True)
        assert "set-password" not in str(again.redirect_chain)
    assert not is_signed_in(sign_in(person))


class QuickHasher(PBKDF2PasswordHasher):
    """Django's usual hasher, so that work left out shows, with fewer rounds."""

    iterations = 50_000


DOORS = {
    "sign in": (SIGN_IN, lambda email: {"login": email, "password": "wrong"}),
    "reset": (RESET, lambda email: {"email": email}),
}


@pytest.mark.parametrize("door", ["sign in", "reset"])
def test_known_and_unknown_addresses_are_answered_alike(counts, settings, door):
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    known = make_person("amina@union.example")
    without = make_person("bruno@works.example")
    without.set_unusable_password()
    without.save()
    address, typed = DOORS[door]
    client = Client()
    client.get(address)
    spent = {"known": [], "without": [], "unknown": []}
    emails = {
        "known": known.email,
        "without": without.email,
        "unknown": "nobody@works.example",
    }
    answers = {}
    for _pair in range(300 if counts == "full" else 7):
        for kind, email in emails.items():
            began = time.perf_counter()
            answer = client.post(address, typed(email))
            spent[kind].append(time.perf_counter() - began)
            answers[kind] = answer

    assert len({answer.status_code for answer in answers.values()}) == 1
    pages = {
        kind: answer.content.decode().replace(emails[kind], "")
        for kind, answer in answers.items()
    }
    if door == "reset":
        assert {answer.url for answer in answers.values()} == {
            reverse("account_reset_password_done")
        }
    assert len({len(page) for page in pages.values()}) == 1
    medians = {kind: statistics.median(each) for kind, each in spent.items()}
    most = 0.005 if counts == "full" else 0.04
    assert max(medians.values()) - min(medians.values()) < most, medians
