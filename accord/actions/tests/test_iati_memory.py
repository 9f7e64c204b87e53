"""A large file streams: memory does not grow with its length."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from accord.actions.models import Action
from accord.actions.tests.factories import make_vocabulary
from accord.actions.tests.iati_files import many
from accord.partners.tests.factories import make_partner

ROOT = Path(__file__).parents[3]
IMPORT = """
import resource, sys
import django
django.setup()
from datetime import date
from django.db import connection
connection.settings_dict.update({database!r})
from accord.actions.iati import importing
from accord.base.actor import Actor
from accord.partners.models import Partner

partner = Partner.objects.get(slug="sample")
day = date(2026, 6, 1)
for path in ({small!r}, {large!r}):
    with open(path, "rb") as source:
        importing.preview(source, partner, on=day)
        source.seek(0)
        importing.carry_out(
            source, partner, importing.Origin("x.xml", "0" * 64),
            by=Actor.anonymous(), on=day,
        )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.django_db(transaction=True)
def test_memory_does_not_grow_with_the_file(tmp_path, counts):
    make_vocabulary()
    make_partner("Sample Workshop", slug="sample")
    # 20 000 activities are 50 MB; 1 200 are enough to see growth.
    length = 20_000 if counts == "full" else 1_200
    small, large = tmp_path / "small.xml", tmp_path / "large.xml"
    small.write_bytes(many(300).replace(b"CONTRATS", b"SMALL"))
    large.write_bytes(many(length))

    first, second = _peaks(small, large)

    assert Action.objects.count() == 300 + length
    # Growth in kB: remarks of a report are kept up to a bound, activities are not.
    assert second - first < (60_000 if counts == "full" else 15_000)


def _peaks(small, large):
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    database = {name: connection.settings_dict[name] for name in names}
    program = IMPORT.format(database=database, small=str(small), large=str(large))
    settings_module = {"DJANGO_SETTINGS_MODULE": "accord.config.settings_for_tests"}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | settings_module,
    )
    return (int(line) for line in ended.stdout.split())
