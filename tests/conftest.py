"""What tests of the whole platform rely on: the sample coalition, served."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.test import Client
from django.test.testcases import LiveServerThread

from accord.base.actor import Actor
from accord.observatory.tests import kenya
from accord.snapshots import operations
from tests import cast
from tests.databases import pointed_at, sample_database
from tests.zuleikha import Scene

_numbers = count(1)


@pytest.fixture(scope="session")
def sample_name(
    database_server: str,
    worker: str,
    django_db_setup: None,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Make the database of the sample coalition that this run reads."""
    with (
        django_db_blocker.unblock(),
        sample_database(database_server, worker=f"{worker}_sample") as name,
    ):
        publish_snapshot(name, tmp_path_factory.mktemp("snapshots"))
        publish_series(name, tmp_path_factory.mktemp("observatory"))
        yield name


def publish_snapshot(name: str, folder: Path) -> None:
    """Publish one in a folder of this run; the database knows nothing of it."""
    settings.SNAPSHOTS_FOLDER = folder
    with pointed_at(name), transaction.atomic():
        operations.publish(by=Actor.anonymous(), at=cast.SNAPSHOT)
        transaction.set_rollback(True)


def publish_series(name: str, folder: Path) -> None:
    """Write the files of the vintages, and real figures of some countries."""
    settings.OBSERVATORY_FOLDER = folder
    with pointed_at(name), transaction.atomic():
        cast.series()
        transaction.set_rollback(True)
    kenya.write(folder)


@pytest.fixture(scope="session")
def sessions(sample_name: str, django_db_blocker) -> dict[str, str]:
    """Return the session cookie of each role that signs in."""
    with django_db_blocker.unblock(), pointed_at(sample_name):
        return {role: cast.cookie_of(cast.signed_in(role)) for role in cast.ROLES[1:]}


@pytest.fixture
def coalition(sample_name: str, django_db_blocker) -> Iterator[None]:
    """Point a test at the sample coalition, and undo what it writes there."""
    with (
        django_db_blocker.unblock(),
        pointed_at(sample_name),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@pytest.fixture
def clients(coalition: None, sessions: dict[str, str]) -> dict[str, Client]:
    """Return a client for each of the ten roles."""
    return {role: cast.client_with(sessions.get(role)) for role in cast.ROLES}


@pytest.fixture
def served(sample_name: str, django_db_blocker) -> Iterator[str]:
    """Serve the sample coalition for reading; return the address."""
    with django_db_blocker.unblock(), pointed_at(sample_name):
        yield from _serve()


@pytest.fixture
def served_anew(
    database_server: str, worker: str, django_db_setup: None, django_db_blocker
) -> Iterator[str]:
    """Serve a sample coalition that belongs to one test, which may change it."""
    own = f"{worker}_sample{next(_numbers)}"
    with (
        django_db_blocker.unblock(),
        sample_database(database_server, worker=own) as name,
        pointed_at(name),
    ):
        yield from _serve()


def _serve() -> Iterator[str]:
    thread = LiveServerThread("localhost", PackedStaticFiles)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://localhost:{thread.port}"
    thread.terminate()


class PackedStaticFiles(StaticFilesHandler):
    """Stylesheets and scripts as in production: gzipped, and kept by the browser."""

    def get_response(self, request: HttpRequest) -> HttpResponse:
        response = super().get_response(request)
        response.headers["Cache-Control"] = "max-age=600"
        return GZipMiddleware(lambda _request: response)(request)


@pytest.fixture
def scene(db: None, tmp_path: Path, settings) -> Scene:
    """Return one person with a partner, in folders of their own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    return Scene(settings.MEDIA_ROOT)
