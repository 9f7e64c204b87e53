"""The outbox: mail is written with the change, sent once, and never lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from accord.base import notices
from accord.base.mail import outbox
from accord.base.models import Message

pytestmark = pytest.mark.django_db


def make_message():
    return notices.post("a@b.example", "Hello\nthere", "Text.\n", language="fr")


def test_a_message_is_sent_once():
    message = make_message()

    notices.deliver(message.pk)
    notices.deliver(message.pk)

    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_subject_cannot_add_headers():
    assert make_message().subject == "Hello there"


def test_a_name_stands_in_subject_and_text_as_it_is_written():
    name = "L’Union d'Ici & Cie"
    context = {"change": name, "day": "", "time": ""}
    _, text = notices.written("accounts/emails/changed.txt", context, language="fr")
    subject, _ = notices.written(
        "partners/emails/prospect_invited.txt",
        {"prospect": {"name": name}, "language": "fr"},
        language="fr",
    )

    assert name in text
    assert name in subject


def test_a_message_whose_change_is_taken_back_is_not_sent():
    def write_and_fail():
        with transaction.atomic():
            make_message()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    assert not Message.objects.exists()


def test_a_failure_is_kept_and_tried_again(monkeypatch):
    message = make_message()

    def refuse(self, messages):
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuse)
        notices.deliver(message.pk)
    message.refresh_from_db()
    assert message.sent_at is None
    assert message.error == "no mail server"

    outbox.deliver_all(timezone.now() + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.sent_at is not None
    assert message.attempts == 2
