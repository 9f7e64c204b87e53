"""The programs of others are there, pinned, and reach the sample coalition."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.outside.programs import ROOT, needs_node, node, python, run, script, told

LOCK = Path(__file__).with_name("package-lock.json")


def test_an_outside_program_reads_the_sample_coalition(address: str):
    found = script("read_page.py", f"{address}/en/actions/")

    assert found["status"] == 200
    assert "Actions" in found["text"]


@pytest.mark.parametrize(
    "name",
    [
        *("csvwvalidate", "extruct", "flatten-tool", "frictionless"),
        *("openapi-spec-validator", "schemathesis", "usp"),
    ],
)
def test_a_python_program_starts(name: str):
    answer = run(python(name), "--help")

    assert answer.returncode == 0, told(answer)


@needs_node
@pytest.mark.parametrize("name", ["redocly", "spectral", "tsc"])
def test_a_program_of_npm_starts(name: str):
    answer = run(node(name), "--version")

    assert answer.returncode == 0, told(answer)
    assert re.search(r"\d+\.\d+", answer.stdout)


def test_the_lock_of_npm_names_hashes_and_no_address():
    text = LOCK.read_text("utf-8")
    packages = json.loads(text)["packages"]

    assert "://" not in text
    assert len(packages) > 100
    assert all("integrity" in each for path, each in packages.items() if path)


def test_the_lock_of_python_holds_what_the_group_names():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    lock = (ROOT / "requirements-outside.lock").read_text()

    names = {re.split(r"[\[<>=]", named)[0] for named in groups["outside"]}
    assert names <= set(re.findall(r"^([^=\s]+)==", lock, re.MULTILINE))
