"""Run the parts of the bench that are asked for; README.md says what they are.

python -m bench.run [PART ...] [--search NUMBER ...]
"""

import argparse
import sys

from bench import api, charts, export, figures, ground, names, pages
from bench.sdmx import run as sdmx
from bench.search import run as search
from bench.series import run as series

PARTS = {
    "pages": pages.measure,
    "api": api.measure,
    "export": export.measure,
    "charts": charts.measure,
    "sdmx": sdmx.measure,
    "figures": figures.measure,
    "series": series.measure,
    "names": names.measure,
}
DOCUMENTS = [10_000, 100_000]


def main() -> int:
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("parts", nargs="*", metavar="PART")
    asked.add_argument("--search", nargs="+", type=int, default=DOCUMENTS)
    chosen = asked.parse_args()
    known = (*PARTS, "search")
    for part in chosen.parts:
        if part not in known:
            asked.error(f"There is no part {part}; there are {', '.join(known)}.")
    with ground.prepared() as at:
        for part in chosen.parts or known:
            if part in PARTS:
                PARTS[part](at)
                continue
            for number in chosen.search:
                search.measure(at, number)
    return 0


if __name__ == "__main__":
    sys.exit(main())
