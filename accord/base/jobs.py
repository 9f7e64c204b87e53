"""Background jobs, enqueued in the same transaction as the change that wants them."""

from collections.abc import Callable
from typing import Any

from procrastinate import App, Blueprint, RetryStrategy

_blueprint = Blueprint()

# After five attempts a job is parked as failed and shows in /admin/ and /readyz.
_RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)


def job(name: str, *, cron: str = "") -> Callable[[Callable[..., Any]], Any]:
    """Declare a job in an app's `tasks.py`; `cron` also runs it on a schedule.

    A scheduled job receives the `timestamp` (seconds since 1970) it was due at.
    Call `.defer(...)` inside the transaction: a rollback takes the job back.
    """

    def declare(function: Callable[..., Any]) -> Any:
        task = _blueprint.task(name=name, retry=_RETRY, queueing_lock=None)(function)
        if cron:
            task = _blueprint.periodic(cron=cron)(task)
        return task

    return declare


def on_app_ready(app: App) -> None:
    app.add_tasks_from(_blueprint, namespace="accord")
