"""Clients of statisticians take structures and figures from a running Accord."""

import json
import shutil
from pathlib import Path

import pytest
from django.test import Client

from accord.observatory.sdmx import collection, pages
from accord.observatory.sdmx.tests.sample import FIGURES
from accord.observatory.tests.figures import write_figures
from tests.outside.programs import SCRIPTS, python, run, script, told

ALL_OF_FRANCE = ".FRA....."
DIMENSIONS = [
    *("FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE", "BREAKDOWN", "DEFINITION"),
    "TIME_PERIOD",
]
FORMS_OF_PYSDMX = (
    *("SDMX_ML_2_1_GEN", "SDMX_ML_2_1_STR", "SDMX_ML_2_1_GENTS", "SDMX_ML_2_1_STRTS"),
    *("SDMX_CSV_1_0_0", "SDMX_CSV_2_0_0", "by REST 2"),
)
# Counted by hand in the rows of the sample.
SERIES = 11
HERE = {
    "curl": shutil.which("curl"),
    "R: rsdmx": Path("/usr/lib/R/site-library/rsdmx").exists(),
}
needs_r = pytest.mark.skipif(
    not HERE["R: rsdmx"], reason="Debian's r-cran-rsdmx is not installed here"
)


@pytest.fixture
def figures(address: str, settings, tmp_path) -> str:
    settings.OBSERVATORY_FOLDER = tmp_path
    write_figures(tmp_path, FIGURES, name=tmp_path.name)
    return address


@pytest.fixture
def expected(figures) -> list[list]:
    """Return the figures on France as the page of the indicator gives them."""
    page = Client(headers={"host": "localhost"}).get(
        "/en/indicators/informal-employment.json?areas=FRA&lines=all"
    )
    told = json.loads(b"".join(page.streaming_content))
    found = [
        [each["area"], each["time"], each["value"]]
        for each in told["observations"]
        if each["area"] == "FRA"
    ]
    assert len(found) == 3
    return sorted(found, key=str)


def test_sdmx1_takes_structures_and_figures(figures, expected):
    found = script("fetch_sdmx1.py", figures, ALL_OF_FRANCE)

    assert {"DF_FIGURES", "DF_CHALLENGE_1", "DF_PILLAR_1"} <= {*found["dataflows"]}
    assert found["flows by REST 2"] == found["dataflows"]
    assert found["dimensions"] == DIMENSIONS
    names = {"en": "France", "fr": "France", "es": "Francia", "ar": "فرنسا"}
    assert found["area names"] == names
    assert found["constraint"] == found["available"] == ["CC_FIGURES"]
    assert found["series"] == SERIES
    for form in ("generic", "specific", "by REST 2"):
        assert found[form] == expected, form
    assert found["by dict"] == [each for each in expected if each[1] >= "2024"]
    assert found["pandas"] == sum(each[2] for each in expected)
    # What accord/observatory/sdmx/tests/test_recorded.py replays.
    asked = {path for _method, path, _accept, _status in found["requests"]}
    assert {
        "/sdmx/dataflow/ACCORD/all/latest",
        "/sdmx/structure/dataflow/ACCORD/*/+",
        "/sdmx/data/*/ACCORD/DF_FIGURES/+/A.FRA",
    } <= asked


def test_pysdmx_takes_structures_and_figures(figures, expected):
    found = script("fetch_pysdmx.py", figures, ALL_OF_FRANCE)

    kinds = {"Codelist", "ConceptScheme", "DataStructureDefinition", "Dataflow"}
    assert {*found["kinds"]} == kinds
    assert found["dimensions"] == DIMENSIONS
    for form in FORMS_OF_PYSDMX:
        assert found[form] == expected, form
    assert found["available"] == ["AvailabilityConstraint"]
    assert found["codes"]["F"] == "Women"
    assert found["areas with figures"] == ["001", "AFE", "FRA", "KEN", "SEN"]


@needs_r
def test_rsdmx_takes_structures_and_figures(figures, expected):
    answer = run(
        Path("/usr/bin/Rscript"), SCRIPTS / "fetch_rsdmx.R", figures, ALL_OF_FRANCE
    )

    assert answer.returncode == 0, told(answer)
    lines = [line.split("\t") for line in answer.stdout.splitlines()]
    found = [line[1:] for line in lines if line[0] == "figure"]
    assert [[area, time, float(value)] for area, time, value in found] == expected
    told_of = {line[0]: line[1:] for line in lines}
    assert {"DF_FIGURES", "DF_CHALLENGE_1"} <= {*told_of["dataflows"]}
    assert (told_of["concepts"], told_of["lists"]) == (["23"], ["12"])
    assert told_of["label"] == ["France"]


def test_the_examples_of_the_page_run_as_they_stand(figures, tmp_path):
    examples = {
        each.tool: each.code for each in pages.examples(collection.current("now"))
    }
    ways = {
        "curl": ([Path("/usr/bin/env"), "sh"], "KEN: Kenya"),
        "Python: sdmx1": ([python("python")], "KEN"),
        "Python: pysdmx": ([python("python")], "KEN"),
        "R: rsdmx": ([Path("/usr/bin/Rscript")], "KEN"),
    }
    absent = {name for name, found in HERE.items() if not found}

    for tool, ((program, *words), expected) in ways.items():
        if tool in absent:
            continue
        file = tmp_path / "example"
        file.write_text(examples[tool])
        answer = run(program, *words, file, folder=tmp_path)
        assert answer.returncode == 0, told(answer)
        assert expected in answer.stdout, told(answer)
    assert script("read_page.py", examples["Excel"].strip())["status"] == 200
