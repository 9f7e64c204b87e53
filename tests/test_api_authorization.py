"""Keys of the ten roles at every operation: the table holds, and is whole."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

import accord.config.api  # noqa: F401 - composes what is described
from accord.accounts.models import Person
from accord.actions import access as action_access
from accord.base.actor import Actor
from accord.base.api import entrance
from accord.partners import operations
from accord.partners.models import Partner, Role
from tests import cast
from tests.canaries import Canary, plant

FILE = Path(__file__).with_name("api_authorization.toml")
ROOT = "/api/v1"
BODIES = {"withdraw": {"reason": {"en": "The funds went elsewhere."}}}
ACTING_ELSEWHERE = ("outsider", *cast.OFFICE, "staff")
NOWHERE = re.compile(r"\{their_draft\}|\{our_draft\}|\{unfinished\}")


@dataclass(frozen=True, slots=True)
class Row:
    operation: str
    method: str
    address: str
    words: str

    @property
    def answers(self) -> dict[str, int]:
        words = self.words.split()
        if len(words) == 1:
            words *= len(cast.ROLES)
        return dict(zip(cast.ROLES, map(int, words), strict=True))


@cache
def table() -> tuple[Row, ...]:
    with FILE.open("rb") as file:
        content = tomllib.load(file)
    return tuple(_rows(content))


def _rows(content: dict[str, dict[str, str]]) -> Iterator[Row]:
    for operation, addresses in content.items():
        for said, words in addresses.items():
            method, address = said.split()
            yield Row(operation, method, f"{ROOT}{address}", words)


def rows_of(operation: str) -> list[Row]:
    return [row for row in table() if row.operation == operation]


@pytest.fixture
def keys(coalition: None, settings) -> dict[str, str]:
    """Return a key of each role, with the widest scope it can have."""
    settings.API_LIMIT = settings.API_LIMIT_WITH_KEY = 0
    ours, theirs = (Partner.objects.get(slug=each) for each in (cast.OURS, cast.THEIRS))
    found = {"visitor": ""}
    for role in cast.ROLES[1:]:
        person = Person.objects.get(email=cast.address_of(role))
        if role in ACTING_ELSEWHERE:
            Authenticator.objects.create(
                user=person, type=Authenticator.Type.TOTP, data={}
            )
            mandate = operations.grant_mandate(
                theirs,
                person,
                Role.FOCAL_POINT,
                starts_on=cast.SINCE,
                by=Actor.anonymous(),
                on=cast.SINCE,
            )
        else:
            mandate = ours.mandates.get(person=person)
        widest = operations.scopes_for(mandate.role)[-1]
        found[role] = cast.key_of(mandate, widest)
    return found


def ask(key: str, method: str, address: str) -> HttpResponse:
    """Ask as a program that has read the record, and undo what the answer changed."""
    headers = {"authorization": f"Bearer {key}"} if key else {}
    client = Client()
    record = "/".join(address.split("/")[:5])
    body = b""
    if method != "GET":
        seen = client.get(record, headers=headers).headers.get("ETag", '"unseen"')
        headers |= {"if_match": seen}
        verb = address.rpartition("/")[2]
        body = json.dumps(BODIES.get(verb, {"groups": []})).encode()
    with transaction.atomic():
        answer = client.generic(
            method, address, body, content_type="application/json", headers=headers
        )
        transaction.set_rollback(True)
    return answer


def deviations(keys: dict[str, str], rows: list[Row]) -> list[str]:
    places = cast.places()
    return [
        f"{row.method} {row.address}: {role} is answered {status}, not {expected}"
        for row in rows
        for role, expected in row.answers.items()
        if (
            status := ask(
                keys[role], row.method, row.address.format_map(places)
            ).status_code
        )
        != expected
    ]


def test_the_table_names_every_operation_and_no_other():
    described = {
        each["operationId"]
        for path in entrance.description()["paths"].values()
        for each in path.values()
    }

    # The entrance is no operation: it leads to them.
    assert {row.operation for row in table()} == described | {"getEntrance"}


@pytest.mark.parametrize("operation", sorted({row.operation for row in table()}))
def test_a_key_of_each_role_is_answered_as_the_table_says(keys, operation):
    assert (
        deviations(keys, [row for row in table() if row.operation == operation]) == []
    )


@pytest.mark.parametrize(
    "row",
    [row for row in table() if NOWHERE.search(row.address)],
    ids=lambda row: f"{row.method} {row.address}",
)
def test_what_one_may_not_know_answers_like_what_does_not_exist(keys, row):
    places = cast.places()
    address = row.address.format_map(places)
    nowhere = NOWHERE.sub("ACT-2025-9999", row.address)
    for role, expected in row.answers.items():
        if expected != 404:
            continue
        answers = [ask(keys[role], row.method, each) for each in (address, nowhere)]

        bodies = [{**each.json(), "instance": ""} for each in answers]
        assert bodies[0] == bodies[1]
        assert answers[0].status_code == answers[1].status_code
        assert set(answers[0].headers) == set(answers[1].headers)


@pytest.mark.parametrize(
    ("right", "operation"),
    [
        ("may_see", "getAction"),
        ("may_edit", "changeAction"),
        ("may_publish", "publishAction"),
    ],
)
def test_a_right_that_always_says_yes_is_noticed(keys, monkeypatch, right, operation):
    monkeypatch.setattr(action_access, right, lambda *_args: True)

    assert (
        deviations(keys, [row for row in table() if row.operation == operation]) != []
    )


@pytest.mark.parametrize("role", cast.ROLES)
def test_no_key_reads_what_is_not_for_it(keys, role):
    places = cast.places()
    hidden = [each for each in plant() if not may_read(role, each)]
    addresses = {
        row.address.format_map(places) for row in table() if row.method == "GET"
    }
    headers = {"authorization": f"Bearer {keys[role]}"} if keys[role] else {}

    leaks = [
        f"{address} tells {role} the {canary.place}"
        for address in sorted(addresses)
        for text in [_everything(address, headers)]
        for canary in hidden
        if canary.word.lower() in text
    ]

    assert leaks == []


def may_read(role: str, canary: Canary) -> bool:
    """Say whether a key of the role reads it: that of the other partner its drafts."""
    if role in ACTING_ELSEWHERE:
        return canary.place.endswith(f"of a draft of {cast.THEIRS}")
    return role in canary.seen_by


def _everything(address: str, headers: dict[str, str]) -> str:
    """Return the text of an answer and of all pages after it."""
    said, client = [], Client()
    while address:
        answer = client.get(address, headers=headers)
        said.append(answer.content.decode().lower())
        following = answer.json().get("next") or ""
        address = f"/api/v1{following.partition('/api/v1')[2]}" if following else ""
    return "".join(said)
