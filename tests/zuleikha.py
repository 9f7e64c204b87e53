"""One person, Zuleikha, and what the platform keeps of her in all its rooms."""

import io
import zipfile
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import caches
from django.utils import timezone

from accord.accounts import operations
from accord.accounts.tests.factories import make_officer, make_person
from accord.actions.models import Format, ImportFile
from accord.base import notices
from accord.base.actor import Actor
from accord.base.models import Replay, SavedMapping
from accord.joining.models import Application, Paper, Question
from accord.partners.models import Mandate, Role
from accord.partners.operations import grant_mandate, invite
from accord.partners.tests.factories import JOINED, make_partner

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
        self.write("imports", f"{'b' * 64}.xlsx", packed.getvalue())
        self.write("imports", f"{'c' * 64}.csv", b"Title\nRadios for every boat\n")
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
