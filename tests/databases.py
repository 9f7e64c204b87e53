"""The test database: built once from migrations, then cloned for every run."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from accord.config.places import TEST
from accord.config.postgres import Server

LOCK = "accord test template"


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
    template = f"template_{fingerprint()}"
    name = f"test_{worker}_{os.getpid()}"
    with psycopg.connect(url, dbname="postgres", autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])
        drop_leftovers(admin, keep=template)
        if not exists(admin, template):
            build(admin, template)
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        admin.execute("SELECT pg_advisory_unlock(hashtext(%s))", [LOCK])
        try:
            yield name
        finally:
            connections.close_all()
            drop(admin, name)


def fingerprint() -> str:
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def exists(admin: psycopg.Connection, name: str) -> bool:
    question = "SELECT 1 FROM pg_database WHERE datname = %s"
    return admin.execute(question, [name]).fetchone() is not None


def build(admin: psycopg.Connection, template: str) -> None:
    """Migrate under another name first: a run that breaks off leaves no template."""
    half = f"{template}_half"
    drop(admin, half)
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
    connection.close()
    connection.settings_dict["NAME"] = half
    call_command("migrate", verbosity=0)
    connections.close_all()
    admin.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(half), sql.Identifier(template)
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
        if name != keep and not alive:
            drop(admin, name)


def drop(admin: psycopg.Connection, name: str) -> None:
    admin.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )
