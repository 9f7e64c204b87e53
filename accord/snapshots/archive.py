"""Everything in one file, the same bytes for the same content."""

import shutil
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

_STORED = {".parquet"}


def write(folder: Path, name: str, files: Iterable[str], *, on: date) -> Path:
    """Pack files of the folder into `name`, a piece at a time."""
    target = folder / name
    inside = Path(name).stem
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for file in sorted(files):
            told = zipfile.ZipInfo(
                f"{inside}/{file}", date_time=(on.year, on.month, on.day, 0, 0, 0)
            )
            told.external_attr = 0o644 << 16
            # Parquet is packed already.
            told.compress_type = (
                zipfile.ZIP_STORED
                if Path(file).suffix in _STORED
                else zipfile.ZIP_DEFLATED
            )
            with (
                (folder / file).open("rb") as source,
                archive.open(told, "w", force_zip64=True) as packed,
            ):
                shutil.copyfileobj(source, packed, 1 << 18)
    return target
