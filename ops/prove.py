"""`make prove`: every rule at full counts, on the embedded PostgreSQL and on Debian's.

Each part that passes leaves a stamp in `var/prove` for this commit, so that an
interrupted proof goes on where it stopped. What each part printed is kept, with
command, commit and seed, in `docs/proof`.
"""

import os
import secrets
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
STAMPS = ROOT / "var" / "prove"
PROOF = ROOT / "docs" / "proof"
# What pytest answers for a folder without tests.
NO_TESTS = 5
DEBIAN = Path("/usr/lib/postgresql/15/bin")


class Part(NamedTuple):
    """The tests of one folder, on one server."""

    server: str
    folder: str
    settings: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.server}-{self.folder.replace('/', '-')}"


def folders() -> list[str]:
    apps = sorted(
        str(path.parent.relative_to(ROOT)) for path in ROOT.glob("accord/*/tests")
    )
    return ["tally", *apps, "tests"]


def parts() -> Iterator[Part]:
    for folder in folders():
        yield Part("embedded", folder, {})
    if not DEBIAN.exists():
        install_postgresql()
    if not DEBIAN.exists():
        say(f"Debian's PostgreSQL 15 is not in {DEBIAN}: that half is not proved.")
        return
    settings = {
        "ACCORD_POSTGRES_BIN": str(DEBIAN),
        "ACCORD_TEST_SERVER": str(ROOT / "var" / "test" / "postgres-15"),
    }
    for folder in folders():
        yield Part("debian-15", folder, settings)


def install_postgresql() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say("Installing Debian's PostgreSQL")
    subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql"], check=False)


def state_of_the_tree() -> str:
    """Return the commit, marked when files differ from it; proofs do not count."""
    commit = git("rev-parse", "--short=12", "HEAD")
    changed = git("status", "--porcelain", "--", ".", ":!docs/proof")
    return f"{commit} with uncommitted changes" if changed else commit


def git(*words: str) -> str:
    answer = subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def prove(part: Part, *, state: str, seed: int) -> bool:
    command = [
        *(sys.executable, "-m", "pytest", "-n", "2", part.folder),
        *(f"--randomly-seed={seed}", f"--hypothesis-seed={seed}"),
    ]
    settings = {"ACCORD_TEST_COUNTS": "full", **part.settings}
    told = " ".join(f"{name}={value}" for name, value in settings.items())
    heading = (
        f"commit   {state}\n"
        f"date     {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n"
        f"command  {told} {shlex.join(['.venv/bin/python', *command[1:]])}\n"
    ).replace(f"{ROOT}/", "")
    say(f"{part.name} (seed {seed})")
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    output = answer.stdout.replace(f"{ROOT}/", "").replace(str(ROOT), ".")
    PROOF.mkdir(parents=True, exist_ok=True)
    (PROOF / f"{part.name}.txt").write_text(f"{heading}\n{output}", encoding="utf-8")
    say(f"  {output.strip().splitlines()[-1]}")
    return answer.returncode in {0, NO_TESTS}


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main() -> int:
    state = state_of_the_tree()
    STAMPS.mkdir(parents=True, exist_ok=True)
    failed = []
    for part in parts():
        stamp = STAMPS / part.name
        if stamp.exists() and stamp.read_text() == state:
            say(f"{part.name}: proved before")
            continue
        if prove(part, state=state, seed=secrets.randbelow(2**32)):
            stamp.write_text(state)
        else:
            failed.append(part.name)
    if failed:
        say(f"Not proved: {', '.join(failed)}; docs/proof tells why.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
