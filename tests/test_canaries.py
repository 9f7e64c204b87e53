"""What is not public reaches nobody it is not for, wherever one looks."""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import cast
from tests.authorization import table
from tests.canaries import Canary, plant

LINK = re.compile(
    rb"""(?:href|src|content)="(/[^"]*|https?://[^"]*)"|<loc>([^<]+)</loc>"""
)
JSON_ADDRESS = re.compile(rb'"(?:url|id|href|@id|next|feed_url)": ?"(http[^"\\]+)"')
# Signing out, and changing the language, would change who asks.
NOT_FOLLOWED = re.compile(r"^/(static|admin)/|/account/|/components/")
# How many addresses each role asks for in a run of small counts; a visitor asks more.
SMALL, SMALL_FOR_A_VISITOR, FULL = 60, 420, 5000
ALWAYS = (
    "/en/",
    "/fr/actions/?sort=title",
    "/sitemap.xml",
    "/robots.txt",
    "/history-head.json",
)


@pytest.fixture
def begin(clients: dict[str, Client]) -> list[str]:
    """Return where a crawl begins; asked before the canaries take the titles' place."""
    return [*ALWAYS, *listed()]


@pytest.fixture
def canaries(begin: list[str]) -> list[Canary]:
    return plant()


@pytest.mark.parametrize("role", cast.ROLES)
def test_nobody_reads_what_is_not_for_them(clients, begin, canaries, counts, role):
    hidden = [each for each in canaries if role not in each.seen_by]
    most = FULL if counts == "full" else SMALL
    if role == "visitor":
        most = max(most, SMALL_FOR_A_VISITOR)

    leaks, seen = [], 0
    for address, answer in crawled(clients[role], [*searches(hidden), *begin], most):
        seen += 1
        text = legible(answer)
        leaks += [
            f"{address} ({answer.status_code}) tells {role} the {each.place}"
            for each in hidden
            if each.word.lower() in text and each.word not in address
        ]

    assert leaks == []
    # A crawl that meets nothing proves nothing.
    assert seen >= min(most, SMALL)


def test_the_crawl_sees_a_canary_where_there_is_one(clients, begin, canaries):
    """The secretariat may read all of it: what nobody can see is no test."""
    found = set()
    for address, answer in crawled(clients["secretariat"], begin, 500):
        text = legible(answer)
        found |= {
            each.word
            for each in canaries
            if each.word.lower() in text and each.word not in address
        }

    missed = {each.place for each in canaries if each.word not in found}
    assert "title of a draft of sample" not in missed
    assert len(found) >= len(canaries) / 2, missed


def crawled(
    client: Client, begin: list[str], most: int
) -> Iterator[tuple[str, HttpResponse]]:
    """Ask for every address to begin with, and for all that they lead to."""
    waiting, known = deque(begin), set(begin)
    asked = 0
    while waiting and asked < most:
        address = waiting.popleft()
        cookies = client.cookies.copy()
        answer = client.get(address)
        client.cookies = cookies
        asked += 1
        yield address, answer
        for found in leading_to(address, answer):
            if found not in known and not NOT_FOLLOWED.search(found):
                known.add(found)
                waiting.append(found)


def searches(sought: list[Canary]) -> list[str]:
    """Return the addresses that would find a canary by its words, or by a part."""
    words = [each.word for each in sought[:2]] + ["quokk"]
    return [
        address.format(word=word)
        for word in words
        for address in (
            "/en/search/?q={word}",
            "/en/search/suggest?q={word}",
            "/en/search.csv?q={word}",
            "/en/actions/?q={word}",
            "/en/actions.csv?q={word}",
            "/en/partners/?q={word}",
            "/api/v1/search?q={word}",
            "/api/v1/actions?q={word}",
        )
    ]


def listed() -> list[str]:
    """Return the addresses of the authorization table that are not of the office."""
    places = cast.places()
    return [
        row.address.format_map({**places, "record": "0", "vocabulary": "area"})
        for row in table()
        if not NOT_FOLLOWED.search(row.address)
    ]


def leading_to(address: str, answer: HttpResponse) -> Iterator[str]:
    if "Location" in answer.headers:
        yield from own(address, answer.headers["Location"])
    if getattr(answer, "streaming", False) or b"\x00" in answer.content[:200]:
        return
    for match in LINK.finditer(answer.content):
        yield from own(address, unescape((match[1] or match[2]).decode()))
    for match in JSON_ADDRESS.finditer(answer.content):
        yield from own(address, match[1].decode())


def own(base: str, link: str) -> Iterator[str]:
    parts = urlsplit(urljoin(f"http://127.0.0.1:8000{base}", link))
    if parts.hostname in {"127.0.0.1", "localhost", "testserver"}:
        yield parts.path + (f"?{parts.query}" if parts.query else "")


def legible(answer: HttpResponse) -> str:
    """Return all text of an answer, that of a packed file and of its headers too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{body.decode('utf-8', 'replace')}".lower()
