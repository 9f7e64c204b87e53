"""The page cache: never a page of somebody else, never a page of before."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from accord.base import history, page_cache
from accord.base.actor import Actor
from accord.base.page_cache import PageCache

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


class Pages:
    """Answers with a number that rises, so that a kept page shows."""

    def __init__(self):
        self.made = 0
        self.headers = {}
        self.status = 200
        self.use_nonce = False
        self.set_cookie = False

    def __call__(self, request):
        self.made += 1
        request.user = AnonymousUser()
        response = HttpResponse(f"page {self.made}", status=self.status)
        for name, value in self.headers.items():
            response.headers[name] = value
        if self.use_nonce:
            request._csp_nonce = "abc"
        if self.set_cookie:
            response.set_cookie("a", "b")
        return response


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def ask(pages):
    cache = PageCache(pages)

    def ask(path="/en/partners/", method="get", **headers):
        request = getattr(RequestFactory(), method)(path, **headers)
        return cache(request).content.decode()

    return ask


def change_something():
    history.record(
        SimpleNamespace(history_reference="thing:1"),
        "changed",
        by=Actor.anonymous(),
        on=DAY,
        after={"n": 1},
    )


def test_a_public_page_is_made_once(ask, pages):
    assert ask() == ask() == "page 1"


def test_any_change_makes_it_anew(ask):
    ask()
    change_something()

    assert ask() == "page 2"


def test_another_query_is_another_page(ask):
    ask("/en/partners/?q=a")

    assert ask("/en/partners/?q=b") == "page 2"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "session=abc"},
        {"HTTP_COOKIE": "anything=1"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
    ],
)
def test_whoever_shows_anything_of_themselves_gets_their_own_page(ask, headers):
    ask()

    assert ask(**headers) == "page 2"
    assert ask() == "page 1"


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("headers", {"Cache-Control": "no-store, private"}),
        ("status", 404),
        ("use_nonce", True),
        ("set_cookie", True),
    ],
)
def test_what_was_made_for_one_request_is_not_kept(ask, pages, attribute, value):
    setattr(pages, attribute, value)
    ask()

    assert ask() == "page 2"


@pytest.mark.parametrize("path", ["/admin/", "/en/account/login/", "/healthz"])
def test_other_places_are_not_kept(ask, path):
    ask(path)

    assert ask(path) == "page 2"


def test_a_post_is_never_answered_from_here(ask):
    ask()

    assert ask(method="post") == "page 2"


def test_another_host_gets_its_own_page(ask):
    ask(HTTP_HOST="localhost")

    assert ask(HTTP_HOST="127.0.0.1") == "page 2"


def test_who_has_a_kept_page_already_is_told_so(pages):
    cache = PageCache(pages)
    pages.headers = {"ETag": '"one"'}
    asked = RequestFactory().get("/en/feeds/actions.atom")
    again = RequestFactory().get(
        "/en/feeds/actions.atom", headers={"if-none-match": '"one"'}
    )

    answers = [cache(asked), cache(asked), cache(again)]

    assert [each.status_code for each in answers] == [200, 200, 304]
    assert answers[2].content == b""
    assert pages.made == 1


def test_what_is_kept_stays_within_its_bounds(monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_BYTES_TOGETHER", 250)
    kept = page_cache.Kept()
    for key in "abcc":
        kept.keep(key, HttpResponse("x" * 100))

    assert kept.size == 200
    assert kept.get("a") is None
    assert kept.get("b").content == kept.get("c").content == b"x" * 100


def test_a_page_is_made_anew_when_something_beside_history_moved(ask, monkeypatch):
    figures = iter(["first", "first", "second"])
    monkeypatch.setattr(page_cache, "_further", [lambda: next(figures)])

    assert [ask(), ask(), ask()] == ["page 1", "page 1", "page 2"]
