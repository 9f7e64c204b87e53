"""What is logged: one line each, with no secret and no address in it."""

import logging
import sys

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import path

from accord.base import logs

FORMATTER = logs.OneLineFormatter("{levelname} {name} {message}", style="{")
# What is planted, and the line it comes in.
PLANTED = {
    "correct horse battery": "POST data {'password': 'correct horse battery', 'x': 1}",
    "hunter2-hunter2": "GET /en/account/login/?password=hunter2-hunter2&next=/",
    "zq8VtW3nB5yK7mP9xR2sL4": "Not found: /en/join/open/zq8VtW3nB5yK7mP9xR2sL4/",
    "c7xk3-0a1b2c3d4e5f60718293a4b5c6d7e8f9": (
        "Error: /en/account/password/reset/key/"
        "1-c7xk3-0a1b2c3d4e5f60718293a4b5c6d7e8f9/"
    ),
    "x9k2m4n6p8q0r1s3t5u7v9w1y3z5a7b8": (
        "Cookie: session=x9k2m4n6p8q0r1s3t5u7v9w1y3z5a7b8; language=fr"
    ),
    "amina@union.example": "DETAIL: Key (email)=(amina@union.example) already exists.",
    "Amina Diallo": "DETAIL: Failing row contains (7, Amina Diallo, 2026-06-01).",
    "accord_a1b2c3d4_SECRETS": "Authorization: Bearer accord_a1b2c3d4_SECRETS",
    "SplxlOBeZQQYbYS6WxSbIA": "/oidc/callback/?code=SplxlOBeZQQYbYS6WxSbIA&state=af0",
    "Zm9v-invite-8Kq2LmN4pQ": "Invited: link=/en/invitations/Zm9v-invite-8Kq2LmN4pQ/",
    "492817": "second factor refused (otp: 492817)",
    "amina%40union.example": "GET /en/people/?who=amina%40union.example",
}
FORGED = [
    "one\ntwo",
    "one\r\n2026-06-01 ERROR root forged",
    "\x1b[2Jcleared",
    "right\u202etfel",
    "\u2066isolated\u2069",
    "line\u2028two\u2029paragraph",
    "\x00nul",
    "zero\u200bwidth",
]


def line(message: str, **more: object) -> str:
    record = logging.LogRecord("accord", logging.ERROR, "", 0, message, (), None)
    record.__dict__.update(more)
    return FORMATTER.format(record)


@pytest.mark.parametrize("secret", PLANTED)
def test_no_planted_secret_is_logged(secret):
    told = line(PLANTED[secret])

    assert secret in PLANTED[secret]
    assert secret not in told
    assert logs.STRUCK_OUT in told


@pytest.mark.parametrize("words", FORGED)
def test_nobody_forges_a_line(words):
    told = line(f"Not found: {words}")

    assert told.isprintable()
    assert "\\" in told


@pytest.mark.parametrize(
    "words",
    [
        "The panel actions_in_country at atlas.country failed",
        'File "accord/base/tests/test_logs.py", line 12, in happen_three_times_over',
        "Internal Server Error: /en/partners/union-travailleuses-teranga/people/",
        "ACT-2026-0042 was published for MAN-2026-0007 by P-0a1b2c3d4e5f6071",
        "KeyError: 'title'",
    ],
)
def test_what_finds_a_fault_stays(words):
    assert line(words) == f"ERROR accord {words}"


@pytest.mark.django_db
def test_what_the_database_quotes_of_a_row_is_not_logged():
    people = get_user_model().objects
    # A traceback shows lines of code: these values stand in none that fails.
    row = {"email": "amina@union.example", "name": "Amina Diallo"}
    people.create(**row)

    try:
        with transaction.atomic():
            people.create(**row)
    except IntegrityError:
        told = line("It failed", exc_info=sys.exc_info())

    assert "duplicate key" in told
    assert "amina" not in told.lower()


def broken(_request, token):
    reason = f"{token} of amina@union.example could not be written"
    raise ValueError(reason)


urlpatterns = [path("invitations/<str:token>/", broken)]


@pytest.mark.urls(__name__)
def test_a_page_that_fails_logs_neither_its_link_nor_what_was_sent(settings):
    told: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(FORMATTER.format(record))

    handler = Kept()
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    settings.MIDDLEWARE = []
    try:
        Client(raise_request_exception=False).post(
            "/invitations/zq8VtW3nB5yK7mP9xR2sL4/?token=verysecret",
            {"password": "correct horse battery"},
        )
    finally:
        logger.removeHandler(handler)

    assert len(told) == 1
    assert "ValueError" in told[0]
    for secret in ("zq8VtW3nB5yK7mP9xR2sL4", "verysecret", "correct horse", "amina@"):
        assert secret not in told[0]
