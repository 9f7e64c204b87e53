"""Mail that comes back, as mail servers report it."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from accord.base import notices
from accord.base.mail import bounces, envelopes
from accord.base.models import Mailbox, Message

pytestmark = pytest.mark.django_db
ADDRESS = "amina@union.example"


@pytest.fixture(autouse=True)
def return_address(settings):
    settings.MAIL_BOUNCES_TO = "bounces@coalition.example"


def sent(subject="Hello"):
    message = notices.post(ADDRESS, subject, "Text.\n", language="en")
    notices.deliver(message.pk)
    return message


REPORT = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Description: Notification

I'm sorry to have to inform you that your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Tue, 3 Mar 2026 10:00:00 +0000

Final-Recipient: rfc822; amina@union.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <amina@union.example>: Recipient address
    rejected: User unknown in virtual mailbox table

--part
Content-Type: text/rfc822-headers

{returned}
--part--
"""


def report_on(message, *, action="failed", status="5.1.1", to="", returns=True):
    """Write a report as Postfix does, with the returned headers or without."""
    returned = envelopes.letter(message).message()["Message-ID"] if returns else "<x@y>"
    return REPORT.format(
        to=to or "postmaster@localhost",
        action=action,
        status=status,
        returned=f"Message-ID: {returned}",
    ).encode()


def take(folder, content, *words):
    file, out = folder / "report.eml", StringIO()
    file.write_bytes(content)
    call_command("take_bounce", str(file), *words, stdout=out)
    return out.getvalue()


def test_mail_that_comes_back_is_counted_once_and_then_stops(tmp_path, settings):
    settings.MAIL_MOST_BOUNCES = 2
    person = get_user_model().objects.create_user(ADDRESS, name="Amina")
    first, second = sent("first"), sent("second")

    assert "failed 5.1.1" in take(tmp_path, report_on(first))
    take(tmp_path, report_on(first))
    assert not bounces.has_stopped(ADDRESS)

    by_address = envelopes.return_address(second)
    take(tmp_path, report_on(second, to=by_address, returns=False))
    mailbox = Mailbox.objects.get()
    assert (mailbox.bounces, mailbox.stopped_at is None) == (2, False)
    assert "User unknown" in mailbox.reason

    third = sent("third")
    assert third.outcome == Message.Outcome.STOPPED
    assert Message.objects.of(person.public_id).count() == 3


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("delayed", "4.4.1"),
        ("failed", "4.4.7"),
        ("failed", "5.2.2"),
        ("relayed", "2.0"),
    ],
)
def test_what_may_pass_does_not_count_against_the_address(tmp_path, action, status):
    message = sent()

    take(tmp_path, report_on(message, action=action, status=status))

    message.refresh_from_db()
    assert not Mailbox.objects.exists()
    assert message.outcome == ("failed" if action == "failed" else "sent")


def test_a_report_that_others_made_up_counts_for_nothing(tmp_path):
    message = sent()
    forged = report_on(message).replace(
        envelopes._proof(message.pk).encode(), b"0123456789abcdef"
    )

    with pytest.raises(CommandError, match="names no message of this installation"):
        take(tmp_path, forged)
    with pytest.raises(CommandError, match="no delivery report"):
        take(tmp_path, b"Subject: I am away\n\nUntil Monday.\n")

    assert not Mailbox.objects.exists()


def test_the_address_a_report_came_to_may_be_given_beside_it(tmp_path):
    message = sent()
    address = envelopes.return_address(message)

    take(tmp_path, report_on(message, returns=False), "--to", address.upper())

    assert Mailbox.objects.get().bounces == 1
