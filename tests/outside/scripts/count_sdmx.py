"""Count observations of SDMX-ML messages and add up their values, by two libraries.

count_sdmx.py FILE ... prints JSON: for each file and library the count and the sum of
values, or null where the library does not read the file.
"""

import json
import logging
import sys
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import pandas as pd
import sdmx
from pysdmx.io import read_sdmx


def by_sdmx1(path: str) -> list[float]:
    message = sdmx.read_sdmx(path)
    values = [
        None if one.value in {None, ""} else float(one.value)
        for data in message.data
        for one in data.obs
    ]
    return [len(values), sum(v for v in values if v == v and v is not None)]  # noqa: PLR0124


def by_pysdmx(path: str) -> list[float]:
    message = read_sdmx(Path(path), validate=False)
    frames = [data.data for data in message.data]
    values = pd.concat([pd.to_numeric(frame["OBS_VALUE"]) for frame in frames])
    return [len(values), float(values.sum())]


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable()
    found = {}
    for path in sys.argv[1:]:
        found[path] = {}
        for count in (by_sdmx1, by_pysdmx):
            try:
                # sdmx1 prints what it could not follow.
                with redirect_stdout(sys.stderr):
                    found[path][count.__name__] = count(path)
            except Exception:  # noqa: BLE001 (a library that cannot read it has no say)
                found[path][count.__name__] = None
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
