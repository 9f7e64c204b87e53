"""Tell a person at a terminal what is going on; never on standard output."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

REMINDER_SECONDS = 5


def say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


@contextmanager
def step(what: str) -> Iterator[None]:
    """Announce long work, and every few seconds that it still goes on."""
    say(what)
    done = threading.Event()
    began = time.monotonic()

    def remind() -> None:
        while not done.wait(REMINDER_SECONDS):
            say(f"  … {time.monotonic() - began:.0f} s")

    reminder = threading.Thread(target=remind, daemon=True)
    reminder.start()
    try:
        yield
    finally:
        done.set()
        reminder.join()
