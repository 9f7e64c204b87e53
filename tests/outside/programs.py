"""Running a program that others wrote: where it lies, with what, for how long."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).with_name("scripts")
PYTHON_PROGRAMS = ROOT / ".venv-outside" / "bin"
NODE_FOLDER = ROOT / ".node-outside"
NODE_PROGRAMS = NODE_FOLDER / "node_modules" / ".bin"
ADVICE = "ops/outside has not installed it here (npm's programs need Node 20)"
SECONDS = 60

needs_node = pytest.mark.skipif(not NODE_PROGRAMS.exists(), reason=ADVICE)


def python(name: str) -> Path:
    """Return the path of a program of `requirements-outside.lock`."""
    return PYTHON_PROGRAMS / name


def node(name: str) -> Path:
    """Return the path of a program of `package-lock.json`."""
    return NODE_PROGRAMS / name


def run(
    program: Path,
    *words: object,
    within: float = SECONDS,
    folder: Path | None = None,
    settings: Mapping[str, str] | None = None,
    typed: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program and return its answer, whatever its exit code is.

    It knows nothing of our surroundings, and tells nobody that it was run.
    """
    return subprocess.run(
        [str(program), *map(str, words)],
        cwd=folder,
        env=surroundings() | dict(settings or {}),
        input=typed,
        capture_output=True,
        text=True,
        timeout=within,
        check=False,
    )


def script(name: str, *words: object, within: float = SECONDS) -> Any:
    """Run a script of `scripts/` among the outside libraries; return what it told."""
    answer = run(python("python"), SCRIPTS / name, *words, within=within)
    assert answer.returncode == 0, told(answer)
    return json.loads(answer.stdout)


def told(answer: subprocess.CompletedProcess[str]) -> str:
    return f"{' '.join(answer.args)}\n{answer.stdout}\n{answer.stderr}"


def surroundings() -> dict[str, str]:
    return {
        "PATH": os.pathsep.join(
            [str(PYTHON_PROGRAMS), str(NODE_PROGRAMS), os.environ.get("PATH", "")]
        ),
        "HOME": os.environ.get("HOME", "/tmp"),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "NO_COLOR": "1",
        "DO_NOT_TRACK": "1",
        "SCARF_ANALYTICS": "false",
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
        # Loopback only: what would leave this machine fails at once.
        **dict.fromkeys(
            ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"),
            "http://127.0.0.1:9",
        ),
        "no_proxy": "localhost,127.0.0.1",
        "NO_PROXY": "localhost,127.0.0.1",
    }
