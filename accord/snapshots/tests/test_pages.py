"""The pages that list snapshots, and the command that makes one."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accord.snapshots import storage, tasks
from accord.snapshots.tests.conftest import NOON, publish


def test_without_a_snapshot_the_page_says_so(client, db):
    answer = client.get("/en/data/")

    assert answer.status_code == 200
    assert "There is no snapshot yet" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_pages_tell_checksum_citation_and_licence(client, snapshot, language):
    for path in (f"/{language}/data/", f"/{language}/data/2026-06-01/"):
        page = client.get(path).content.decode()
        assert snapshot.archive.sha256 in page
        assert "/data/2026-06-01/accord-2026-06-01.zip" in page
        assert "creativecommons.org/licenses/by/4.0" in page
        assert "CC BY 4.0" in page
        assert "read_parquet(" in page


def test_a_snapshot_lists_every_table(client, snapshot):
    page = client.get("/en/data/2026-06-01/").content.decode()

    tables = [name for name in snapshot.files if name.endswith((".csv", ".parquet"))]
    assert len(tables) > 40
    assert all(f'href="/data/2026-06-01/{name}"' in page for name in tables)


def test_many_snapshots_take_no_more_questions(
    client, snapshot, django_assert_max_num_queries
):
    publish(NOON + timedelta(days=1))

    with django_assert_max_num_queries(0):
        client.get("/en/data/")
    with django_assert_max_num_queries(0):
        client.get("/en/data/2026-06-01/")


@pytest.mark.parametrize("path", ["/en/data/", "/en/data/2026-06-01/"])
def test_nothing_is_sent_there(client, snapshot, path):
    assert client.post(path).status_code == 405


def test_the_command_tells_what_it_did(records, capsys):
    call_command("export_snapshot", "--format", "json")
    told = json.loads(capsys.readouterr().out)

    assert told["new"] is True
    assert told["rows"]["actions"] == 2
    assert told["address"].endswith(f"/data/{told['name']}/")
    assert told["name"] == storage.names()[0]

    call_command("export_snapshot")
    assert "was published before" in capsys.readouterr().out


def test_the_command_says_why_it_cannot(records, folder, settings):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")

    with pytest.raises(CommandError, match="Nothing was published"):
        call_command("export_snapshot")


def test_the_nightly_job_publishes(records):
    tasks.publish_snapshot(timestamp=0)

    assert len(storage.names()) == 1
