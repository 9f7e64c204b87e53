"""What readers get when something goes wrong: their language, and nothing of ours."""

import re

import django
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from lxml import html

from accord.website import views
from tests import cast
from tests.pages import LANGUAGES
from tests.test_pages import inline_code, security_faults

SECRET = "secret of the house"
OURS = re.compile(
    rf"Traceback|File \"|{settings.ROOT}|site-packages|python3|{django.__version__}"
    rf"|psycopg|SELECT |accord\.[a-z]+\.[a-z]+|settings\.py|{SECRET}"
)


class Fault(Exception):
    """What no reader must see."""


def no_such_page(client: Client, language: str, _patch) -> HttpResponse:
    return client.get(f"/{language}/nowhere/at/all/")


def not_allowed(client: Client, language: str, _patch) -> HttpResponse:
    return client.get(f"/{language}/partners/{cast.THEIRS}/edit/")


def wrong_method(client: Client, language: str, _patch) -> HttpResponse:
    return client.post(f"/{language}/partners/")


def too_large(client: Client, language: str, _patch) -> HttpResponse:
    words = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    return client.post(
        f"/{language}/account/",
        f"name={words}",
        content_type="application/x-www-form-urlencoded",
    )


def fault(client: Client, language: str, monkeypatch) -> HttpResponse:
    def fail(_day: object) -> None:
        raise Fault(SECRET)

    monkeypatch.setattr(views.figures, "coalition_on", fail)
    client.raise_request_exception = False
    return client.get(f"/{language}/")


def too_often(_client: Client, language: str, _patch) -> HttpResponse:
    visitor = Client()
    wrong = {"login": "nobody@nowhere.example", "password": "wrong and wrong"}
    for _attempt in range(61):
        answer = visitor.post(f"/{language}/account/login/", wrong)
        if answer.status_code == 429:
            break
    return answer


PROBLEMS = {
    400: too_large,
    403: not_allowed,
    404: no_such_page,
    405: wrong_method,
    429: too_often,
    500: fault,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", PROBLEMS)
def test_a_problem_is_told_in_the_readers_language(
    clients, monkeypatch, status, language
):
    answer = PROBLEMS[status](clients["editor"], language, monkeypatch)
    page = answer.content.decode()
    document = html.document_fromstring(page)

    assert answer.status_code == status
    assert document.get("lang") == language
    assert document.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert len(document.findall(".//h1")) == 1
    assert document.xpath(f"//a[@href='/{language}/']")
    assert OURS.search(page) is None
    assert inline_code(document) == []
    assert security_faults(answer, document) == []


def test_a_form_without_its_token_is_told_so(coalition):
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/fr/account/login/", {"login": "a@b.example"})

    assert answer.status_code == 403
    assert '<html lang="fr"' in answer.content.decode()
    assert OURS.search(answer.content.decode()) is None


def test_no_answer_names_what_serves_it(clients):
    answer = clients["visitor"].get("/en/")

    assert not {"Server", "X-Powered-By"} & set(answer.headers)
