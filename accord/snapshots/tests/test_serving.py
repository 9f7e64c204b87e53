"""Files at permanent addresses: whole, in part, kept for ever."""

import hashlib
from datetime import timedelta

import pytest

from accord.snapshots.tests.conftest import NOON, publish

FILE = "/data/2026-06-01/actions.csv"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def content(snapshot, folder) -> bytes:
    return (folder / "2026-06-01" / "actions.csv").read_bytes()


def test_a_file_is_whole_and_may_be_kept_for_ever(client, content):
    answer = client.get(FILE)

    assert answer.status_code == 200
    assert body(answer) == content
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer["Content-Length"] == str(len(content))
    assert "immutable" in answer["Cache-Control"]
    assert "public" in answer["Cache-Control"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


@pytest.mark.parametrize("asked", ["-{}", "{}-", "0-{}"])
def test_a_part_beyond_all_numbers_is_no_part(client, content, asked):
    answer = client.get(FILE, headers={"Range": f"bytes={asked.format('9' * 5000)}"})

    assert answer.status_code == 200
    assert body(answer) == content


def test_it_names_what_describes_it(client, content):
    link = client.get(FILE)["Link"]

    described = "/data/2026-06-01/actions.csv-metadata.json"
    assert f'<{described}>; rel="describedby"; type="application/csvm+json"' in link
    answer = client.get(described)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/csvm+json"
    assert 'rel="license"' in link


def test_it_is_not_packed_on_the_way(client, content):
    answer = client.get(FILE, headers={"Accept-Encoding": "gzip"})

    assert body(answer) == content
    assert "Content-Encoding" not in answer
    assert answer["ETag"].startswith('"')


def test_head_tells_the_size_and_sends_nothing(client, content):
    answer = client.head(FILE)

    assert answer.status_code == 200
    assert answer["Content-Length"] == str(len(content))


def test_who_has_it_is_sent_nothing(client, content):
    etag = client.get(FILE)["ETag"]

    answer = client.get(FILE, headers={"If-None-Match": etag})

    assert answer.status_code == 304
    assert answer["ETag"] == etag


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-9", 0, 9), ("5-5", 5, 5), ("100-", 100, None), ("-7", -7, None)],
)
def test_a_part_is_that_part(client, content, asked, first, last):
    answer = client.get(FILE, headers={"Range": f"bytes={asked}"})

    wanted = content[first : None if last is None else last + 1]
    assert answer.status_code == 206
    assert body(answer) == wanted
    begin = first % len(content)
    end = begin + len(wanted) - 1
    assert answer["Content-Range"] == f"bytes {begin}-{end}/{len(content)}"
    assert answer["Content-Length"] == str(len(wanted))


def test_a_part_beyond_the_end_is_refused(client, content):
    answer = client.get(FILE, headers={"Range": f"bytes={len(content)}-"})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(content)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "lines=0-1", "bytes=-", "bytes=x"])
def test_what_is_no_single_part_is_answered_whole(client, content, asked):
    answer = client.get(FILE, headers={"Range": asked})

    assert answer.status_code == 200
    assert body(answer) == content


def test_a_part_of_another_version_is_never_joined(client, content):
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert client.get(FILE, headers=headers).status_code == 200

    headers["If-Range"] = client.get(FILE)["ETag"]
    assert client.get(FILE, headers=headers).status_code == 206


@pytest.mark.parametrize(
    "path",
    [
        "/data/2026-06-02/actions.csv",
        "/data/2026-06-02/",
        "/data/2026-06-01/nothing.csv",
        "/data/2026-06-01/.lock",
        "/data/2026-06-01/..%2f.lock",
        "/data/2026-06-01-02/",
        "/data/.making-x/",
        "/data/latest/nothing.csv",
        "/en/data/2026-06-02/",
    ],
)
def test_what_is_not_there_is_not_found(client, snapshot, path):
    assert client.get(path, follow=True).status_code == 404


@pytest.mark.parametrize("path", [FILE, "/data/latest/", "/data/2026-06-01/"])
def test_nothing_is_written_here(client, snapshot, path):
    assert client.post(path).status_code == 405


def test_latest_leads_to_the_newest_and_is_not_kept_for_ever(client, snapshot):
    publish(NOON + timedelta(days=1))

    for path, place in (
        ("/data/latest/", "/data/2026-06-02/"),
        ("/data/latest/actions.parquet", "/data/2026-06-02/actions.parquet"),
    ):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"] == place
        assert "immutable" not in answer["Cache-Control"]
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_before_the_first_there_is_no_latest(client, db):
    assert client.get("/data/latest/").status_code == 404
    assert client.get("/data/latest/actions.csv").status_code == 404


def test_the_permanent_address_leads_to_the_page_in_the_readers_language(
    client, snapshot
):
    answer = client.get("/data/2026-06-01/", headers={"Accept-Language": "fr"})

    assert answer.status_code == 303
    assert answer["Location"] == "/fr/data/2026-06-01/"


def test_what_was_removed_is_gone_and_not_unknown(client, snapshot, settings):
    publish(NOON + timedelta(days=1))
    settings.SNAPSHOT_DAYS = 5
    publish(NOON + timedelta(days=40))

    for path in (
        "/data/2026-06-02/",
        "/data/2026-06-02/actions.csv",
        "/en/data/2026-06-02/",
    ):
        assert client.get(path).status_code == 410
