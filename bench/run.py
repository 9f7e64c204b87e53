"""Run the parts of the bench that are asked for; README.md says what they are.

python -m bench.run [PART ...] [--search NUMBER ...]
"""

import argparse
import sys

from bench import api, charts, export, ground, pages
from bench.search import run as search

PARTS = ("pages", "search", "api", "export", "charts")
DOCUMENTS = [10_000, 100_000]


def main() -> int:
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("parts", nargs="*", metavar="PART")
    asked.add_argument("--search", nargs="+", type=int, default=DOCUMENTS)
    chosen = asked.parse_args()
    for part in chosen.parts:
        if part not in PARTS:
            asked.error(f"There is no part {part}; there are {', '.join(PARTS)}.")
    with ground.prepared() as at:
        for part in chosen.parts or PARTS:
            if part == "pages":
                pages.measure(at)
            if part == "search":
                for number in chosen.search:
                    search.measure(at, number)
            if part == "api":
                api.measure(at)
            if part == "export":
                export.measure(at)
            if part == "charts":
                charts.measure(at)
    return 0


if __name__ == "__main__":
    sys.exit(main())
