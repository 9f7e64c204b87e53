"""Ten roles at every route: the table in authorization.toml holds, and is whole."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accord.actions import access as action_access
from accord.actions.iati import access as import_access
from accord.partners import access as partner_access
from accord.texts import access as text_access
from tests import cast
from tests.authorization import METHODS, Row, asked, in_turn, table, word_for
from tests.routes import routes

# In small runs one vocabulary of the admin stands for all.
SAMPLE_VOCABULARY = "area"
NONCE = re.compile(rb'(nonce|csrfmiddlewaretoken" value|token" value)="[^"]+"')
FORBIDDEN = ("{their_draft}", "{unfinished}", "{their_file}", "{their_change}")
NOWHERE = {
    "{their_draft}": "ACT-2025-9999",
    "{unfinished}": "TXT-2025-9999",
    "{their_file}": "99999",
    "{their_change}": "CHR-2025-9999",
}


def rows(counts: str) -> Iterator[Row]:
    for row in table():
        chosen = re.search(r"^/admin/atlas/(\w+)/", row.address)
        if counts == "full" or not chosen or chosen[1] == SAMPLE_VOCABULARY:
            yield row


def filled(row: Row, places: dict[str, str]) -> str:
    vocabulary = re.search(r"^/admin/atlas/(\w+)/", row.address)
    if vocabulary:
        model = apps.get_model("atlas", vocabulary[1])
        places = {**places, "record": str(model.objects.order_by("pk").first().pk)}
    return row.address.format_map(places)


def answered(client: Client, method: str, address: str) -> HttpResponse:
    """Ask, and undo whatever the answer changed."""
    cookies = client.cookies.copy()
    data = {"probe": "1"} if method == "POST" else {}
    try:
        with transaction.atomic():
            answer = getattr(client, method.lower())(address, data)
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
    return answer


def deviations(
    clients: dict[str, Client], chosen: list[Row], methods: tuple[str, ...] = METHODS
) -> list[str]:
    places = cast.places()
    return [
        f"{method} {row.address}: {role} is answered {word}, not {expected}"
        for row in chosen
        for method in methods
        for role, expected in asked(
            row.answers(method), f"{method} {row.address}"
        ).items()
        if (word := word_for(answered(clients[role], method, filled(row, places))))
        != expected
    ]


def test_the_table_names_every_route_and_no_other():
    listed, existing = {row.route for row in table()}, set(routes())

    assert existing - listed == set(), "add these routes to authorization.toml"
    assert listed - existing == set(), "these routes are gone"


@pytest.mark.parametrize("route", sorted({row.route for row in table()}))
def test_each_role_is_answered_as_the_table_says(clients, counts, route):
    chosen = [row for row in rows(counts) if row.route == route]

    assert deviations(clients, chosen) == []


@pytest.mark.parametrize(
    "row",
    [row for row in table() if any(each in row.address for each in FORBIDDEN)],
    ids=lambda row: row.address,
)
def test_what_one_may_not_know_answers_like_what_does_not_exist(clients, row):
    places = cast.places()
    for method in METHODS:
        refused = [role for role, word in row.answers(method).items() if word == "404"]
        for role in in_turn(refused, f"{method} {row.address}"):
            address = row.address
            for place, number in NOWHERE.items():
                address = address.replace(place, number)

            there = answered(clients[role], method, row.address.format_map(places))
            nowhere = answered(clients[role], method, address.format_map(places))

            assert there.status_code == nowhere.status_code
            assert told(there, row.address.format_map(places)) == told(
                nowhere, address.format_map(places)
            )
            assert set(there.headers) == set(nowhere.headers)


def told(answer: HttpResponse, address: str) -> bytes:
    """Return the body without its own address and what differs from time to time."""
    return NONCE.sub(b"", answer.content).replace(address[len("/en") :].encode(), b"")


@pytest.mark.parametrize(
    ("module", "right", "route"),
    [
        (action_access, "may_see", "actions:action"),
        (action_access, "may_edit", "actions:tasks"),
        (action_access, "may_publish", "actions:withdraw"),
        (import_access, "may_import_for", "actions:import_file"),
        (partner_access, "may_edit_profile", "partners:edit"),
        (partner_access, "may_manage_mandates", "partners:invite"),
        (text_access, "may_edit", "texts:office"),
    ],
)
def test_a_right_that_always_says_yes_is_noticed(
    clients, monkeypatch, module, right, route
):
    chosen = [row for row in table() if row.route == route]
    monkeypatch.setattr(module, right, lambda *_args: True)

    assert deviations(clients, chosen, ("GET",)) != []
