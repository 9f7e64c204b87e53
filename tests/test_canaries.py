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
# What is the same for everybody, because no cookie counts there; asked as a visitor.
SAME_FOR_ALL = re.compile(
    r"^/(api|cards|data|id)/|^/../feeds/|^/(sitemap|robots|history-head)"
)
OF_THE_OFFICE = re.compile(r"/import|/prospects|/organizations|/keys|/ACT-")
# How many addresses each role asks for in a run of small counts; a visitor asks more.
SMALL, SMALL_FOR_A_VISITOR, FULL = 45, 420, 5000
MUST_BE_SEEN = {
    "title of a draft of sample",
    "name of a prospect",
    "name of a mapping of sample",
    "name of a key of sample",
    "sample of a list of organizations",
}
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

    is_whole = counts == "full" or role == "visitor"
    start = [
        each
        for each in [*searches(hidden, most=2 if is_whole else 0), *begin]
        if is_whole or not SAME_FOR_ALL.search(each)
    ]
    passed_over = None if is_whole else SAME_FOR_ALL

    leaks, seen = [], 0
    for address, answer in crawled(clients[role], start, most, passed_over):
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
    """The secretariat may read most of it: what nobody can see is no test.

    What is for screeners alone has its own tests.
    """
    canaries = [each for each in canaries if each.seen_by - {"screener"}]
    missed = {each.place for each in canaries}
    start = sorted(begin, key=lambda each: not OF_THE_OFFICE.search(each))
    pages = crawled(clients["secretariat"], start, 500, SAME_FOR_ALL)
    for address, answer in pages:
        text = legible(answer)
        missed -= {
            each.place
            for each in canaries
            if each.word.lower() in text and each.word not in address
        }
        if len(missed) <= len(canaries) / 2 and not missed & MUST_BE_SEEN:
            break

    assert not missed & MUST_BE_SEEN
    assert len(missed) <= len(canaries) / 2, missed


def test_a_screener_meets_what_a_case_holds(clients, canaries):
    case = cast.case_of("open")
    page = legible(clients["screener"].get(f"/en/screening/{case.reference}/"))

    of_cases = [
        each
        for each in canaries
        if "screener" in each.seen_by and each.place.endswith("of a case (open)")
    ]
    assert len(of_cases) >= 14
    assert [each.place for each in of_cases if each.word not in page] == []
    assert "quokkahitopenname" in page
    assert "quokkahitshut" not in page


def crawled(
    client: Client,
    begin: list[str],
    most: int,
    passed_over: re.Pattern[str] | None = None,
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
            if passed_over and passed_over.search(found):
                continue
            if found not in known and not NOT_FOLLOWED.search(found):
                known.add(found)
                waiting.append(found)


def searches(sought: list[Canary], most: int) -> list[str]:
    """Return the addresses that would find a canary by its words, or by a part."""
    words = [each.word for each in sought[:most]] + ["quokk"]
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
