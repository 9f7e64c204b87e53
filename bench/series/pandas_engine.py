"""pandas: read and sort the rows, as a tidy file needs; it has no writer of its own."""

from pathlib import Path

import pandas as pd

from bench.series.clock import timed


def work(file: Path, target: Path) -> int:
    frame = pd.read_csv(file)
    key = ["indicator", "ref_area", "sex", "classif1", "classif2", "source", "time"]
    frame = frame.sort_values(key)
    frame.to_pickle(target)
    return len(frame)


if __name__ == "__main__":
    timed(work)
