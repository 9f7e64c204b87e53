"""Answers to those who read without a key are kept, and only as long as true."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from accord.base import history
from accord.base.actor import Actor
from accord.base.api import negotiation, reading
from accord.base.page_cache import Kept

pytestmark = pytest.mark.django_db


class Records:
    """Tells a number, and how often it was asked for it."""

    def __init__(self):
        self.made = 0
        self.value = 1
        self.kept = Kept()

    def ask(self, path="/api/v1/things", **headers):
        request = RequestFactory().get(path, headers=headers)

        def make() -> HttpResponse:
            self.made += 1
            return negotiation.answer(request, {"value": self.value})

        return reading.answer(request, self.kept, make)


@pytest.fixture
def records():
    return Records()


def change_something():
    history.record(
        SimpleNamespace(history_reference="thing:1"),
        "changed",
        by=Actor.anonymous(),
        on=date(2026, 6, 1),
        after={"n": 1},
    )


def test_the_second_answer_is_the_first_and_is_not_made(records):
    first, second = records.ask(), records.ask()

    assert (first.content, first.headers) == (second.content, second.headers)
    assert records.made == 1


def test_another_address_is_another_answer(records):
    records.ask()
    records.ask("/api/v1/things?page=2")

    assert records.made == 2


def test_any_change_of_the_record_ends_what_is_kept(records):
    records.ask()
    records.value = 2
    change_something()

    assert records.ask().content == b'{"value":2}'


def test_who_has_it_is_told_so_from_what_is_kept(records):
    etag = records.ask().headers["ETag"]

    again = records.ask(**{"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert "Content-Type" not in again.headers
    assert records.made == 1


def test_who_only_ever_asks_whether_it_changed_costs_one_answer(records):
    etag = negotiation.etag_of({"value": 1})

    answers = [records.ask(**{"If-None-Match": etag}) for _time in range(3)]

    assert [each.status_code for each in answers] == [304] * 3
    assert records.made == 1


def test_who_has_an_older_one_is_given_the_new_one(records):
    whole = records.ask(**{"If-None-Match": '"older"'})

    assert (whole.status_code, whole.content) == (200, b'{"value":1}')


def test_what_is_kept_cannot_be_changed_by_those_it_is_given_to(records):
    records.ask().headers["X-Mine"] = "1"
    records.ask().content = b""

    assert records.ask().content == b'{"value":1}'
    assert "X-Mine" not in records.ask().headers
