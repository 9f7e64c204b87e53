"""Limits count once for all processes; what is left is told."""

import threading

import pytest
from django.db import connection
from django.test import Client

from accord.base.api import limits
from accord.base.api.caller import Caller, address_of
from accord.base.models import Allowance


def test_each_answer_tells_what_is_left(db, settings):
    settings.API_LIMIT = 3

    answers = [Client().get("/api/v1/") for _number in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    left = [each.headers["X-RateLimit-Remaining"] for each in answers]
    assert left == ["2", "1", "0", "0"]
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert answers[3].headers["Content-Type"] == "application/problem+json"


def test_after_a_minute_everything_is_there_again(db, settings):
    settings.API_LIMIT = 1
    Client().get("/api/v1/")
    Allowance.objects.update(began_at="2020-01-01T00:00:00Z")

    assert Client().get("/api/v1/").status_code == 200


def test_callers_do_not_share_what_they_have(db, settings):
    settings.API_LIMIT = 1

    used = [limits.count(Caller(name)).used for name in ("a", "b", "a")]

    assert used == [1, 1, 2]


def test_no_limit_is_no_limit(db, settings):
    settings.API_LIMIT = 0

    answer = Client().get("/api/v1/")

    assert answer.status_code == 200
    assert "RateLimit" not in answer.headers
    assert not Allowance.objects.exists()


def test_guessing_keys_is_counted(db, settings):
    settings.API_LIMIT = 2
    headers = {"authorization": "Bearer accord_guess"}

    answers = [Client().get("/api/v1/", headers=headers) for _number in range(3)]

    assert [each.status_code for each in answers] == [401, 401, 429]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_exactly_what_there_is(settings):
    settings.API_LIMIT = 40
    allowed = []

    def ask() -> None:
        for _number in range(20):
            allowed.append(not limits.count(Caller("crowd")).is_used_up)
        connection.close()

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (len(allowed), sum(allowed)) == (80, 40)


@pytest.mark.parametrize(
    ("proxies", "passed", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_say_who_asks(rf, settings, proxies, passed, expected):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": passed})

    assert address_of(request) == expected


def test_old_counts_are_forgotten(db):
    Allowance.objects.create(caller="old", began_at="2020-01-01T00:00:00Z", used=1)
    limits.count(Caller("new"))

    limits.forget_old()

    assert [each.caller for each in Allowance.objects.all()] == ["new"]
