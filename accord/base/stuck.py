"""What waits of the platform itself: mail and jobs that failed, for staff.

They are counted and not told: the subject of a message may say what staff may not know.
"""

from datetime import date

from django.db import connection
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accord.base.actor import Actor
from accord.base.models import Message
from accord.base.waiting import On, Source, Waiting, register


def is_staff(reader: Actor, on: date) -> bool:
    return reader.is_staff


def failures(reader: Actor, on: date) -> list[Waiting]:
    """Return what failed, one thing for all mail and one for all jobs; two queries."""
    if not reader.is_staff:
        return []
    mail = Message.objects.filter(outcome=Message.Outcome.FAILED).aggregate(
        n=Count("pk"), since=Min("created_at")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(scheduled_at) FROM ("
            "SELECT coalesce(scheduled_at, now()) AS scheduled_at"
            " FROM procrastinate_jobs WHERE status = 'failed') AS failed"
        )
        jobs, jobs_since = cursor.fetchone()
    told = [
        (
            "mail",
            ngettext(
                "%(n)s message could not be delivered",
                "%(n)s messages could not be delivered",
                mail["n"],
            )
            % {"n": mail["n"]},
            mail["n"],
            mail["since"],
        ),
        (
            "jobs",
            ngettext("%(n)s job failed", "%(n)s jobs failed", jobs) % {"n": jobs},
            jobs,
            jobs_since,
        ),
    ]
    return [
        Waiting(
            key=f"base:{what}:failed",
            kind="failure",
            title=title,
            url=reverse("admin:index"),
            organization="",
            on=On.OFFICE,
            since=since,
        )
        for what, title, count, since in told
        if count
    ]


register(
    Source(
        "failure",
        gettext_lazy("Failure to look into"),
        for_office=failures,
        may_recall=is_staff,
    )
)
