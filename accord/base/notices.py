"""The outbox: mail is written with the change it tells and sent by a job."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.base import history
from accord.base.jobs import job
from accord.base.models import Message


def send(to: str, template: str, context: dict[str, Any], *, language: str) -> Message:
    """Put a message in the outbox, in the reader's language.

    `template` names a text template whose first line is the subject.
    """
    with override(language):
        rendered = render_to_string(
            template, {**context, "public_url": settings.PUBLIC_URL}
        ).strip()
    subject, _separator, text = rendered.partition("\n")
    return post(to, subject.strip(), text.strip() + "\n", language=language)


def post(to: str, subject: str, text: str, *, language: str) -> Message:
    """Put a ready-written message in the outbox and enqueue its sending."""
    with transaction.atomic():
        message = Message.objects.create(
            to=to, language=language, subject=" ".join(subject.split()), text=text
        )
        deliver.defer(message_id=message.pk)
    return message


@job("send-message")
def deliver(message_id: int) -> None:
    """Send one message once. A failure is kept on the row and raised for a retry."""
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(pk=message_id, sent_at=None)
            .first()
        )
        if message is None:
            return
        message.attempts += 1
        failure: Exception | None = None
        try:
            _mail(message).send(fail_silently=False)
            message.sent_at, message.error = timezone.now(), ""
        except OSError as error:  # smtplib's exceptions are OSErrors
            failure, message.error = error, str(error)
        message.save(update_fields=["attempts", "sent_at", "error"])
    if failure is not None:
        raise failure


def send_history_head() -> None:
    current = history.head()
    post(
        settings.SECRETARIAT_EMAIL,
        _("History of the week: %(count)s entries") % {"count": current.count},
        f"{current.count}\n{current.digest}\n",
        language=settings.LANGUAGE_CODE,
    )


def _mail(message: Message) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
            "Message-ID": f"<message-{message.pk}@{_mail_domain()}>",
        },
    )


def _mail_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
