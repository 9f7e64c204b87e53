"""Erasing a person: nothing of them is left anywhere, and nothing else is lost."""

import base64
import json
import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from psycopg import sql

from accord.accounts import operations
from accord.accounts.models import Erasure, Person
from accord.accounts.personal import erasing, erasure
from accord.accounts.tests.factories import make_person
from accord.base import history, notices
from accord.base.models import Entry, Message
from accord.partners.operations import end_mandate
from tests.zuleikha import SECRETS, TODAY

pytestmark = pytest.mark.django_db


def dump(media: Path) -> dict[str, str]:
    """Return every column that holds words, and every file, in lower case."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND data_type = ANY(%s)",
            [["text", "character varying", "json", "jsonb", "inet", "bytea", "ARRAY"]],
        )
        for table, column in cursor.fetchall():
            words = sql.SQL("SELECT string_agg({}::text, chr(10)) FROM {}").format(
                sql.Identifier(column), sql.Identifier(table)
            )
            cursor.execute(words.as_string())
            found[f"{table}.{column}"] = (cursor.fetchone()[0] or "").lower()
    cached = found.pop("cache.value").split("\n")
    found["cache.value"] = " ".join(str(unpacked(each)) for each in cached).lower()
    sessions = [str(each.get_decoded()) for each in Session.objects.all()]
    found["sessions"] = " ".join(sessions).lower()
    for path in media.rglob("*"):
        if path.is_file():
            found[path.name] = str(path.read_bytes()).lower()
            with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as packed:
                found[f"{path.name} packed"] = str(
                    [packed.read(each) for each in packed.namelist()]
                ).lower()
    return found


def unpacked(value: str) -> bytes:
    with suppress(ValueError):
        return base64.b64decode(value)
    return value.encode()


def places_of(secrets: list[str], media: Path) -> set[str]:
    told = dump(media)
    return {
        place
        for place, words in told.items()
        for secret in secrets
        if secret.lower() in words.replace("\\\\n", " ").replace("\n", " ")
    }


def test_nothing_of_an_erased_person_is_left(scene, django_capture_on_commit_callbacks):
    scene.plant()
    history.seal()
    assert len(places_of(SECRETS, scene.media)) >= 20

    with django_capture_on_commit_callbacks(execute=True):
        done = operations.erase(scene.zuleikha, by=scene.herself, on=TODAY)

    assert places_of(SECRETS, scene.media) == set()
    assert "zuleikha" not in str(list(dump(scene.media).values()))
    # What others wrote and own is where it was.
    assert Message.objects.get(to="bruno@union.example").text.endswith("has written.")
    scene.application.refresh_from_db()
    assert scene.application.answers["people"][1]["name"] == "Bruno Diallo"
    assert scene.application.answers["mandate"] == "We stand for dockers."
    assert {each.name for each in scene.media.rglob("*.*")} == {f"{'c' * 64}.csv"}
    # The account is a number, which the mandate and history still lead to.
    scene.zuleikha.refresh_from_db()
    number = scene.zuleikha.public_id
    assert str(scene.zuleikha) == number == done.pseudonym
    assert not scene.zuleikha.is_active
    assert scene.zuleikha.mandates.get().ends_on == TODAY
    assert Entry.objects.filter(person=number, verb="erased").exists()
    # The chain holds, before and after what has just happened is sealed.
    assert history.verify().broken is None
    history.seal()
    assert history.verify().broken is None
    assert history.verify().erased > 0


def test_an_erasure_that_fails_anywhere_changes_nothing(scene, monkeypatch):
    scene.plant()
    before = dump(scene.media)
    effects = [
        (table, effect)
        for table in (erasing._EFFECTS_ON_ROWS, erasing._EFFECTS_ON_WORDS)
        for effect in table
    ]

    for table, effect in effects:
        with monkeypatch.context() as patch:
            patch.setitem(table, effect, lambda *_given: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                operations.erase(scene.zuleikha, by=scene.herself, on=TODAY)
        assert dump(scene.media) == before


def test_whoever_leads_alone_hands_over_first(scene):
    end_mandate(
        scene.bruno.mandates.get(),
        last_day=TODAY - timedelta(1),
        by=scene.office,
        on=TODAY,
    )

    with pytest.raises(operations.NotYet, match="Nobody else leads Union of Dockers"):
        operations.erase(scene.zuleikha, by=scene.herself, on=TODAY)

    scene.zuleikha.refresh_from_db()
    assert scene.zuleikha.is_active


def test_whoever_serves_in_the_office_ends_that_first(scene):
    with pytest.raises(operations.NotYet, match="End the duty first"):
        operations.erase(scene.office.person, by=scene.office, on=TODAY)


def test_erasing_twice_changes_nothing(scene):
    first = operations.erase(scene.zuleikha, by=scene.office, on=TODAY)
    entries = Entry.objects.count()

    assert operations.erase(scene.zuleikha, by=scene.office, on=TODAY) == first
    assert Entry.objects.count() == entries


def test_somebody_without_an_account_is_erased_by_address(scene):
    scene.plant()
    address = "deputy@union.example"
    scene.application.answers["people"] = [
        {"name": "Deputy Ramírez", "email": address},
        {"name": "Ramírez Deputy", "email": "other@union.example"},
    ]
    scene.application.save()
    notices.post(
        "x@y.example", "Met", f"I met Deputy Ramírez, {address}.", language="en"
    )

    done = operations.erase_address("Deputy@Union.example ", by=scene.office, on=TODAY)

    assert places_of([address, "deputy ramírez"], scene.media) == set()
    scene.application.refresh_from_db()
    assert scene.application.answers["people"][0]["name"] == done.pseudonym
    assert scene.application.answers["people"][1]["name"] == "Ramírez Deputy"
    assert not Person.objects.filter(public_id=done.pseudonym).exists()


def test_a_restored_database_is_made_to_forget_again(scene, settings):
    scene.plant()
    number = scene.zuleikha.public_id
    listed = settings.ERASURES_FILE
    # What the list holds when the database of before comes back.
    listed.write_text(
        "".join(
            json.dumps(
                {
                    "reference": f"ERA-2026-000{count}",
                    "pseudonym": pseudonym,
                    "addresses": [erasure.digest_of("deputy@union.example")],
                    "erased_at": "2026-06-01T00:00:00+00:00",
                }
            )
            + "\n"
            for count, pseudonym in enumerate([number, "P-nobody"])
        )
    )
    notices.post("x@y.example", "Met", "I met deputy@union.example.", language="en")

    done = operations.replay_erasures(on=TODAY)

    assert [each.pseudonym for each in done] == [number, "P-nobody"]
    assert places_of(["deputy@union"], scene.media) == set()
    # Files go when the transaction has ended, by a job that it enqueued.
    assert places_of(SECRETS, scene.media) == {f"{'b' * 64}.xlsx packed"}
    assert operations.replay_erasures(on=TODAY) == []


def test_the_list_outside_keeps_what_the_database_forgot(scene, settings):
    operations.erase(scene.zuleikha, by=scene.office, on=TODAY)
    assert erasure.write_list() == 1
    Erasure.objects.all().delete()

    assert erasure.write_list() == 1

    words = settings.ERASURES_FILE.read_text()
    assert scene.zuleikha.public_id in words
    assert "zuleikha" not in words


def test_a_name_of_one_word_goes_only_beside_the_address(scene):
    rosa = make_person("rosa@union.example", name="Rosa")
    notices.post("x@y.example", "1", "Rosa Parks Street", language="en")
    notices.post("x@y.example", "2", "Rosa (rosa@union.example)", language="en")

    operations.erase(rosa, by=scene.office, on=TODAY)

    one, two = Message.objects.filter(to="x@y.example").order_by("subject")
    assert one.text == "Rosa Parks Street"
    assert "Rosa" not in two.text
