"""Small files as their sources write them, and the tidy rows that come of a file."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tally.series import Report, convert

# The published files beside this repository, where there are any.
SHARED = next(
    (
        found
        for folder in Path(__file__).resolve().parents
        if (found := folder / "shared" / "data").is_dir()
    ),
    Path("absent"),
)

ILOSTAT = [
    ["ref_area", "indicator", "source", "sex", "classif1", "time", "obs_value",
     "obs_status", "note_source"],
    ["KEN", "UNE_DEAP_SEX_AGE_RT", "BA:1", "SEX_F", "AGE_YTHADULT_Y15-24", "2021",
     "11.25", "B", "S3:8"],
    ["KEN", "UNE_DEAP_SEX_AGE_RT", "BA:1", "SEX_F", "AGE_YTHADULT_YGE15", "2021", "",
     "U", ""],
    ["X01", "UNE_2EAP_SEX_AGE_RT", "XA:8405", "SEX_T", "AGE_YTHADULT_YGE15", "2021",
     "6", "", ""],
]  # fmt: skip


def text_of(rows: Sequence[Sequence[str]], **how: object) -> str:
    """The rows as CSV; `how` is for csv.writer."""
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\n", **how}).writerows(rows)
    return out.getvalue()


def tidy(path: Path, *columns: str) -> list[tuple]:
    """The rows of a Parquet file, of some columns or of all."""
    relation = duckdb.read_parquet(str(path))
    return (relation.select(*columns) if columns else relation).fetchall()


def converted(folder: Path, content: str | bytes, *columns: str) -> tuple[Report, list]:
    """The report on a file with this content, and its tidy rows."""
    file = folder / "file.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = convert(file, folder / "file.parquet")
    assert report.read == report.stored + report.refused_count
    return report, tidy(folder / "file.parquet", *columns)
