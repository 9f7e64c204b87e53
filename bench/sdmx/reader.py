"""Read one message with one engine, in a process of its own.

    python reader.py ENGINE FILE

prints seconds of computing, seconds, the growth of the peak of memory in megabytes, and
the observations read. Runs in Accord's environment or in that of the bench.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def bare() -> Callable[[Path], int]:
    from lxml import etree  # noqa: PLC0415

    def read(path: Path) -> int:
        count = 0
        for _, element in etree.iterparse(str(path)):
            count += element.tag.endswith("Obs")
            element.clear()
        return count

    return read


def rows() -> Callable[[Path], int]:
    from tally.sdmx.reading.message import read_message  # noqa: PLC0415

    def read(path: Path) -> int:
        with tempfile.TemporaryDirectory() as folder, path.open("rb") as file:
            read_rows, _ = read_message(file, Path(folder))
            read_rows.table()
            return read_rows.count

    return read


def parquet() -> Callable[[Path], int]:
    import duckdb  # noqa: F401, PLC0415 (loaded before the clock starts, as lxml is)

    from tally.series import convert  # noqa: PLC0415

    def read(path: Path) -> int:
        with tempfile.TemporaryDirectory() as folder:
            return convert(path, Path(folder) / "observations.parquet").stored

    return read


def sdmx1() -> Callable[[Path], int]:
    import sdmx  # noqa: PLC0415

    def read(path: Path) -> int:
        message = sdmx.read_sdmx(path)
        return sum(len(one.obs) for one in message.data)

    return read


def pysdmx() -> Callable[[Path], int]:
    from pysdmx.io import read_sdmx  # noqa: PLC0415

    def read(path: Path) -> int:
        message = read_sdmx(path, validate=False)
        return sum(len(one.data) for one in message.data)

    return read


ENGINES = {
    "bare": bare,
    "rows": rows,
    "parquet": parquet,
    "sdmx1": sdmx1,
    "pysdmx": pysdmx,
}


def main() -> None:
    read = ENGINES[sys.argv[1]]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, computed = time.perf_counter(), time.process_time()
    count = read(Path(sys.argv[2]))
    computed, took = time.process_time() - computed, time.perf_counter() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{computed:.4f} {took:.4f} {grown:.1f} {count}")


if __name__ == "__main__":
    main()
