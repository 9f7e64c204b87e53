"""What every test of the project can rely on: a database, a browser, a seed."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from accord.config import environment
from tests.browser import ADVICE, chromium, launch_options
from tests.databases import (
    cloned_database,
    pointed_at,
    registry_database,
    server_for_tests,
)

COUNTS = os.environ.get("ACCORD_TEST_COUNTS", "small")
LATER = "too long for every change; runs in `make prove`"

settings.register_profile(
    "small",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("full", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(COUNTS)

# A busy machine is slow, not wrong: what has come is seen at once however long this is.
expect.set_options(timeout=30_000)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin each test in English: a request leaves its language in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def counts() -> str:
    """Return `small` (make test) or `full` (make prove)."""
    return COUNTS


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """Return the name of this one of the processes that share the tests."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """Return the address of the server that holds all test databases."""
    with server_for_tests() as url:
        yield url


@pytest.fixture(scope="session")
def django_db_setup(
    worker: str,
    database_server: str,
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[None]:
    url = database_server
    with django_db_blocker.unblock():
        given = environment.database(url)
        for key in ("USER", "PASSWORD", "HOST", "PORT"):
            connection.settings_dict[key] = given[key]
        with cloned_database(url, worker=worker) as name:
            connection.settings_dict["NAME"] = name
            connection.settings_dict["TEST"]["NAME"] = name
            # On the class: beside a browser Django opens a second connection.
            type(connection.ops).execute_sql_flush = empty_tables
            with django_db_blocker.block():
                yield


@pytest.fixture(scope="session")
def registry_name(
    database_server: str, worker: str, django_db_setup: None, django_db_blocker
) -> Iterator[str]:
    """Make the database that holds countries, goals and the registry for this run."""
    with (
        django_db_blocker.unblock(),
        registry_database(database_server, worker=f"{worker}_registry") as name,
    ):
        yield name


@pytest.fixture(scope="module")
def registered(registry_name: str, django_db_blocker) -> Iterator[None]:
    """Point the tests of a file at countries, goals and the registry.

    What they write there is undone, by the test where it asks for `db`, else at the
    end of the file.
    """
    with (
        django_db_blocker.unblock(),
        pointed_at(registry_name),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


def empty_tables(_operations: object, statements: list[str]) -> None:
    """Empty the tables after a test that committed, history's among them.

    Triggers refuse to empty history; replication, which runs without them, does not.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


def pytest_configure(config: pytest.Config) -> None:
    # Playwright keeps an event loop, in which Django would refuse to query.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {"browser": ADVICE} if not chromium() else {}
    if COUNTS != "full":
        absent["full"] = LATER
    for item in items:
        for marker, reason in absent.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def place_of(nodeid: str) -> str:
    """Return the app, or the package, that a test belongs to."""
    parts = nodeid.partition("::")[0].split("/")
    return parts[1] if parts[0] == "accord" else parts[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    seconds: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[place_of(report.nodeid)] += report.duration
                tests[place_of(report.nodeid)] += report.when == "call"
    total = sum(seconds.values())
    if not total:
        return
    terminalreporter.section("share of time")
    for place, spent in seconds.most_common():
        terminalreporter.write_line(
            f"{place:<14}{tests[place]:>6} tests{spent:>9.1f} s{spent / total:>6.0%}"
        )
