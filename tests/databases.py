"""Test databases: built once, from migrations and the sample, cloned for every run."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from accord.config.places import ROOT, TEST
from accord.config.postgres import Server
from tests import cast

LOCK = "accord test template"
# What decides how the registry looks in a database, apart from migrations.
REGISTRY = (
    "accord/*/data/*",
    "accord/*/operations.py",
    "accord/*/operations/*.py",
    "accord/*/management/commands/load_*.py",
    "accord/atlas/tables.py",
    "accord/*/search.py",
    "accord/observatory/data/indicators/*.toml",
    "accord/observatory/loading.py",
    "accord/observatory/registry.py",
    "accord/base/history.py",
    "accord/base/search/*.py",
)
# And how the sample coalition looks, which is built onto it.
SAMPLE = (
    *REGISTRY,
    "accord/*/content/*",
    "accord/config/sample/*",
    "accord/texts/shipping.py",
    "tests/cast.py",
)


@contextmanager
def server_for_tests() -> Iterator[str]:
    """Yield the address of a server for tests, never that of the demonstration."""
    given = os.environ.get("ACCORD_TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(os.environ.get("ACCORD_TEST_SERVER") or TEST / "postgres")
    with Server(folder, durable=False).joined(print) as url:
        yield url


@contextmanager
def cloned_database(url: str, *, worker: str) -> Iterator[str]:
    """Make a database with the schema of all migrations; yield its name.

    The template is keyed by the content of the migrations, so that it is never stale,
    and a run that changed none of them starts in a second.
    """
    template = schema_template()
    with psycopg.connect(url, dbname="postgres", autocommit=True) as admin:
        with taking_turns(admin):
            drop_leftovers(admin, keep=template)
            ensure_schema(admin, template)
            name = clone(admin, template, worker)
        try:
            yield name
        finally:
            connections.close_all()
            drop(admin, name)


@contextmanager
def registry_database(url: str, *, worker: str) -> Iterator[str]:
    """Make a database with countries, goals and the registry; yield its name."""
    with derived_database(url, ensure_registry, worker=worker) as name:
        yield name


@contextmanager
def sample_database(url: str, *, worker: str) -> Iterator[str]:
    """Make a database with reference data, sample coalition and cast; yield its name.

    Its template is a clone of the registry's, filled by the public loaders once.
    """
    with derived_database(url, ensure_sample, worker=worker) as name:
        yield name


@contextmanager
def derived_database(
    url: str, ensure: Callable[[psycopg.Connection], str], *, worker: str
) -> Iterator[str]:
    with psycopg.connect(url, dbname="postgres", autocommit=True) as admin:
        with taking_turns(admin):
            name = clone(admin, ensure(admin), worker)
        try:
            yield name
        finally:
            connections.close_all()
            drop(admin, name)


def ensure_registry(admin: psycopg.Connection) -> str:
    schema = schema_template()
    ensure_schema(admin, schema)
    beginning = f"{schema}_registry_"
    return ensure_derived(admin, beginning, REGISTRY, load_registry, onto=schema)


def ensure_sample(admin: psycopg.Connection) -> str:
    registry = ensure_registry(admin)
    beginning = f"{schema_template()}_sample_"
    return ensure_derived(admin, beginning, SAMPLE, cast.enter, onto=registry)


def ensure_derived(
    admin: psycopg.Connection,
    beginning: str,
    sources: tuple[str, ...],
    fill: Callable[[], object],
    *,
    onto: str,
) -> str:
    """Return the template that is filled from these files, built where there is none.

    Those that were filled from other states of the files are dropped.
    """
    template = f"{beginning}{fingerprint(ROOT, *sources)}"
    if not exists(admin, template):
        drop_others(admin, beginning, keep=template)
        build(admin, template, fill, onto=onto)
    return template


def load_registry() -> None:
    call_command("load_atlas", verbosity=0, stdout=StringIO())
    call_command("load_registry", stdout=StringIO())


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let Django use another database of the same server for a while."""
    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


@contextmanager
def taking_turns(admin: psycopg.Connection) -> Iterator[None]:
    admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])
    try:
        yield
    finally:
        admin.execute("SELECT pg_advisory_unlock(hashtext(%s))", [LOCK])


def schema_template() -> str:
    folders = sorted(Path(app.path) for app in apps.get_app_configs())
    parts = [fingerprint(folder, "migrations/*.py") for folder in folders]
    return f"template_{hashlib.sha256(''.join(parts).encode()).hexdigest()[:12]}"


def fingerprint(folder: Path, *patterns: str) -> str:
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def exists(admin: psycopg.Connection, name: str) -> bool:
    question = "SELECT 1 FROM pg_database WHERE datname = %s"
    return admin.execute(question, [name]).fetchone() is not None


def ensure_schema(admin: psycopg.Connection, template: str) -> None:
    if not exists(admin, template):
        build(admin, template, lambda: call_command("migrate", verbosity=0))


def build(
    admin: psycopg.Connection,
    template: str,
    fill: Callable[[], object],
    *,
    onto: str = "template1",
) -> None:
    """Fill under another name first: a run that breaks off leaves no template."""
    half = f"{template}_half"
    drop(admin, half)
    copy(admin, onto, half)
    with pointed_at(half):
        fill()
    admin.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(half), sql.Identifier(template)
        )
    )


def clone(admin: psycopg.Connection, template: str, worker: str) -> str:
    name = f"test_{worker}_{os.getpid()}"
    copy(admin, template, name)
    return name


def copy(admin: psycopg.Connection, template: str, name: str) -> None:
    admin.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def drop_leftovers(admin: psycopg.Connection, *, keep: str) -> None:
    """Drop templates of other migrations, and databases of runs that were killed."""
    question = r"""
        SELECT datname
        FROM pg_database
        WHERE datname LIKE 'template\_%' OR datname LIKE 'test\_%'
    """
    for (name,) in admin.execute(question).fetchall():
        pid = name.rpartition("_")[2]
        alive = name.startswith("test_") and Path("/proc", pid).exists()
        if not alive and name != keep and not name.startswith(f"{keep}_"):
            drop(admin, name)


def drop_others(admin: psycopg.Connection, beginning: str, *, keep: str) -> None:
    question = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    for (name,) in admin.execute(question, [beginning]).fetchall():
        if name != keep:
            drop(admin, name)


def drop(admin: psycopg.Connection, name: str) -> None:
    admin.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )
