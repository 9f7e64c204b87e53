"""An import that is killed at any moment leaves a whole vintage, or none."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Counter, Entry
from accord.observatory import operations, store
from accord.observatory.models import Vintage, VintageSeries
from accord.observatory.tests.series import FIRST, TODAY, make_source, write_file
from accord.observatory.vintages.keeping import KILL_POINTS
from conftest import COUNTS

ROOT = Path(__file__).parents[4]
# The checkpoint is handed in here and nowhere else: the program has no switch for it.
KILLED = """
import os, signal, sys
import django
django.setup()
from datetime import date
from pathlib import Path
from django.conf import settings
from django.db import connection
connection.settings_dict.update({database!r})
settings.OBSERVATORY_FOLDER = {folder!r}
from accord.base.actor import Actor
from accord.observatory import operations

def die(name):
    if name == {point!r}:
        os.kill(os.getpid(), signal.SIGKILL)

def step(name):
    die("step-" + name)

print("begun", flush=True)
operations.import_reported(
    Path({path!r}),
    by=Actor.anonymous(),
    on=date(2026, 6, 1),
    watch=step,
    checkpoint=die,
)
print("done", flush=True)
"""
STEPS = ("step-opening", "step-loading", "step-judging", "step-writing")
POINTS = (*STEPS, *KILL_POINTS)
FEW = ("step-writing", "after-rename", "after-commit")
# Rows enough that a moment chosen at random lies in the midst of it.
MANY = [
    (area, "SEX_T", str(year), str((year % 97) / 7), "")
    for area in ("KEN", "SEN", "FRA", "ESP", "BRA", "IND")
    for year in range(1600, 2100)
]


def begin(path, folder, point=""):
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    program = KILLED.format(
        database={name: connection.settings_dict[name] for name in names},
        folder=str(folder),
        path=str(path),
        point=point,
    )
    settings = {"DJANGO_SETTINGS_MODULE": "accord.config.settings_for_tests"}
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def check_whole(folder):
    """Assert that there is a vintage with all its parts, or not a trace of one."""
    vintages = list(Vintage.objects.all())
    assert len(vintages) in {0, 1}
    assert VintageSeries.objects.count() == len(vintages)
    assert Entry.objects.filter(verb="imported").count() == len(vintages)
    assert Counter.objects.filter(prefix="VIN", last__gt=0).count() == len(vintages)
    for each in vintages:
        kept = store.vintage_folder(each.content_hash)
        assert {inside.name for inside in kept.iterdir()} == {
            "source",
            "observations.parquet",
            "vintage.json",
        }
    history.seal()
    assert history.verify().broken is None
    return len(vintages)


def check_again(folder, path):
    """Import the file once more: one vintage, and nothing else is left."""
    vintage = operations.import_file(path, by=Actor.anonymous(), on=TODAY)

    assert check_whole(folder) == 1
    # Whatever was left is gone with the next import that keeps something.
    other = write_file(path.parent, FIRST[1:], "other.csv")
    kept = operations.import_file(other, by=Actor.anonymous(), on=TODAY)
    names = {each.name for each in (folder / "vintages").iterdir()}
    assert names == {".lock", vintage.content_hash, kept.content_hash}


@pytest.mark.parametrize("point", POINTS if COUNTS == "full" else FEW)
def test_killed_at_a_named_point(transactional_db, folder, tmp_path, point):
    make_source()
    path = write_file(tmp_path)

    ended = begin(path, folder, point)
    _out, err = ended.communicate(timeout=120)

    assert ended.returncode == -9, err.decode()
    assert check_whole(folder) == (1 if point == "after-commit" else 0)
    check_again(folder, path)


@pytest.mark.parametrize("seed", range(20 if COUNTS == "full" else 1))
def test_killed_at_a_random_moment(transactional_db, folder, tmp_path, seed):
    make_source()
    path = write_file(tmp_path, MANY)

    ended = begin(path, folder)
    assert ended.stdout.readline() == b"begun\n"
    time.sleep(random.Random(seed).uniform(0, 0.8))  # noqa: S311
    ended.kill()
    ended.communicate(timeout=120)

    check_whole(folder)
    check_again(folder, path)


def test_two_imports_of_one_file_at_once_make_one_vintage(
    transactional_db, folder, tmp_path
):
    make_source()
    path = write_file(tmp_path, MANY)

    both = [begin(path, folder) for _ in range(2)]
    for each in both:
        out, err = each.communicate(timeout=120)
        assert out.endswith(b"done\n"), err.decode()

    assert check_whole(folder) == 1
    vintage = Vintage.objects.get()
    assert {each.name for each in (folder / "vintages").iterdir()} == {
        ".lock",
        vintage.content_hash,
    }
