"""An import of a sheet that is killed at any moment leaves nothing, or all of it."""

import pytest
from django.conf import settings

from accord.actions.models import Action, Format, ImportedRow, ImportFile
from accord.actions.sheets.importing import KILL_POINTS
from accord.actions.sheets.intake import INTAKE
from accord.actions.tests.factories import TODAY, actor_of, make_vocabulary
from accord.actions.tests.sheets import PLEDGES
from accord.actions.tests.test_iati_killed import run
from accord.base import history
from accord.base.imports.mapping import ColumnMap
from accord.base.models import Counter, Entry
from accord.partners.tests.factories import make_mandate, make_partner
from conftest import COUNTS

KILLED = """
import os, signal, sys
import django
django.setup()
from datetime import date
from django.db import connection
connection.settings_dict.update({database!r})
from django.conf import settings
settings.MEDIA_ROOT = {path!r}
from accord.actions.models import ImportFile
from accord.actions.sheets.intake import INTAKE

def die(name):
    if name == {point!r}:
        os.kill(os.getpid(), signal.SIGKILL)

INTAKE.carry_out(ImportFile.objects.get(), on=date(2026, 6, 1), checkpoint=die)
"""
POINTS = KILL_POINTS if COUNTS == "full" else KILL_POINTS[1::2] + KILL_POINTS[-1:]


def agreed():
    """Return a sheet that somebody agreed to and nobody has imported yet."""
    editor = make_mandate(make_partner("Union of Fishers"))
    file = INTAKE.receive(
        "pledges.csv",
        [PLEDGES.encode()],
        size=len(PLEDGES),
        by=actor_of(editor),
        on=TODAY,
        told={},
        partner=editor.partner,
        uploaded_by=editor.person,
        format=Format.SHEET,
    )
    INTAKE.agree_on(file, ColumnMap.from_json(file.mapping), on=TODAY)
    ImportFile.objects.filter(pk=file.pk).update(
        confirmed_at=file.planned_at, confirmed_by=editor.person, mandate=editor
    )
    return file


def state():
    return (
        Action.objects.count(),
        ImportedRow.objects.count(),
        Entry.objects.filter(verb="imported").count(),
        Counter.objects.filter(prefix="ACT", last__gt=0).count(),
    )


@pytest.mark.parametrize("point", dict.fromkeys(POINTS))
def test_an_import_that_is_killed_leaves_nothing_or_all(
    transactional_db, tmp_path, point, monkeypatch
):
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    make_vocabulary()
    file = agreed()

    ended = run(KILLED, tmp_path, point)

    file.refresh_from_db()
    is_done = point == "after-commit"
    assert ended.returncode == -9, ended.stderr.decode()
    assert (file.done_at is not None) == is_done
    assert state() == ((2, 2, 3, 1) if is_done else (0, 0, 0, 0))
    INTAKE.carry_out(file, on=TODAY)
    INTAKE.carry_out(file, on=TODAY)
    assert state() == (2, 2, 3, 1)
    history.seal()
    assert history.verify().broken is None
