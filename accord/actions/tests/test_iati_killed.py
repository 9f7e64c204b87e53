"""Killed at any named point, an import leaves nothing or all of itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from accord.actions.iati import importing, uploads
from accord.actions.iati.importing import KILL_POINTS
from accord.actions.iati.storage import STORAGE
from accord.actions.models import Action, ExternalIdentifier, ImportFile, Participation
from accord.actions.tests.factories import TODAY, make_vocabulary
from accord.actions.tests.iati_files import WORKSHOPS, number
from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Counter, Entry
from accord.partners.tests.factories import make_mandate, make_partner

ROOT = Path(__file__).parents[3]
COUNTS = os.environ.get("ACCORD_TEST_COUNTS", "small")
ORIGIN = importing.Origin("workshops.xml", "0" * 64)

# The checkpoint is handed in here and nowhere else: the program has no switch for it.
KILLED_IMPORT = """
import os, signal, sys
import django
django.setup()
from datetime import date
from django.db import connection
connection.settings_dict.update({database!r})
from accord.actions.iati import importing
from accord.base.actor import Actor
from accord.partners.models import Partner

def die(name):
    if name == {point!r}:
        os.kill(os.getpid(), signal.SIGKILL)

with open({path!r}, "rb") as source:
    importing.carry_out(
        source,
        Partner.objects.get(slug="sample"),
        importing.Origin("workshops.xml", "0" * 64),
        by=Actor.anonymous(),
        on=date(2026, 6, 1),
        checkpoint=die,
    )
"""
KILLED_CONFIRMATION = """
import os, signal, sys
import django
django.setup()
from datetime import date
from django.db import connection
connection.settings_dict.update({database!r})
from django.conf import settings
settings.MEDIA_ROOT = {path!r}
from accord.actions.iati import uploads
from accord.actions.models import ImportFile

def die(name):
    if name == {point!r}:
        os.kill(os.getpid(), signal.SIGKILL)

uploads.carry_out(ImportFile.objects.get(), on=date(2026, 6, 1), checkpoint=die)
"""


@pytest.fixture
def sample(transactional_db):
    make_vocabulary()
    number(make_partner("League of Bakers"), "XX-BAK-1")
    return make_partner("Sample Workshop", slug="sample")


def run(script, path, point):
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    database = {name: connection.settings_dict[name] for name in names}
    program = script.format(database=database, path=str(path), point=point)
    settings_module = {"DJANGO_SETTINGS_MODULE": "accord.config.settings_for_tests"}
    return subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | settings_module,
    )


def state():
    return {
        "actions": Action.objects.count(),
        "numbers": ExternalIdentifier.objects.count(),
        "participations": Participation.objects.count(),
        "entries": Entry.objects.filter(verb="imported").count(),
        "counted": Counter.objects.filter(prefix="ACT", last__gt=0).count(),
    }


NOTHING = dict.fromkeys(
    ("actions", "numbers", "participations", "entries", "counted"), 0
)
ALL = {"actions": 2, "numbers": 2, "participations": 1, "entries": 2, "counted": 1}


@pytest.mark.parametrize("point", KILL_POINTS)
def test_an_import_that_is_killed_leaves_nothing_or_all(sample, tmp_path, point):
    path = tmp_path / "workshops.xml"
    path.write_bytes(WORKSHOPS)

    ended = run(KILLED_IMPORT, path, point)

    assert ended.returncode == -9, ended.stderr.decode()
    assert state() == (ALL if point == "after-commit" else NOTHING)
    history.seal()
    assert history.verify().broken is None
    with path.open("rb") as source:
        importing.carry_out(source, sample, ORIGIN, by=Actor.anonymous(), on=TODAY)
    assert state() == ALL
    history.seal()
    assert history.verify().broken is None


@pytest.mark.parametrize("point", KILL_POINTS if COUNTS == "full" else KILL_POINTS[-2:])
def test_a_confirmation_that_is_killed_leaves_nothing_or_all(
    sample, tmp_path, point, monkeypatch
):
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    file = _agreed(sample)

    ended = run(KILLED_CONFIRMATION, tmp_path, point)

    file.refresh_from_db()
    is_done = point == "after-commit"
    assert ended.returncode == -9, ended.stderr.decode()
    assert (file.done_at is not None) == is_done
    # The file has an entry of its own.
    assert state() == ({**ALL, "entries": 3} if is_done else NOTHING)
    history.seal()
    assert history.verify().broken is None
    uploads.carry_out(file, on=TODAY)
    assert state() == {**ALL, "entries": 3}


def _agreed(partner):
    """Return a file that somebody agreed to and nobody has imported yet."""
    editor = make_mandate(partner)
    by = Actor(editor.person, partner, editor)
    file = uploads.receive(
        partner, "workshops.xml", [WORKSHOPS], size=len(WORKSHOPS), by=by, on=TODAY
    )
    ImportFile.objects.filter(pk=file.pk).update(
        confirmed_at=file.planned_at, confirmed_by=editor.person, mandate=editor
    )
    assert STORAGE.path_of(file.sha256).exists()
    return file
