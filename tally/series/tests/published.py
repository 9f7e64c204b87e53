"""What becomes of the published files of series beside this repository.

    python -m tally.series.tests.published

prints the table of docs/proof/series.md: what each file became, beside a count that
knows nothing of our readers.
"""

import csv
import gzip
import io
import math
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tally.series import FileRefused, convert
from tally.series.tests.files import SHARED

FOLDERS = ("ilostat", "unsdg", "worldbank", "undp", "owid", "labour_relations")
FILES = sorted(
    str(path.relative_to(SHARED))
    for folder in FOLDERS
    for path in (SHARED / folder).rglob("*.csv*")
)
# Columns that hold no values in files with a column for each year or series.
NO_VALUES = {"Entity", "Year", "Country Name", "Country Code", "Indicator Name",
             "Indicator Code", "iso3", "country", "hdicode", "region",
             "hdi_rank_2022", ""}  # fmt: skip


def counted(path: Path) -> tuple[int, float]:
    """Observations of a file and the sum of their values, with csv and nothing of ours.

    A long file has one a row, in the last column of the UN's, in `obs_value`, in
    `Value` or `OBS_VALUE`; any other one in each cell that is not blank.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        rows = list(csv.reader(io.StringIO(file.read().decode("utf-8-sig"))))
    start = next(
        n for n, row in enumerate(rows) if len(row) > 3 or row[:1] == ["Entity"]
    )
    header, body = rows[start], [row for row in rows[start + 1 :] if row]
    long = {"obs_value", "Value", "OBS_VALUE"} & set(header)
    if "geo_area" in header:
        long = {header[-1]}
    if long:
        place = header.index(long.pop())
        texts = [row[place] for row in body]
    else:
        wanted = [
            place
            for place, name in enumerate(header)
            if name not in NO_VALUES or re.fullmatch(r"\w+_\d{4}", name)
        ]
        texts = [row[p] for row in body for p in wanted if row[p].strip()]
    return len(texts), math.fsum(float(text) for text in texts if number(text))


def number(text: str) -> bool:
    return re.fullmatch(r"-?\d*\.?\d+([eE][+-]?\d+)?", text) is not None


def table() -> Iterator[str]:
    yield "| file | layout | rows | blank | read | stored | refused | csv counts |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            try:
                report = convert(SHARED / name, Path(folder) / "o.parquet")
            except FileRefused as refused:
                yield f"| `{name}` | refused: {refused} | | | | | | |"
                continue
            many, _ = counted(SHARED / name)
            numbers = (
                report.rows,
                report.blank,
                report.read,
                report.stored,
                report.refused_count,
                many,
            )
            cells = " | ".join(f"{number:,}" for number in numbers)
            yield f"| `{name}` | {report.layout} | {cells} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
