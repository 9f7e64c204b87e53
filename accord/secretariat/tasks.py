"""Jobs of the office: reminders that go by themselves."""

from django.utils import timezone

from accord.base.actor import Actor
from accord.base.jobs import job
from accord.secretariat import access, operations, reminding
from accord.secretariat.models import Ladder
from accord.secretariat.queue import Row, queue


@job("send-reminders", cron="40 6 * * *")
def send_reminders(timestamp: int) -> None:
    """Send what is due to be sent, each message in a transaction of its own.

    A job that is killed and starts again goes on where it stood: what was sent has its
    row, and is not sent twice.
    """
    today = timezone.localdate()
    ladders = Ladder.objects.exclude(switched_on_by=None).select_related(
        "switched_on_by"
    )
    for ladder in ladders:
        if ladder.switched_on_by is None or not ladder.switched_on_by.is_active:
            continue
        actor = Actor(ladder.switched_on_by)
        # Who no longer serves no longer sends.
        if not access.recallable(actor, ladder.kind, today):
            continue
        for row in queue(actor, today).awake:
            if row.item.kind == ladder.kind:
                _send(row, ladder, actor)


def _send(row: Row, ladder: Ladder, actor: Actor) -> None:
    found = reminding.draft(row, ladder)
    if found is None or row.left is None or found.rung == reminding.EARLY:
        return
    operations.remind(
        row.item,
        found.letters,
        found.rung,
        by=actor,
        on=timezone.localdate(),
        is_by_hand=False,
    )
