"""What becomes of the published SDMX files beside this repository.

    python -m tally.sdmx.reading.tests.specimens

prints a table for docs/proof/sdmx.md: what each file became, and how many observations
a count that knows nothing of our readers finds in it.
"""

import csv
import gzip
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tally.series import FileRefused, convert

PUBLISHED = next(
    (
        found
        for folder in Path(__file__).resolve().parents
        if (found := folder / "shared" / "data" / "sdmx").is_dir()
    ),
    None,
)
ENDINGS = (".xml", ".xml.gz", ".json", ".csv", ".zip")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was read as `word`, a layout, or refused for it, a reason."""

    word: str
    read: int | None = None
    stored: int | None = None
    said: str = ""


def specimens() -> list[str]:
    """The names of all files, from the folder they lie in."""
    if PUBLISHED is None:
        return []
    return sorted(
        str(path.relative_to(PUBLISHED))
        for path in PUBLISHED.rglob("*")
        if path.name.endswith(ENDINGS)
    )


def outcome_of(name: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        try:
            report = convert(PUBLISHED / name, Path(folder) / "observations.parquet")
        except FileRefused as refused:
            return Outcome(refused.code, said=str(refused))
    said = "; ".join(
        f"{code}: {many}" for code, many in sorted(report.refused_by_code.items())
    )
    return Outcome(report.layout, report.read, report.stored, said)


def recount(name: str) -> int:
    """How many observations the file has, counted without any code of ours."""
    path = PUBLISHED / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "rb") as file:
        content = file.read()
    if ".xml" in name:
        count = etree.fromstring(content).xpath("count(//*[local-name() = 'Obs'])")
        return int(count)
    if name.endswith(".json"):
        return _observations(json.loads(content))
    if name.endswith(".csv"):
        return len(list(csv.DictReader(content.decode("utf-8-sig").splitlines(True))))
    return 0


def _observations(part: object) -> int:
    """The members of every object called `observations`."""
    if isinstance(part, list):
        return sum(_observations(one) for one in part)
    if not isinstance(part, dict):
        return 0
    held = part.get("observations")
    here = len(held) if isinstance(held, dict) else 0
    return here + sum(_observations(one) for one in part.values())


def main() -> None:
    print("| File | Counted | Read | Stored | Became |")  # noqa: T201
    print("|---|---:|---:|---:|---|")  # noqa: T201
    for name in specimens():
        became = outcome_of(name)
        counts = [
            str(number) if number is not None else ""
            for number in (recount(name), became.read, became.stored)
        ]
        words = f"`{became.word}` {became.said}".strip()
        print(f"| {name} | {' | '.join(counts)} | {words} |")  # noqa: T201


if __name__ == "__main__":
    main()
