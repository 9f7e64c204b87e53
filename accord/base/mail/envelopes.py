"""A message as it goes out: two parts that say the same, and their headers."""

import re
from email.charset import QP, Charset
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.base.mail import letters, signing, topics
from accord.base.models import Message

# Seven bits on the way: a server between that converts would break the signature.
_CHARSET = Charset("utf-8")
_CHARSET.body_encoding = QP
_NUMBER = re.compile(r"message-(\d{1,18})[.-]([0-9a-z]{16})")


class Letter(EmailMultiAlternatives):
    """Mail that is signed where a key is set."""

    # Django's own kinds of message share the one method that backends call.
    def message(self, **options: Any) -> Any:
        return signing.signed(super().message(**options))


def letter(message: Message) -> Letter:
    with override(message.language):
        foot = _foot(message)
        mail = Letter(
            subject=message.subject,
            body=letters.plain(message.text, language=message.language, foot=foot),
            from_email=return_address(message),
            to=[message.to],
            headers=_headers(message),
        )
        mail.encoding = _CHARSET
        mail.attach_alternative(
            letters.html(
                message.text,
                subject=message.subject,
                language=message.language,
                foot=foot,
            ),
            "text/html",
        )
    return mail


def number_in(text: str) -> int | None:
    """Return the number of the message of ours that a return address or id names.

    Nobody can make one up: it holds a digest made with the secret key.
    """
    for found in _NUMBER.finditer(text.lower()):
        number = int(found[1])
        if constant_time_compare(found[2], _proof(number)):
            return number
    return None


def return_address(message: Message) -> str:
    """Return where a mail that cannot be delivered comes back to, one for each mail."""
    if not settings.MAIL_BOUNCES_TO:
        return settings.DEFAULT_FROM_EMAIL
    mailbox, _at, domain = settings.MAIL_BOUNCES_TO.rpartition("@")
    return f"{mailbox}+message-{message.pk}-{_proof(message.pk)}@{domain}"


def _headers(message: Message) -> dict[str, str]:
    headers = {
        "From": _sender(message.language),
        "Message-ID": f"<message-{message.pk}.{_proof(message.pk)}@{_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if settings.SECRETARIAT_EMAIL != settings.DEFAULT_FROM_EMAIL:
        headers["Reply-To"] = settings.SECRETARIAT_EMAIL
    if message.topic:
        headers |= {
            "List-Id": f"<{message.topic}.{_domain()}>",
            "List-Unsubscribe": f"<{_switch_off_url(message)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def _foot(message: Message) -> str:
    lines = [settings.PUBLIC_URL]
    if message.reader:
        inbox = settings.PUBLIC_URL + reverse("inbox")
        lines.append(_("This message is also in your inbox: %(url)s") % {"url": inbox})
    if message.topic:
        label = topics.topic(message.topic).label
        lines.append(
            _("No more mail of this kind (%(topic)s): %(url)s")
            % {"topic": label, "url": _switch_off_url(message)}
        )
    return "\n".join(lines)


def _switch_off_url(message: Message) -> str:
    recipient = topics.recipient_of(to=message.to, reader=message.reader)
    token = topics.token(recipient, message.topic)
    with override(message.language):
        return settings.PUBLIC_URL + reverse("mail_off", args=[token])


def _sender(language: str) -> str:
    """Return the sender's address, named as the reader's language names us."""
    if "<" in settings.DEFAULT_FROM_EMAIL:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((letters.coalition_name(language), settings.DEFAULT_FROM_EMAIL))


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")


def _proof(number: int) -> str:
    signature = Signer(salt="accord.mail.numbers").signature(str(number))
    return re.sub(r"[^0-9a-z]", "0", signature.lower())[:16]
