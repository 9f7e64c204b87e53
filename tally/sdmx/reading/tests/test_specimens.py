"""Every published SDMX file is read whole, or refused for a reason that is true.

`gold/specimens.tsv` says what each file is, written by hand from looking at the files.
The numbers of observations come from `specimens.recount`, which knows nothing of the
readers: lxml's count of elements called Obs, the members of `observations` in JSON, the
rows that the standard library finds in CSV.
"""

import csv
from pathlib import Path

import pytest

from tally.sdmx.reading.tests.specimens import (
    PUBLISHED,
    outcome_of,
    recount,
    specimens,
)

LAYOUTS = {"sdmx-ml", "sdmx-json", "sdmx-csv"}


def gold() -> dict[str, tuple[str, int]]:
    path = Path(__file__).parent / "gold" / "specimens.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["file"]: (row["becomes"], int(row["refused"] or 0))
            for row in csv.DictReader(file, delimiter="\t")
        }


pytestmark = pytest.mark.skipif(
    PUBLISHED is None, reason="the published SDMX files are not beside this repository"
)


def test_the_gold_names_every_file():
    assert sorted(gold()) == specimens()


@pytest.mark.parametrize(("name", "expected"), gold().items())
def test_a_published_file_is_read_whole_or_refused_truly(name, expected):
    becomes, refused = expected

    outcome = outcome_of(name)

    assert outcome.word == becomes, outcome.said
    if becomes in LAYOUTS:
        assert outcome.read == recount(name) > 0
        assert outcome.stored == outcome.read - refused
