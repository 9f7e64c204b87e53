"""Make the extracts beside this script from the published files of a folder.

    python -m accord.observatory.data.extracts.build FOLDER

FOLDER holds `ilostat`, `unsdg` and so on, as README.md describes them. Rows and figures
are never touched; of wide tables only the columns named in `extracts.toml` are kept.
Running it again on the same files gives the same bytes.
"""

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from accord.observatory.registry import extracts

HERE = Path(__file__).parent
# It gives every byte a character and back, whatever the encoding really is.
BYTES = "latin-1"


def main(folder: Path) -> None:
    for each in extracts():
        text = _read(folder / each["from"])
        if "keep" in each:
            text = _with_columns(text, each["keep"])
        with (
            (HERE / each["file"]).open("wb") as file,
            # Neither name nor moment is written, so that bytes repeat.
            gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
        ):
            packed.write(text.encode(BYTES))


def _read(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    return content.decode(BYTES)


def _with_columns(text: str, keep: Sequence[str]) -> str:
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows)
    kept = re.compile("|".join(keep))
    places = [place for place, name in enumerate(header) if kept.fullmatch(name)]
    target = io.StringIO(newline="")
    csv.writer(target).writerows(_at(places, header, rows))
    return target.getvalue()


def _at(
    places: Sequence[int], header: list[str], rows: Iterator[list[str]]
) -> Iterator[list[str]]:
    yield [header[place] for place in places]
    for row in rows:
        yield [row[place] for place in places]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
