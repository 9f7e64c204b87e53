"""pysdmx: SDMX-CSV 2.0 to a frame, without validation."""

from pathlib import Path

from pysdmx.io import read_sdmx

from bench.series.clock import timed


def work(file: Path, target: Path) -> int:
    message = read_sdmx(str(file), validate=False)
    return sum(len(data.data) for data in message.data)


if __name__ == "__main__":
    timed(work)
