"""Erasing a person: nothing of them is left anywhere, and nothing else is lost."""

import base64
import io
import json
import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from psycopg import sql

from accord.accounts import operations
from accord.accounts.models import Erasure, Person
from accord.accounts.personal import erasing, erasure
from accord.accounts.tests.factories import make_officer, make_person
from accord.actions.models import Format, ImportFile
from accord.base import history, notices
from accord.base.actor import Actor
from accord.base.models import Entry, Message, Replay, SavedMapping
from accord.joining.models import Application, Paper, Question
from accord.partners.models import Mandate, Role
from accord.partners.operations import end_mandate, grant_mandate, invite
from accord.partners.tests.factories import JOINED, make_partner

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NOW = timezone.now()
# Her address in two spellings, her name now and before, and what only she wrote.
SECRETS = [
    "zuleikha.o'brien@union.example",
    "zuleikha.o%27brien@union.example",
    "z.second@union.example",
    "Zuleikha O'Brien",
    "Zuleikha O&#x27;Brien",
    "Zuleikha Quintero",
    "zuleikhaphone",
    "203.0.113.77",
]


class Scene:
    def __init__(self, media: Path) -> None:
        self.media = media
        self.partner = make_partner("Union of Dockers")
        self.zuleikha = make_person(SECRETS[0], name="Zuleikha Quintero")
        self.bruno = make_person("bruno@union.example", name="Bruno Diallo")
        self.office = Actor(make_officer(name="Olga Office"))
        for person in (self.zuleikha, self.bruno):
            grant_mandate(
                self.partner,
                person,
                Role.FOCAL_POINT,
                starts_on=JOINED,
                by=self.office,
                on=TODAY,
            )
        mandate = self.zuleikha.mandates.get()
        self.herself = Actor(self.zuleikha, self.partner, mandate)

    def plant(self) -> None:
        """Write what tells of her into all that the platform keeps."""
        her = self.zuleikha
        operations.change_details(
            her, name=SECRETS[3], language="es", by=self.herself, on=TODAY
        )
        EmailAddress.objects.create(user=her, email=SECRETS[2])
        UserSession.objects.create(
            user=her,
            session_key="k" * 32,
            ip="203.0.113.77",
            user_agent="zuleikhaphone",
        )
        session = SessionStore()
        session["_auth_user_id"] = str(her.pk)
        session.create()
        notices.post(SECRETS[0], "Hello", f"Dear {SECRETS[3]}", language="es")
        notices.post(
            "bruno@union.example",
            "A colleague",
            "Zuleikha\nO'Brien (zuleikha.o%27brien@union.example) has written.",
            language="en",
        )
        invite(
            self.partner,
            email=SECRETS[2],
            name=SECRETS[3],
            role=Role.EDITOR,
            language="es",
            by=self.office,
            on=TODAY,
        )
        Mandate.objects.filter(person=self.bruno).update(
            suspended_because=f"Asked for by {SECRETS[3].upper()}"
        )
        self._plant_application()
        self._plant_files()
        SavedMapping.objects.create(
            owner=self.partner.reference,
            what="actions",
            name=f"Sheet of {SECRETS[3]}",
            heads="0",
            content={"options": {"contact": SECRETS[0]}},
        )
        Replay.objects.create(
            caller="key:1", key="k", digest="d", status=200, body=SECRETS[0], at=NOW
        )
        caches["default"].set(f"reset:{SECRETS[0]}", "1")
        caches["default"].set("failed", {"login": SECRETS[0]})
        LogEntry.objects.create(
            user=her, action_flag=1, object_repr=SECRETS[3], change_message="[]"
        )

    def _plant_application(self) -> None:
        application = Application.objects.create(
            link_digest="1",
            email=SECRETS[0],
            language="es",
            started_at=NOW,
            changed_at=NOW,
            answers={
                "people": [
                    {"name": SECRETS[3], "email": SECRETS[0]},
                    {"name": "Bruno Diallo", "email": "bruno@union.example"},
                ],
                "mandate": "We stand for dockers.",
            },
        )
        Question.objects.create(
            application=application,
            text=f"Who is {SECRETS[3]}?",
            asked_by=self.office.person,
            asked_at=NOW,
            due_on=TODAY,
            answer=f"Write to {SECRETS[2]}",
        )
        Paper.objects.create(
            application=application,
            purpose=Paper.Purpose.AUTHORITY,
            name="letter of Zuleikha O'Brien.pdf",
            media_type="application/pdf",
            size=1,
            digest="a" * 64,
            sent_at=NOW,
        )
        self.write("papers", f"{'a' * 64}.pdf", b"%PDF scanned")
        self.application = application

    def _plant_files(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as sheet:
            sheet.writestr("xl/sharedStrings.xml", f"<t>{SECRETS[0]}</t>")
        self.write("sheets", f"{'b' * 64}.xlsx", packed.getvalue())
        self.write("sheets", f"{'c' * 64}.csv", b"Title\nRadios for every boat\n")
        ImportFile.objects.create(
            name="contacts of Zuleikha O'Brien.xlsx",
            partner=self.partner,
            format=Format.SHEET,
            sha256="b" * 64,
            size=1,
            created_at=NOW,
            uploaded_by=self.zuleikha,
            mapping={"samples": {"0": [SECRETS[0], "Radios"]}},
            mends={"2": {"0": SECRETS[3]}},
        )

    def write(self, folder: str, name: str, content: bytes) -> None:
        (self.media / folder).mkdir(parents=True, exist_ok=True)
        (self.media / folder / name).write_bytes(content)


@pytest.fixture
def scene(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    return Scene(Path(settings.MEDIA_ROOT))


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


def test_a_name_of_one_word_goes_only_beside_the_address(scene: Any):
    rosa = make_person("rosa@union.example", name="Rosa")
    notices.post("x@y.example", "1", "Rosa Parks Street", language="en")
    notices.post("x@y.example", "2", "Rosa (rosa@union.example)", language="en")

    operations.erase(rosa, by=scene.office, on=TODAY)

    one, two = Message.objects.filter(to="x@y.example").order_by("subject")
    assert one.text == "Rosa Parks Street"
    assert "Rosa" not in two.text
