"""A copy for one person holds theirs and nobody else's; what is due goes on its day."""

import csv
import io
import json
import time
import zipfile
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.utils import timezone

from accord.accounts import operations
from accord.accounts.models import Copy
from accord.accounts.personal import copying, retention
from accord.accounts.personal.inventory import inventory
from accord.base import history, notices
from accord.base.models import Entry, Message, Submission
from accord.joining.models import Application, Paper, State
from tests.zuleikha import NOW, SECRETS, TODAY, Scene

OTHERS = ["bruno", "olga", "secretariat@office", "dockers only bruno knows"]


def opened(copy: Copy) -> dict[str, str]:
    copy.refresh_from_db()
    with zipfile.ZipFile(copying.path_of(copy)) as packed:
        return {each: packed.read(each).decode() for each in packed.namelist()}


def copy_for(scene: Scene) -> Copy:
    copy = operations.ask_for_copy(
        scene.zuleikha, by=scene.herself, on=TODAY, at=timezone.now()
    )
    copying.make_copy.func(copy_id=copy.pk)
    return copy


def test_a_copy_holds_all_of_one_person_and_nothing_of_another(scene):
    scene.plant()
    notices.post("bruno@union.example", "B", "dockers only Bruno knows", language="en")

    files = opened(copy_for(scene))

    told = json.loads(files["data.json"])["records"]
    whole = "".join(files.values()).lower()
    assert [each["email"] for each in told["accounts.Person"]] == [SECRETS[0]]
    assert {each["role"] for each in told["partners.Mandate"]} == {"Punto focal"}
    assert told["base.Message"][0]["text"].startswith("Dear Zuleikha O'Brien")
    assert told["joining.Application"][-1] == {"name": SECRETS[3], "email": SECRETS[0]}
    assert {each["what"] for each in told["history"]} >= {"changed", "copy asked for"}
    assert told["usersessions.UserSession"][0]["ip"] == "203.0.113.77"
    for each in OTHERS:
        assert each not in whole
    # Neither are secrets that would open a door.
    assert "password" not in told["accounts.Person"][0]
    assert "session_key" not in told["usersessions.UserSession"][0]
    # Each kind is a table too, and each of its records a line.
    for kind, records in told.items():
        lines = list(csv.reader(io.StringIO(files[f"{kind}.csv"])))
        assert len(lines) == len(records) + 1, kind


def test_asking_again_makes_no_second_copy(scene):
    first = copy_for(scene)

    again = operations.ask_for_copy(
        scene.zuleikha, by=scene.herself, on=TODAY, at=timezone.now()
    )

    assert again == first
    assert Entry.objects.filter(verb="copy asked for").count() == 1


def test_ten_thousand_records_take_less_than_a_minute(scene, counts):
    entries = 10_000 if counts == "full" else 1_000
    happening = history.Happening(scene.partner, "changed", after={"n": 1})
    history.record_all([happening] * entries, by=scene.herself, on=TODAY)

    began = time.process_time()
    copy = copy_for(scene)

    copy.refresh_from_db()
    assert copy.records > entries
    assert time.process_time() - began < (60 if counts == "full" else 6)


def test_what_is_due_goes_on_its_day_and_not_before(scene):
    scene.plant()
    message = notices.post("x@y.example", "Old", "Old", language="en")
    day = timezone.now() - timedelta(days=365)
    Message.objects.filter(pk=message.pk).update(created_at=day, outcome="sent")
    Application.objects.update(
        state=State.DECLINED,
        reference="APP-2025-0001",
        submitted_at=NOW,
        decided_at=day,
    )
    Submission.objects.create(token="7" * 32, at=day)
    UserSession.objects.update(last_seen_at=day)
    paper = scene.media / "papers" / f"{'a' * 64}.pdf"

    just_before = day + timedelta(days=365) - timedelta(seconds=1)
    before = {each.rule.name: each.rows for each in retention.due(just_before)}
    assert before["messages"] == before["declined-applications"] == 0
    done = retention.let_go(timezone.now())

    assert done["messages"] == 1
    assert not Message.objects.filter(pk=message.pk).exists()
    assert Message.objects.exists()
    application = Application.objects.get()
    assert (application.answers, application.email) == ({}, "")
    assert not Paper.objects.exists()
    assert not Submission.objects.exists()
    assert not UserSession.objects.exists()
    assert Entry.objects.filter(
        subject="retention:messages", verb="kept no longer", after__rows=1
    ).exists()
    # The file goes by a job, once the rows are gone for good.
    assert paper.exists()
    assert not any(retention.let_go(timezone.now()).values())


@pytest.mark.django_db
def test_the_command_tells_what_would_go_and_fails_when_it_is_late(capsys):
    now = timezone.now()
    Submission.objects.create(token="8" * 32, at=now - timedelta(days=31))
    call_command("check_retention", format="json")

    rules = json.loads(capsys.readouterr().out)["rules"]
    assert {each["rule"] for each in rules} == set(inventory().rules)
    assert {each["rule"]: each["rows"] for each in rules}["carried-out-forms"] == 1

    Submission.objects.create(token="9" * 32, at=now - timedelta(days=33))
    with pytest.raises(CommandError, match="carried-out-forms"):
        call_command("check_retention")
    assert "carried-out-forms" in capsys.readouterr().out
