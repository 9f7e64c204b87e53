"""Run the parts of the bench that are asked for; README.md says what they are.

python -m bench.run [PART ...]
"""

import argparse
import sys

from bench import api, export, ground, pages

PARTS = ("pages", "api", "export")


def main() -> int:
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("parts", nargs="*", metavar="PART")
    chosen = asked.parse_args()
    for part in chosen.parts:
        if part not in PARTS:
            asked.error(f"There is no part {part}; there are {', '.join(PARTS)}.")
    with ground.prepared() as at:
        for part in chosen.parts or PARTS:
            if part == "pages":
                pages.measure(at)
            if part == "api":
                api.measure(at)
            if part == "export":
                export.measure(at)
    return 0


if __name__ == "__main__":
    sys.exit(main())
