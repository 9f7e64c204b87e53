"""Child processes that end when we do, and that end whole."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

GRACE_SECONDS = 15


class Child:
    """One process in a session of its own, so that Ctrl-C reaches only its parent.

    When the parent is killed outright, the kernel asks the child to end (Linux only).
    """

    def __init__(self, name: str, command: list[str], *, log: Path) -> None:
        self.name = name
        self.log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [*end_with_parent(), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def stop(self) -> None:
        """Ask, wait, then end whatever the child itself has started."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_with_parent() -> list[str]:
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []
