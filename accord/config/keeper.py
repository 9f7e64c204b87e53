"""The process that keeps one PostgreSQL server running while anybody uses it.

Run as `python -m accord.config.keeper FOLDER BINARIES durable|fleeting`. Every user of
the server holds a shared lock on `users.lock`; the kernel drops it however the user
ends. When nobody holds it any more, the keeper stops the server and ends. When the
server is killed the keeper starts it again; when the keeper is killed the server stops
by itself.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from accord.config import footing
from accord.config.footing import Footing

OWNER = "accord"
GLANCE_SECONDS = 0.2
STARTS_PER_MINUTE = 8
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "500ms",
}
# Test databases are thrown away: nothing needs to survive a loss of power.
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Failed(Exception):
    """The server cannot be run; the message is one sentence for the operator."""


class Keeper:
    def __init__(self, folder: Path, place: Footing, *, durable: bool) -> None:
        self.folder = folder
        self.place = place
        self.settings = SETTINGS if durable else SETTINGS | FLEETING
        self.users = (folder / "users.lock").open("a")
        self.told_to_stop = False

    def run(self) -> None:
        footing.private_folder(
            self.place.socket, owner=self.place.owner, group=self.place.group
        )
        if not self.place.data.exists():
            self.initialise()
        address = f"{self.place.owner} {self.place.socket}"
        write_whole(self.folder / "address", address)
        starts: list[float] = []
        while not self.is_unused():
            now = time.monotonic()
            starts = [*(moment for moment in starts if now - moment < 60), now]
            if len(starts) > STARTS_PER_MINUTE:
                message = f"PostgreSQL stops again and again; {self.log} says why."
                raise Failed(message)
            self.end_leftover()
            self.serve()
            time.sleep(GLANCE_SECONDS)

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def is_unused(self) -> bool:
        """Tell whether nobody holds the lock; from then on hold it, so nobody can."""
        if self.told_to_stop:
            return True
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.told_to_stop = True
        return True

    def initialise(self) -> None:
        """Make the data folder beside its place, then move it: never half of one."""
        half = self.place.data.with_name("data.new")
        remove_folder(half, self.place)
        secret = self.place.socket / "password"
        secret.touch(mode=0o600)
        os.chown(secret, self.place.owner, self.place.group)
        secret.write_text((self.folder / "password").read_text())
        try:
            made = subprocess.run(
                self.place.command(
                    "initdb",
                    f"--pgdata={half}",
                    f"--username={OWNER}",
                    f"--pwfile={secret}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-sync",
                    *self.locale(),
                ),
                capture_output=True,
                text=True,
                cwd="/",
                check=False,
            )
        finally:
            secret.unlink()
        if made.returncode:
            message = f"PostgreSQL could not make its folder: {made.stderr.strip()}"
            raise Failed(message)
        half.rename(self.place.data)

    def locale(self) -> tuple[str, ...]:
        """Ask for the locale that never changes with the system's C library (17 on)."""
        answer = subprocess.run(
            self.place.command("postgres", "--version"),
            capture_output=True,
            text=True,
            check=True,
        )
        major = int(answer.stdout.split()[2].split(".")[0])
        if major >= 17:
            return ("--locale-provider=builtin", "--locale=C.UTF-8")
        return ("--locale=C.UTF-8",)

    def end_leftover(self) -> None:
        """Deal with `postmaster.pid` when we run no server.

        After a crash the number in it may belong to any other process by now, and
        PostgreSQL would refuse to start for ever.
        """
        pid_file = self.place.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split(maxsplit=1)[0])
        except (FileNotFoundError, ValueError, IndexError):
            return
        if works_in(pid, self.place.data):
            os.kill(pid, signal.SIGINT)
            for _ in range(300):
                if not works_in(pid, self.place.data):
                    return
                time.sleep(GLANCE_SECONDS)
            message = f"A PostgreSQL server (process {pid}) does not stop."
            raise Failed(message)
        pid_file.unlink(missing_ok=True)

    def serve(self) -> None:
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        with self.log.open("a") as log:
            server = subprocess.Popen(
                [
                    *self.place.prefix,
                    # With the keeper gone nobody would ever stop the server.
                    *("setpriv", "--pdeathsig", "INT"),
                    str(self.place.binaries / "postgres"),
                    *("-D", str(self.place.data)),
                    *("-k", str(self.place.socket)),
                    *settings,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
            )
        while server.poll() is None:
            if self.is_unused():
                server.send_signal(signal.SIGINT)
                server.wait()
                return
            time.sleep(GLANCE_SECONDS)

    def stop(self, *_: object) -> None:
        self.told_to_stop = True


def works_in(pid: int, folder: Path) -> bool:
    """Tell whether the process is alive and has `folder` as its working folder."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return False


def remove_folder(folder: Path, place: Footing) -> None:
    """Remove with the rights of the account that owns the content."""
    if folder.exists():
        subprocess.run([*place.prefix, "rm", "-rf", str(folder)], check=True, cwd="/")


def write_whole(path: Path, content: str) -> None:
    """Write a private file that readers see whole or not at all."""
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)
    with os.fdopen(
        os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
    ) as file:
        file.write(content)
    half.replace(path)


def took(lock: IO[str]) -> bool:
    """Take the keeper's lock, unless another keeper holds it.

    Others look at it now and then, and hold it for an instant when they do.
    """
    for _ in range(50):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)
        else:
            return True
    return False


def main() -> int:
    folder, binaries = Path(sys.argv[1]), Path(sys.argv[2])
    lock = (folder / "keeper.lock").open("a")
    if not took(lock):
        return 0
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        place = footing.find(folder, binaries)
        keeper = Keeper(folder, place, durable=sys.argv[3] == "durable")
        signal.signal(signal.SIGTERM, keeper.stop)
        keeper.run()
    except (Failed, footing.Unsafe, OSError) as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    finally:
        # Before `users.lock` opens again, so that who waits there finds no keeper.
        lock.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
