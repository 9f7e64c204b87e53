"""How many requests a caller may make in a minute, counted once for all processes."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.base.api.caller import Caller
from accord.base.api.problems import Problem

WINDOW = 60
# One statement counts and reads; whoever comes second to a row waits for the first.
_COUNT = """
    INSERT INTO base_allowance AS kept (caller, began_at, used)
    VALUES (%(caller)s, clock_timestamp(), 1)
    ON CONFLICT (caller) DO UPDATE SET
        used = CASE WHEN kept.began_at > clock_timestamp() - %(window)s::interval
            THEN kept.used + 1 ELSE 1 END,
        began_at = CASE WHEN kept.began_at > clock_timestamp() - %(window)s::interval
            THEN kept.began_at ELSE clock_timestamp() END
    RETURNING used,
        ceil(extract(
            epoch FROM began_at + %(window)s::interval - clock_timestamp()
        ))::int
"""
_FORGET = "DELETE FROM base_allowance WHERE began_at < now() - interval '1 hour'"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to a caller, and in how many seconds they have it all again."""

    limit: int
    used: int
    reset: int

    @property
    def is_used_up(self) -> bool:
        return self.used > self.limit

    def announce(self, response: HttpResponse) -> None:
        left = max(self.limit - self.used, 0)
        response.headers["RateLimit-Policy"] = f'"minute";q={self.limit};w={WINDOW}'
        response.headers["RateLimit"] = f'"minute";r={left};t={self.reset}'
        response.headers["X-RateLimit-Limit"] = str(self.limit)
        response.headers["X-RateLimit-Remaining"] = str(left)
        response.headers["X-RateLimit-Reset"] = str(self.reset)

    def problem(self) -> Problem:
        wait = max(self.reset, 1)
        return Problem(
            "too-many-requests",
            ngettext(
                "Wait {seconds} second, then go on more slowly.",
                "Wait {seconds} seconds, then go on more slowly.",
                wait,
            ).format(seconds=wait)
            + " "
            + _("The bulk snapshot holds everything in one file."),
            headers={"Retry-After": str(wait)},
        )


def count(caller: Caller) -> Allowance | None:
    """Count a request; None where the operator has set no limit."""
    limit: int = settings.API_LIMIT_WITH_KEY if caller.has_key else settings.API_LIMIT
    if limit <= 0:
        return None
    return Allowance(limit, *count_once(caller.name, WINDOW))


def count_once(name: str, window: int) -> tuple[int, int]:
    """Count one use under a name; return how many there were, and when it begins anew.

    Both are of the present window of so many seconds, an hour at most; simultaneous
    uses are counted one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"caller": name, "window": f"{window} seconds"})
        used, reset = cursor.fetchone()
    return used, reset


def forget_old() -> None:
    """Remove the counts of those who have not asked for an hour."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
