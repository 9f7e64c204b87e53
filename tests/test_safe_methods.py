"""Looking changes nothing, forms are our own, and a password alone opens no office."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from accord.accounts.models import Person
from tests import cast
from tests.authorization import Row, table
from tests.test_authorization import filled

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# What says who asks, how often, and what they are about to do, not what is so.
OWN_TRACES = {
    *("django_session", "usersessions_usersession", "cache", "base_allowance"),
    *("base_replay",),
}
# Programs bring a key, and mail programs a token, in the place of a cookie.
WITHOUT_COOKIES = {"mail_off"}
# There are hundreds of addresses; small runs look at every sixth of them.
EVERY = {"small": 6, "full": 1}


class Listener:
    """Hears which tables are written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: Any,
        context: Any,
    ) -> Any:
        found = WRITES.match(sql)
        if found:
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def test_looking_changes_nothing(clients, counts):
    places, told = cast.places(), []
    rows = [row for row in table() if "/admin/" not in row.address]
    for number, row in enumerate(rows):
        if number % EVERY[counts]:
            continue
        role = ("focal-point", "secretariat", "visitor")[number % 3]
        listener = Listener()
        with connection.execute_wrapper(listener), transaction.atomic():
            clients[role].get(filled(row, places))
            transaction.set_rollback(True)
        if listener.tables - OWN_TRACES:
            told.append(f"{row.address} as {role}: {sorted(listener.tables)}")

    assert told == []


def views() -> Iterator[tuple[str, Any]]:
    """Return each route of ours that a browser with a cookie may ask for."""

    def walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Any]]:
        for each in patterns:
            path = f"{before}{each.pattern}"
            if isinstance(each, URLPattern):
                yield path, each
            else:
                yield from walk(each.url_patterns, path)

    yield from walk(get_resolver().url_patterns, "")


def test_no_view_goes_without_the_check_of_forged_forms():
    exempt = {
        each.name
        for path, each in views()
        if getattr(each.callback, "csrf_exempt", False) and not path.startswith("api/")
    }

    assert exempt == WITHOUT_COOKIES


def unsafe(row: Row) -> bool:
    """Say whether anybody may send a form there."""
    answers = set(row.answers("POST").values())
    return not answers <= {"404", "405"} and not row.address.startswith("/api/")


@pytest.mark.parametrize("origin", ["", "https://evil.example", "null"])
def test_a_form_of_another_site_is_refused(coalition, sessions, counts, origin):
    """Without our token, or with a good one from elsewhere, whoever is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["session"] = sessions["focal-point"]
    client.get("/en/account/password/change/")
    token = client.cookies["csrf"].value if origin else ""
    headers = {"origin": origin} if origin else {}
    places, let_in = cast.places(), []
    rows = [row for row in table() if unsafe(row) and row.route not in WITHOUT_COOKIES]
    for row in rows[:: EVERY[counts]]:
        answer = client.post(
            filled(row, places), {"csrfmiddlewaretoken": token}, headers=headers
        )
        # Another 403 would come of who asks, after the form was let in.
        if "403_csrf.html" not in {each.name for each in answer.templates}:
            let_in.append(f"{row.address}: {answer.status_code}")

    assert len(rows) > 50
    assert let_in == []


@pytest.mark.parametrize("role", ["secretariat", "staff"])
def test_a_password_alone_opens_nothing_of_the_office(coalition, role):
    """Whatever is not for everybody, and not about one's own account."""
    client = Client()
    client.force_login(Person.objects.get(email=cast.address_of(role)))
    places, opened, asked = cast.places(), [], 0
    for row in table():
        answers = row.answers("GET")
        if answers[role] != "200" or answers["visitor"] == "200":
            continue
        if row.address.startswith(("/en/account/", "/api/")):
            continue
        asked += 1
        if client.get(filled(row, places)).status_code == 200:
            opened.append(row.address)

    assert asked > 10
    assert opened == []
