"""How the bench speaks with each engine: a program that fills once, then answers.

    python -m bench.search.NAME_engine fill FOLDER
    python -m bench.search.NAME_engine serve FOLDER   one question per line, one answer

Every question is one search as a results page needs it: the first twenty documents, how
many there are, and how many under each value of five facets.
"""

import json
import sys
import time
from pathlib import Path
from typing import Protocol

PAGE = 20


class Engine(Protocol):
    def fill(self) -> None:
        """Index the documents of the folder."""

    def open(self) -> None:
        """Get ready to answer."""

    def search(self, language: str, word: str) -> tuple[int, bool]:
        """Search once; return how many were found, and whether that is all of them."""


def main(make: type) -> None:
    engine: Engine = make(Path(sys.argv[2]))
    if sys.argv[1] == "fill":
        engine.fill()
        return
    engine.open()
    for line in sys.stdin:
        language, word = json.loads(line)
        began = time.perf_counter()
        found, whole = engine.search(language, word)
        taken = (time.perf_counter() - began) * 1000
        print(json.dumps([taken, found, whole]), flush=True)
