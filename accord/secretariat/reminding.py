"""The next message about a thing: who gets it, in which words, at which rung.

A rung is an occasion at which somebody is written to at most once: so many days from
the day a thing is due, or, where no day is set, so many days after it began to wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.base import notices
from accord.base.languages import name_of
from accord.base.waiting import Drafted, Recipient
from accord.secretariat.models import Ladder, Reminder, default_days
from accord.secretariat.queue import Row

# Before the first rung somebody may be written to once by hand.
EARLY = "early"
# Rungs of what has no day to be due, in days since it began to wait.
WAITED = (14, 28, 56)


def rung_of(row: Row, days: Sequence[int]) -> str:
    """Return the rung that was reached last: "early", "due-7", "due+0", "waited+14".

    Rungs that were missed, because nobody looked or the job stood still, are not made
    up for: only the last one counts.
    """
    if row.left is not None:
        reached = [each for each in days if -row.left >= each]
        return f"due{max(reached):+d}" if reached else EARLY
    waited = [each for each in WAITED if row.days >= each]
    return f"waited{max(waited):+d}" if waited else EARLY


def in_words(rung: str) -> str:
    """Return a rung as people read it."""
    if rung == EARLY:
        return _("Before the first reminder")
    from_day, sign, number = rung.partition("+" if "+" in rung else "-")
    days = int(number)
    if from_day == "waited":
        return ngettext(
            "%(n)s day after it began to wait",
            "%(n)s days after it began to wait",
            days,
        ) % {"n": days}
    if days == 0:
        return _("On the day it is due")
    if sign == "-":
        return ngettext(
            "%(n)s day before it is due", "%(n)s days before it is due", days
        ) % {"n": days}
    return ngettext(
        "%(n)s day after it was due", "%(n)s days after it was due", days
    ) % {"n": days}


def ladders(kinds: Sequence[str]) -> dict[str, Ladder]:
    """Return the ladder of each kind, the usual one where none was set; one query."""
    known = {each.kind: each for each in Ladder.objects.filter(kind__in=kinds)}
    return {
        each: known.get(each) or Ladder(kind=each, days=default_days())
        for each in kinds
    }


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in one language, as it would go, and to whom."""

    language: str
    subject: str
    text: str
    recipients: tuple[Recipient, ...]

    @property
    def language_name(self) -> str:
        return name_of(self.language)


@dataclass(frozen=True, slots=True)
class Draft:
    """What would go at this rung, and who was written to at it before."""

    rung: str
    letters: list[Letter]
    sent: list[Reminder]

    @property
    def has_gone(self) -> bool:
        """Whether everybody has it already."""
        told = {each.recipient for each in self.sent}
        return bool(self.letters) and all(
            address_of(each) in told
            for letter in self.letters
            for each in letter.recipients
        )

    @property
    def rung_in_words(self) -> str:
        return in_words(self.rung)


def address_of(recipient: Recipient) -> str:
    return recipient.email.strip().lower()


def letters(message: Drafted) -> list[Letter]:
    """Return the message in the language of each recipient, written out in full."""
    by_language: dict[str, list[Recipient]] = {}
    for each in message.recipients:
        by_language.setdefault(each.language, []).append(each)
    told = []
    for language, recipients in by_language.items():
        subject, text = notices.written(
            message.template, dict(message.context), language=language
        )
        told.append(Letter(language, subject, text, tuple(recipients)))
    return told


def draft(row: Row, ladder: Ladder) -> Draft | None:
    """Return what would go about a thing now; None where there is nobody to tell."""
    if row.item.message is None or not row.item.message.recipients:
        return None
    rung = rung_of(row, ladder.days)
    sent = list(Reminder.objects.filter(key=row.key, rung=rung))
    try:
        return Draft(rung, letters(row.item.message), sent)
    except TemplateDoesNotExist:
        return None


def with_words(found: Draft, words: Mapping[str, tuple[str, str]]) -> list[Letter]:
    """Return the letters in the words that the sender left in the form."""
    return [
        Letter(each.language, *words[each.language], each.recipients)
        for each in found.letters
        if each.language in words
    ]
