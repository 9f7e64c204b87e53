"""What a reader may switch off: topics of mail, and who wants none of one.

Mail about a reader's own acts (a link asked for, a decision on an application) has no
topic and cannot be switched off.
"""

from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Mailbox, SwitchedOff


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    label: str | Promise
    # What comes under it, as one sentence.
    explained: str | Promise


TOPICS = (
    Topic(
        "reminders",
        _("Reminders"),
        _("What you are expected to do, before and after its date."),
    ),
    Topic(
        "organization",
        _("News of your organization"),
        _("What others did in its name, such as publishing an action."),
    ),
)
_BY_CODE = {each.code: each for each in TOPICS}
_signer = Signer(salt="accord.mail.topics", sep=".")


def topic(code: str) -> Topic:
    """Return a topic; a code that nobody declared is a fault of the program."""
    return _BY_CODE[code]


def recipient_of(*, to: str, reader: str) -> str:
    """Return who switches topics off: a person, or else the mailbox itself."""
    if reader:
        return reader
    mailbox, _is_new = Mailbox.objects.get_or_create(email=to.lower())
    return f"mailbox:{mailbox.pk}"


def are_off(recipient: str) -> set[str]:
    return set(
        SwitchedOff.objects.filter(recipient=recipient).values_list("topic", flat=True)
    )


@dataclass(frozen=True, slots=True)
class _Preferences:
    """Whose preferences a history entry is about."""

    history_reference: str


@transaction.atomic
def switch(recipient: str, *, off: set[str], by: Actor, on: date) -> None:
    """Let these topics be off and all others on."""
    kept = SwitchedOff.objects.filter(recipient=recipient)
    before = are_off(recipient)
    if off == before:
        return
    kept.exclude(topic__in=off).delete()
    SwitchedOff.objects.bulk_create(
        (SwitchedOff(recipient=recipient, topic=code) for code in sorted(off)),
        ignore_conflicts=True,
    )
    is_mailbox = recipient.startswith("mailbox:")
    history.record(
        _Preferences(recipient if is_mailbox else f"person:{recipient}"),
        "chose-mail",
        by=by,
        on=on,
        before={"mail_off": sorted(before)},
        after={"mail_off": sorted(off)},
    )


def token(recipient: str, code: str) -> str:
    """Return what proves that a mail of this topic went to this recipient."""
    return _signer.sign(f"{recipient}~{code}")


def read_token(given: str) -> tuple[str, Topic]:
    """Return the recipient and the topic; raises LookupError for a forged token."""
    try:
        recipient, _separator, code = _signer.unsign(given).rpartition("~")
        return recipient, _BY_CODE[code]
    except BadSignature as reason:
        raise LookupError(given) from reason
