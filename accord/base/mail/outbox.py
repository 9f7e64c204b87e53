"""Sending what is in the outbox: in order for each address, until it is taken.

A server that does not answer loses nothing: all wait, and are tried for as long as it
takes. An address whose own server says "not now" is tried for days. What is refused for
good is noted, and its reader still has it in the inbox.

Each message is sent and noted as sent in one transaction; who is killed between the two
sends it once more, with the same Message-ID.
"""

import smtplib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accord.base.mail import bounces, envelopes
from accord.base.models import Message

MOST_DEFERRALS = 38
_SERVER_WAITS = timedelta(minutes=10)
_READER_WAITS = timedelta(hours=4)
_CLOSING = 421
_PERMANENT = 500


class ServerDown(Exception):
    """Our own mail server takes nothing now, from anybody."""


class Deferred(Exception):
    """The reader's server does not take this message now."""


class Refused(Exception):
    """The message will never be taken. `is_address`: nor any other to its address."""

    def __init__(self, reason: str, *, is_address: bool) -> None:
        super().__init__(reason)
        self.is_address = is_address


def deliver(address: str, now: datetime) -> bool:
    """Send all that waits for an address, in order; say whether the server answers.

    About four days pass between the first deferral and the last one.
    """
    while (head := Message.objects.waiting().filter(to=address).first()) is not None:
        if head.next_attempt_at is not None and head.next_attempt_at > now:
            return True
        with transaction.atomic():
            # Whoever holds the row goes on with what comes after it.
            message = (
                Message.objects.select_for_update(skip_locked=True)
                .filter(pk=head.pk, outcome="")
                .first()
            )
            if message is None:
                return True
            if bounces.has_stopped(address):
                settle(message, Message.Outcome.STOPPED)
                is_answered = True
            else:
                is_answered = _attempt(message, now)
        if not is_answered:
            return False
    return True


def deliver_all(now: datetime) -> None:
    """Send what waits for all addresses; stop at the first sign of a silent server."""
    heads = Message.objects.waiting().order_by("to", "id").distinct("to")
    due = [
        each
        for each in heads
        if each.next_attempt_at is None or each.next_attempt_at <= now
    ]
    for head in sorted(due, key=lambda each: each.pk):
        if not deliver(head.to, now):
            return


def settle(message: Message, outcome: Message.Outcome) -> None:
    """Keep a message without mailing it."""
    message.outcome = outcome
    strike_out(message)
    message.save()


def strike_out(message: Message) -> None:
    """Take out of a message what opens a door, once it has gone or never will."""
    message.text, message.secrets = message.shown_text, []


def _attempt(message: Message, now: datetime) -> bool:
    """Try once, note what came of it, and say whether our server answered."""
    message.attempts = min(message.attempts + 1, 30_000)
    is_answered = True
    try:
        _send(message)
    except ServerDown as reason:
        is_answered = False
        message.error = str(reason)
        message.next_attempt_at = now + _wait(message.attempts, _SERVER_WAITS)
    except Deferred as reason:
        message.deferrals += 1
        message.error = str(reason)
        message.next_attempt_at = now + _wait(message.deferrals, _READER_WAITS)
        if message.deferrals >= MOST_DEFERRALS:
            message.outcome = Message.Outcome.FAILED
    except Refused as reason:
        message.error = str(reason)
        message.outcome = Message.Outcome.FAILED
        if reason.is_address:
            bounces.note(message.to, str(reason), at=now)
    else:
        message.sent_at, message.error = timezone.now(), ""
        message.outcome = Message.Outcome.SENT
    if message.outcome:
        strike_out(message)
    message.save()
    return is_answered


def _wait(times: int, most: timedelta) -> timedelta:
    return min(timedelta(minutes=2 ** min(times - 1, 20)), most)


def _send(message: Message) -> None:
    try:
        envelopes.letter(message).send(fail_silently=False)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _answer(code, said, is_address=True) from error
    except smtplib.SMTPDataError as error:
        raise _answer(error.smtp_code, error.smtp_error, is_address=False) from error
    except OSError as error:  # the rest of smtplib's exceptions, and the network's
        raise ServerDown(str(error)) from error
    except ValueError as error:
        # An address, or a header, that cannot be written as mail wants it.
        raise Refused(str(error), is_address=True) from error


def _answer(code: int, said: bytes | str, *, is_address: bool) -> Exception:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    reason = f"{code} {' '.join(words.split())}"
    if code == _CLOSING:
        return ServerDown(reason)
    if code < _PERMANENT:
        return Deferred(reason)
    return Refused(reason, is_address=is_address)
