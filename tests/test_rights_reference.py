"""Every right that the code knows is explained to people."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference" / "rights.md"


def rights() -> set[str]:
    """Return `app.may_…` for each right that an `access.py` defines."""
    defined = re.compile(r"^(?:def )?(may_[a-z_]+)(?:\(| = )", re.MULTILINE)
    return {
        f"{'.'.join(path.relative_to(ROOT / 'accord').parts[:-1])}.{name}"
        for path in (ROOT / "accord").rglob("access.py")
        for name in defined.findall(path.read_text(encoding="utf-8"))
    }


def test_there_are_rights_to_document():
    assert len(rights()) >= 10


@pytest.mark.parametrize("right", sorted(rights()))
def test_a_right_is_documented(right):
    assert f"`{right}`" in REFERENCE.read_text()


def test_the_reference_names_no_right_that_is_gone():
    named = set(re.findall(r"`([a-z.]+\.may_[a-z_]+)`", REFERENCE.read_text()))

    assert named - rights() == set()
