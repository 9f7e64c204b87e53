"""Bring a database to where it can serve: tables, reference data, sample coalition."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accord.config.places import DEMO, ROOT, VAR
from accord.config.progress import say, step
from accord.config.surroundings import Refused


def fill() -> None:
    """Make tables and load reference data, where missing; else it takes a second."""
    with taking_turns():
        if pending_migrations():
            with step("Making the tables (about 20 seconds)"):
                call_command("migrate", verbosity=0, interactive=False)
        load_reference_data()


def fill_with_sample() -> None:
    """Load the sample coalition too, unless people are there already."""
    fill()
    with taking_turns():
        load_series()
        if not get_user_model().objects.exists():
            load("load_sample", "Loading the sample coalition")


def fill_with_office() -> None:
    """Load the sample of the coalition's own people only: no partners, no actions."""
    fill()
    with taking_turns():
        load_series()
        if not get_user_model().objects.exists():
            load("load_sample", "Loading people", empty=True)


@contextmanager
def taking_turns() -> Iterator[None]:
    with (DEMO / "prepare.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    connection.close()


def pending_migrations() -> int:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as reason:
        sentence = f"The database does not answer: {str(reason).strip()}"
        raise Refused(sentence) from reason
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def load_reference_data() -> None:
    state = fingerprint(ROOT / "accord" / "atlas", "data/**/*", "management/**/*.py")
    stamp = DEMO / "reference-data"
    has_data = apps.get_model("atlas", "Country").objects.exists()
    if not (has_data and stamp.exists() and stamp.read_text() == state):
        load("load_atlas", "Loading countries, goals and themes")
        stamp.write_text(state)
    load_registry()
    load_pages()
    load_search()


def load_registry() -> None:
    """Load the indicators of the observatory, unless nothing about them has changed."""
    state = fingerprint(
        ROOT / "accord" / "observatory", "data/**/*.toml", "loading.py", "registry.py"
    )
    stamp = DEMO / "registry"
    has_indicators = apps.get_model("observatory", "Indicator").objects.exists()
    if not (has_indicators and stamp.exists() and stamp.read_text() == state):
        load("load_registry", "Loading indicators")
        stamp.write_text(state)


def load_search() -> None:
    """Write anew what search finds, when how records are found has changed."""
    state = fingerprint(
        ROOT / "accord", "*/search.py", "base/search/*.py", "atlas/data/synonyms.toml"
    )
    stamp = DEMO / "search"
    if not (stamp.exists() and stamp.read_text() == state):
        load("load_search", "Preparing the search")
        stamp.write_text(state)


def load_series() -> None:
    """Import the official files that come with Accord, unless none has changed."""
    state = fingerprint(ROOT / "accord" / "observatory" / "data", "**/*")
    stamp = DEMO / "series"
    has_vintages = apps.get_model("observatory", "Vintage").objects.exists()
    if not (has_vintages and stamp.exists() and stamp.read_text() == state):
        load("load_series", "Importing official series (about 20 seconds)")
        stamp.write_text(state)


def load_pages() -> None:
    state = fingerprint(ROOT / "accord" / "texts", "content/*.toml", "management/**/*")
    stamp = DEMO / "pages"
    has_pages = apps.get_model("texts", "Text").objects.exists()
    if has_pages and stamp.exists() and stamp.read_text() == state:
        return
    load("load_texts", "Loading the pages")
    stamp.write_text(state)


def load(command: str, sentence: str, **options: bool) -> None:
    """Run one loading command, whole or not at all; pass on what it says last."""
    if command not in get_commands():
        return
    output = StringIO()
    with step(sentence), transaction.atomic():
        call_command(command, stdout=output, **options)
    said = output.getvalue().strip().splitlines()
    if said:
        say(f"  {said[-1]}")


def ask_for_snapshot() -> None:
    """Let the jobs publish the day's snapshot, which is nothing where it exists."""
    tasks = import_module("accord.snapshots.tasks")
    tasks.publish_snapshot.defer(timestamp=int(time.time()))


def collect_static_files() -> None:
    """Collect stylesheets and scripts, unless none has changed since last time."""
    state = fingerprint(ROOT, "requirements.lock", "accord/*/static/**/*")
    stamp = VAR / "static" / ".collected"
    if stamp.exists() and stamp.read_text() == state:
        return
    with step("Collecting stylesheets and scripts"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)


def fingerprint(folder: Path, *patterns: str) -> str:
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def require_tables() -> None:
    """Refuse to work on somebody else's database before it was prepared."""
    count = pending_migrations()
    if count:
        sentence = (
            f"The database lacks {count} migrations. "
            "Run `accord prepare` once, then try again."
        )
        raise Refused(sentence)
