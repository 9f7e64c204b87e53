"""Delivery reports (RFC 3464): which message of ours came back, and if for good."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.db import transaction
from django.utils.translation import gettext as _

from accord.base.mail import bounces, envelopes, outbox
from accord.base.models import Message

# A returned message is of no interest; the report stands before it.
MOST_BYTES = 2_000_000
# Where a mail server notes to which of our return addresses the report came.
_ENVELOPE = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
# The mailbox is full, the message too large or refused for what it holds: another one
# may be taken (RFC 3463, 3.3 to 3.8).
_NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3.4", "5.6.", "5.7.")


class NotAReport(Exception):
    """What was read says nothing about a mail of ours; the message says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of message `number`; `status` as in RFC 3463, `said` in words."""

    number: int
    action: str
    status: str
    said: str

    @property
    def is_failure(self) -> bool:
        return self.action == "failed"

    @property
    def is_about_the_address(self) -> bool:
        return (
            self.is_failure
            and self.status.startswith("5.")
            and not self.status.startswith(_NOT_THE_ADDRESS)
        )


def read(content: bytes, *, returned_to: str = "") -> Report:
    """Read a report. `returned_to` is the address it came to, where that is known.

    Raises NotAReport for other mail, and for reports on mail that is not ours.
    """
    mail = message_from_bytes(content[:MOST_BYTES], policy=policy.default)
    fields = _fields(mail)
    if "action" not in fields:
        raise NotAReport(
            _("This is no delivery report (RFC 3464): it has no field “Action”.")
        )
    number = envelopes.number_in(returned_to) or _number(mail)
    if number is None:
        raise NotAReport(
            _(
                "The report names no message of this installation, neither in the "
                "address it came to nor in the message it returns."
            )
        )
    said = " ".join(fields.get("diagnostic-code", "").split())
    status = fields.get("status", "").split(" ", 1)[0]
    return Report(number, fields["action"].lower(), status, said)


@transaction.atomic
def take(report: Report, *, at: datetime) -> Message | None:
    """Note what a report says. The same report twice is counted once.

    Returns the message it is about, or None where that is gone.
    """
    message = (
        Message.objects.select_for_update(of=["self"]).filter(pk=report.number).first()
    )
    if (
        message is None
        or not report.is_failure
        or message.outcome == Message.Outcome.FAILED
    ):
        return message
    message.outcome = Message.Outcome.FAILED
    message.error = f"{report.status} {report.said}".strip()
    outbox.strike_out(message)
    message.save(update_fields=["outcome", "error", "text", "secrets"])
    if report.is_about_the_address:
        bounces.note(message.to, message.error, at=at)
    return message


def _fields(mail: EmailMessage) -> dict[str, str]:
    """Return the fields of a report, those of the recipient over those of the mail."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            if isinstance(groups, list):
                return {
                    name.lower(): str(value)
                    for group in groups
                    for name, value in group.items()
                }
    return {}


def _number(mail: EmailMessage) -> int | None:
    """Look at where the report came to, and at the message it returns."""
    for name in _ENVELOPE:
        for value in mail.get_all(name, []):
            if (number := envelopes.number_in(str(value))) is not None:
                return number
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            returned = str(part.get_content())
        elif part is not mail:
            returned = str(part.get("Message-ID", ""))
        else:
            continue
        if (number := envelopes.number_in(returned)) is not None:
            return number
    return None
