"""Files as agencies publish them, through the command: every value is accounted for."""

from pathlib import Path

import pytest

from accord.observatory import store
from accord.observatory.models import Vintage
from accord.observatory.vintages.tests.test_command import run_json
from accord.observatory.vintages.tests.test_import import left_in

ROOT = Path(__file__).parents[4]
PUBLISHED = ROOT.parent / "shared" / "data"
FOLDERS = ("ilostat", "unsdg", "worldbank", "undp", "owid", "labour_relations")
# What comes beside figures and is none: refused as a whole, each with its reason.
BESIDE = ("datapackage.json", "Metadata_", "entities--", "concepts--", "classification")


def published():
    for name in FOLDERS:
        every = sorted((PUBLISHED / name).rglob("*"))
        yield from (each for each in every if each.is_file() and each.suffix != ".md")


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not here")
def test_every_published_file_is_read_or_refused_with_a_reason(
    registered,
    folder,
):
    """`wc -l` of the long files, unpacked and less the header, is what was read."""
    kept = 0
    for path in published():
        code, report, err = run_json("import_series", path)

        assert report["read"] == report["stored"] + report["refused_count"]
        if any(part in path.name for part in BESIDE):
            assert (code, report["vintage"]) == (2, None), path.name
            assert len(err.strip().splitlines()) == 1
            continue
        assert code == 0, err
        kept += 1
        vintage = Vintage.objects.get(reference=report["vintage"])
        told = report["layout"].startswith("sdmx") or vintage.source.code != "unknown"
        assert told, path.name
        assert store.observations_of(vintage.content_hash).exists()
        again = run_json("import_series", path)[1]
        assert (again["unchanged"], again["vintage"]) == (True, report["vintage"])
    assert kept == Vintage.objects.count() == 26
    assert len(left_in(folder)) == kept + 1
