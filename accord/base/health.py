"""Whether the process lives, and whether it can serve."""

import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from accord.base import history


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; the database is not asked."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers too; what waits is counted, backups are aged."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
            )
            parked = cursor.fetchone()[0]
            cursor.execute(
                "SELECT count(*), extract(epoch FROM now() - min(created_at))"
                " FROM base_message WHERE outcome = ''"
            )
            mails, seconds = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    answer: dict[str, object] = {
        "status": "ok",
        "parked_jobs": parked,
        "waiting_mails": mails,
        "oldest_waiting_mail_minutes": int((seconds or 0) // 60),
    }
    if settings.BACKUP_FOLDER:
        answer["hours_since_backup"] = hours_since_backup()
    return JsonResponse(answer)


def hours_since_backup() -> int | None:
    """Return how many whole hours ago the newest backup was made; None without one."""
    made = [path.stat().st_mtime for path in Path(settings.BACKUP_FOLDER).glob("*.age")]
    return int((time.time() - max(made)) // 3600) if made else None


@require_safe
def history_head(request: HttpRequest) -> JsonResponse:
    """The public head of history: how many entries are sealed, and the last digest."""
    current = history.head()
    return JsonResponse({"count": current.count, "digest": current.digest})
