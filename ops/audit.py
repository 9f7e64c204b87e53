"""`make audit` judges our packages, by their newest repairs, and our code.

Fails when a package was skipped, so that silence never passes for health.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".venv-audit" / "bin"
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)"
    r"(?P<marker>[ ]*;[^\\\n]*)?",
    re.MULTILINE,
)
SEMGREP = [str(TOOLS / "semgrep"), "--metrics", "off", "--disable-version-check"]
HELD_BACK = tomllib.loads((ROOT / "ops" / "held_back.toml").read_text("utf-8"))
SOURCES = ["accord", "tally", "ops"]


class Pin(NamedTuple):
    """A package with the version that a lock file holds, and for which machines."""

    name: str
    version: str
    marker: str

    @property
    def series(self) -> str:
        """Return the first two numbers: those after them are repairs."""
        return ".".join(re.findall(r"\d+", self.version)[:2])


def pins_of(text: str) -> list[Pin]:
    return [
        Pin(found["name"].lower(), found["version"], (found["marker"] or "").rstrip())
        for found in PIN.finditer(text)
    ]


def newest_repairs(pins: list[Pin]) -> dict[tuple[str, str], Pin]:
    """Ask the package index, through uv, for the newest version of each series."""
    wanted = "\n".join(
        f"{pin.name}>={pin.version},=={pin.series}.*{pin.marker}" for pin in pins
    )
    answer = subprocess.run(
        [
            str(ROOT / ".venv" / "bin" / "uv"),
            *("pip", "compile", "--no-deps", "--no-annotate", "--no-header"),
            *("--universal", "--python-version", "3.11", "--quiet", "-"),
        ],
        input=wanted,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if answer.returncode:
        sys.stderr.write(answer.stderr)
    return {(pin.name, pin.series): pin for pin in pins_of(answer.stdout)}


def audit_lock(lock: Path) -> list[str]:
    """Return a sentence for each package that is behind, or could not be judged."""
    held = pins_of(lock.read_text(encoding="utf-8"))
    newest = newest_repairs(held)
    faults = []
    for pin in held:
        found = newest.get((pin.name, pin.series))
        if found is None:
            faults.append(f"{lock.name}: {pin.name} {pin.version} could not be judged")
        elif found.version == HELD_BACK.get(pin.name, {}).get("newest"):
            reason = HELD_BACK[pin.name]["reason"]
            sys.stdout.write(f"  {pin.name} {pin.version} is held back: {reason}\n")
        elif found.version != pin.version:
            faults.append(
                f"{lock.name}: {pin.name} {pin.version} is behind {found.version}"
            )
    sys.stdout.write(f"{lock.name}: {len(held)} packages, {len(faults)} faults\n")
    return faults


def run(what: str, command: list[str]) -> list[str]:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()
    answer = subprocess.run(command, check=False, cwd=ROOT)
    return [f"{what}: faults found"] if answer.returncode else []


def main() -> int:
    faults = []
    for lock in sorted(ROOT.glob("requirements*.lock")):
        faults += audit_lock(lock)
    faults += run(
        "bandit, medium and above",
        [
            str(TOOLS / "bandit"),
            *("--configfile", "pyproject.toml", "--quiet"),
            *("--severity-level", "medium", "--recursive"),
            *SOURCES,
        ],
    )
    faults += run("own rules find their examples", [*SEMGREP, "--test", "ops/semgrep"])
    faults += run(
        "own rules find nothing else",
        [
            *(SEMGREP[0], "scan", *SEMGREP[1:], "--quiet", "--error"),
            *("--config", "ops/semgrep", "--exclude", "ops/semgrep"),
            *SOURCES,
        ],
    )
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
