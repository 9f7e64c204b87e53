"""Two people at the same instant, each in a transaction of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

from django.db import connection, transaction

PATIENCE = 10


def after_whom(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Run both, commit `first` while `second` waits for it, return what `second` does.

    The second sees nothing of the first until the database makes it wait. Needs a test
    that commits; raises what `second` raises.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            outcome = pool.submit(_alone, second)
            _until_it_waits()
        return outcome.result(PATIENCE)


def _alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def _until_it_waits() -> None:
    """Return once another connection waits for a lock that this one holds."""
    start = monotonic()
    while monotonic() - start < PATIENCE:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        sleep(0.01)
    raise TimeoutError("Nobody waited for the first transaction.")
