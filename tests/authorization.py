"""The table in authorization.toml: what each of the ten roles is answered, where."""

import os
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpResponse

from tests.cast import ROLES

FILE = Path(__file__).with_suffix(".toml")
METHODS = ("GET", "POST")
COUNTS = os.environ.get("ACCORD_TEST_COUNTS", "small")
# Where all are answered alike, small runs ask a visitor and so many others in turn.
IN_TURN = 1


def asked(answers: dict[str, str], question: str) -> dict[str, str]:
    """Return the roles to ask a question, with their answers; in full runs all."""
    if COUNTS == "full" or len(set(answers.values())) > 1:
        return answers
    return {role: answers[role] for role in in_turn(list(answers), question)}


def in_turn(roles: list[str], question: str) -> list[str]:
    """Return the first role and so many others in turn; in full runs all."""
    first, *others = roles or [""]
    if COUNTS == "full" or len(others) <= IN_TURN:
        return roles
    start = zlib.crc32(question.encode()) % len(others)
    return [first, *(others + others)[start : start + IN_TURN]]


@dataclass(frozen=True, slots=True)
class Row:
    """One address of one route; `get` and `post` hold a word for all, or ten."""

    route: str
    address: str
    get: str
    post: str

    def answers(self, method: str) -> dict[str, str]:
        words = (self.get if method == "GET" else self.post).split()
        if len(words) == 1:
            words *= len(ROLES)
        return dict(zip(ROLES, words, strict=True))


@cache
def table() -> tuple[Row, ...]:
    with FILE.open("rb") as file:
        content = tomllib.load(file)
    vocabularies = content.pop("vocabularies")
    return tuple(_rows(content, vocabularies))


def _rows(
    content: dict[str, dict[str, dict[str, str]]], vocabularies: list[str]
) -> Iterator[Row]:
    for route, addresses in content.items():
        for address, said in addresses.items():
            get, post = (said.get(each) or said["both"] for each in ("get", "post"))
            names = vocabularies if "{vocabulary}" in route else [""]
            for name in names:
                yield Row(
                    route.replace("{vocabulary}", name),
                    address.replace("{vocabulary}", name),
                    get,
                    post,
                )


def word_for(answer: HttpResponse) -> str:
    """Say an answer as the table does: a status, `in` for sign-in, `on` elsewhere."""
    if not 300 <= answer.status_code < 400:
        return str(answer.status_code)
    leads_to = answer.headers["Location"].partition("?")[0]
    return "in" if leads_to.endswith(("/account/login/", "/admin/login/")) else "on"
