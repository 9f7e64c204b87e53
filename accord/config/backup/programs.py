"""PostgreSQL's own programs for dumps, and the address they are given."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from accord.config import postgres
from accord.config.postgres import Unavailable


def address() -> dict[str, str]:
    """Return the database of this installation as PostgreSQL's programs take it.

    In the environment and not among their words, which every process may read.
    """
    settings = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    found = {key: str(settings[name]) for key, name in names.items() if settings[name]}
    mode = settings["OPTIONS"].get("sslmode")
    return {**found, "PGSSLMODE": str(mode)} if mode else found


def surroundings(where: dict[str, str]) -> dict[str, str]:
    return {**os.environ, **where}


def find(name: str, *, server: int) -> str:
    """Return the program nearest to the server (its major version), and not older.

    Of two as near the system's is taken, which can speak TLS to servers elsewhere;
    the other is the one that Accord brings along.
    """
    candidates = [shutil.which(name), str(postgres.find_binaries() / name)]
    versions = {each: _version(each) for each in candidates if each}
    for program in sorted(versions, key=lambda each: versions[each]):
        if versions[program] >= server:
            return program
    message = (
        f"The server is PostgreSQL {server}, and no {name} here is as new. Install "
        f"postgresql-client-{server}, or set ACCORD_POSTGRES_BIN to its folder."
    )
    raise Unavailable(message)


def _version(program: str) -> int:
    if not Path(program).exists():
        return 0
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0
