"""The door of the API: problems for what goes wrong, no cookies, open for reading."""

import json
from unittest import mock

import pytest
from django.conf import settings as ours
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.base.api import door, entrance, strict_json
from accord.base.api.problems import KINDS, Problem

ROOT = "/api/v1/"


def ask(address: str = ROOT, method: str = "get", **headers: str):
    return getattr(Client(raise_request_exception=False), method)(
        address, headers=headers
    )


def assert_is_problem(answer, status: int) -> dict:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= told.keys()
    assert told["status"] == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return told


@pytest.mark.parametrize(
    "address",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v2/",
        "/api/v1/actions/",
        "/api/v1/nothing",
        "/api/v1/actions/a/b/c",
        "/api/v1/partners/%00",
        "/api/v1/partners/%F0%9F%90%9F",
    ],
)
def test_where_nothing_is_a_problem_says_so(db, address):
    assert_is_problem(ask(address), 404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=0", 422),
        ("limit=1_0", 422),
        ("limit=9999999999999999999999", 422),
        ("updated_since=yesterday", 422),
        ("updated_since=0001-01-01T00:00:00%2B23:59", 422),
        ("cursor=%00", 400),
        ("fields=%2C", 422),
        ("cursor=" + "a" * 2000, 422),
        ("no=1", 400),
        ("&".join(f"a{each}=1" for each in range(1100)), 400),
    ],
)
def test_what_cannot_be_asked_is_a_problem(db, query, status):
    told = assert_is_problem(ask(f"/api/v1/countries?{query}"), status)

    assert status == 400 or told["errors"][0]["parameter"] == query.partition("=")[0]


def test_another_method_is_told_which_there_are(db):
    answer = ask("/api/v1/countries", "delete")

    assert_is_problem(answer, 405)
    assert answer.headers["Allow"] == "HEAD, GET, OPTIONS"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/*", 200),
        ("text/html, application/json;q=0.1", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
    ],
)
def test_only_json_can_be_had(db, accept, status):
    assert ask(accept=accept).status_code == status


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr-CA, en;q=0.1", "fr"), ("es", "es"), ("ar", "en"), ("xx" * 99, "en")],
)
def test_problems_are_told_in_the_language_asked_for(db, language, expected):
    answer = ask("/api/v1/nothing", accept_language=language)

    assert answer.headers["Content-Language"] == expected
    titles = {"fr": "Il n’y a rien ici", "es": "Aquí no hay nada"}
    assert answer.json()["title"] == titles.get(expected, "There is nothing here")


def test_no_cookie_is_read_or_given(db):
    client = Client()
    person = get_user_model().objects.create_user("a@x.example", name="A")
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(ROOT)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]
    assert not any("session" in each["sql"] for each in queries)
    assert answer.headers["Cache-Control"] == "no-cache"


def test_pages_of_other_sites_may_read(db):
    answer = ask(
        "/api/v1/actions",
        "options",
        origin="https://other.example",
        access_control_request_method="GET",
    )

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_head_is_get_without_the_body(db):
    whole, head = ask(), ask(method="head")

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(whole.content))
    assert head.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize(
    "given",
    ["Bearer accord_x", "Basic YTpi", "Bearer", "", "Bearer " + "a" * 9000, "\xff"],
)
def test_a_key_that_does_not_hold_opens_nothing(db, given):
    answers = [ask(authorization=given), ask("/api/v1/nothing", authorization=given)]

    for answer in answers:
        assert_is_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


def test_our_own_fault_is_a_problem_that_tells_nothing(db, caplog):
    with mock.patch.object(door, "carry_out", side_effect=ValueError("secret")):
        answer = ask()

    assert_is_problem(answer, 500)
    assert b"secret" not in answer.content
    assert "secret" in caplog.text


def test_each_kind_of_problem_has_a_title_and_a_place_that_explains_it():
    assert all(str(each.title) for each in KINDS.values())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nul",
        b"'a'",
        b"[1,]",
        b"\xff\xfe[1]",
        b"\xef\xbb\xbf[1]",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"[Infinity, -Infinity]",
        b"[1e999]",
        b"1" * 41,
        b"1" * 5000,
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'["\\u0000"]',
        b'["\\ud800"]',
        b'{"\\udfff": 1}',
        b'["a\x00"]',
        b'"' + b"\\" * 99_999,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_json_that_can_be_misread_is_refused(body):
    with pytest.raises(Problem) as refused:
        strict_json.read(body)

    assert refused.value.kind == "bad-json"


def test_json_that_is_meant_is_read():
    value = {"a": [1, 2.5, None, True, "é \U0001f41f", '[[[[\\"'], "": {}}

    assert strict_json.read(json.dumps(value).encode()) == value


def test_the_entrance_leads_to_every_list_and_the_description(db):
    told = ask().json()

    for address in [
        told["description"],
        told["changelog"],
        *told["resources"].values(),
    ]:
        path = address.removeprefix(ours.PUBLIC_URL)
        assert ask(path).status_code == 200
    assert set(told["resources"]) >= {"actions", "partners", "countries", "texts"}


def test_the_description_names_every_operation_once(db):
    told = ask("/api/v1/openapi.json").json()

    operations = [each for path in told["paths"].values() for each in path.values()]
    names = [each["operationId"] for each in operations]
    assert told["openapi"] == "3.1.0"
    assert len(names) == len(set(names))
    assert all(each["description"] and each["tags"] for each in operations)
    assert told == json.loads(json.dumps(entrance.description()))
