"""Telling people something: a message is written with the change it tells.

It goes into the reader's inbox at once, and by mail as soon as the mail server takes
it; `mail/` says how.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.base import history
from accord.base.jobs import job
from accord.base.mail import bounces, outbox, topics
from accord.base.models import Message


def send(
    to: str,
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    topic: str = "",
    reader: str = "",
    secrets: Sequence[str] = (),
) -> Message:
    """Tell somebody something, in their language.

    `template` names a text template whose first line is the subject; how paragraphs,
    lists and headings are written stands in `mail/letters.py`. The rest is as for
    `post`.
    """
    subject, text = written(template, context, language=language)
    return post(
        to,
        subject,
        text,
        language=language,
        topic=topic,
        reader=reader,
        secrets=secrets,
    )


def written(
    template: str, context: dict[str, Any], *, language: str
) -> tuple[str, str]:
    """Return subject and text of a message as it would go, in that language."""
    with override(language):
        # Plain text, subject included: an escaped "&" would reach the reader.
        rendered = (
            get_template(template)
            .template.render(
                Context(
                    {**context, "public_url": settings.PUBLIC_URL}, autoescape=False
                )
            )
            .strip()
        )
    subject, _separator, text = rendered.partition("\n")
    return subject.strip(), text.strip() + "\n"


@transaction.atomic
def post(
    to: str,
    subject: str,
    text: str,
    *,
    language: str,
    topic: str = "",
    reader: str = "",
    secrets: Sequence[str] = (),
) -> Message:
    """Put a ready-written message in the outbox and enqueue its sending.

    `topic` is what the reader may have switched off (`mail/topics.py`); without one,
    it is always mailed. `reader` is the public id of the person whose inbox it goes
    to; without one, whoever signs in with that address. `secrets` are parts of the
    text that open a door, such as a link with a token: once mailed they are struck
    out, and the inbox never shows them.
    """
    message = Message(
        to=to,
        reader=reader or _reader_at(to),
        topic=topics.topic(topic).code if topic else "",
        language=language,
        subject=" ".join(subject.split())[:200],
        text=text,
        secrets=[each for each in secrets if each],
    )
    if bounces.has_stopped(to):
        outbox.settle(message, Message.Outcome.STOPPED)
    elif topic and topic in topics.are_off(
        topics.recipient_of(to=to, reader=message.reader)
    ):
        outbox.settle(message, Message.Outcome.SWITCHED_OFF)
    else:
        message.save()
        deliver.defer(message_id=message.pk)
    return message


@job("send-message")
def deliver(message_id: int) -> None:
    """Send a message, after those that wait for the same address."""
    message = Message.objects.filter(pk=message_id, outcome="").first()
    if message is not None:
        outbox.deliver(message.to, timezone.now())


def send_history_head() -> None:
    current = history.head()
    post(
        settings.SECRETARIAT_EMAIL,
        _("History of the week: %(count)s entries") % {"count": current.count},
        f"{current.count}\n{current.digest}\n",
        language=settings.LANGUAGE_CODE,
    )


def _reader_at(address: str) -> str:
    people = get_user_model().objects.filter(email=address.lower())
    return people.values_list("public_id", flat=True).first() or ""
