"""The inventory as people read it: what is held, why, and of one person how much."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accounts.models import Person
from accord.accounts.personal.erasing import rows_of
from accord.accounts.personal.erasure import identity_of
from accord.accounts.personal.inventory import Holding, inventory
from accord.accounts.personal.words import Audience, Place, Purpose
from accord.base.components import Column, Table

# What a person calls a table whose own name is for programmers, or is in English only.
_KINDS = {
    "account.EmailAddress": gettext_lazy("Addresses for signing in"),
    "account.EmailConfirmation": gettext_lazy("Links that confirm an address"),
    "admin.LogEntry": gettext_lazy("Changes to vocabularies"),
    "base.Allowance": gettext_lazy("How many requests a program has made"),
    "base.Entry": gettext_lazy("Entries of the history"),
    "base.Mailbox": gettext_lazy("Addresses from which mail comes back"),
    "base.Personal": gettext_lazy("Names beside entries of the history"),
    "base.Replay": gettext_lazy("Answers that programs were given"),
    "base.Submission": gettext_lazy("Where a form that was sent has led"),
    "base.SwitchedOff": gettext_lazy("Mail that somebody does not want"),
    "cache": gettext_lazy("Attempts to sign in"),
    "mfa.Authenticator": gettext_lazy("Second factors"),
    "procrastinate.ProcrastinateJob": gettext_lazy("Tasks of the server"),
    "sessions.Session": gettext_lazy("What a session remembers"),
    "usersessions.UserSession": gettext_lazy("Where somebody is signed in"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """All that is held for one purpose."""

    purpose: Purpose
    table: Table


def title() -> str:
    return _("What Accord knows of people")


def kind_of(holding: Holding) -> str:
    """Return what people call the records of a holding."""
    named = _KINDS.get(holding.model or holding.table)
    if named is not None:
        return str(named)
    if holding.place:
        return str(Place(holding.place).label)
    name = str(apps.get_model(holding.model)._meta.verbose_name_plural)  # noqa: SLF001 - Django's public door
    return name[:1].upper() + name[1:]


def chapters() -> list[Chapter]:
    """Return the whole inventory, by purpose, in the reader's language."""
    found = inventory()
    columns = [
        Column(_("What")),
        Column(_("Ground")),
        Column(_("Who sees it")),
        Column(_("How long")),
        Column(_("When a person is erased")),
    ]
    told = []
    for purpose in Purpose:
        rows = [
            [
                _with_fields(each),
                str(each.basis.label),
                _joined([str(Audience(seer).label) for seer in each.seen_by]),
                found.kept(each),
                str(each.erasure.label),
            ]
            for each in found.holdings
            if each.purpose == purpose
        ]
        if rows:
            told.append(Chapter(purpose, Table(str(purpose.label), columns, rows)))
    return told


def counted(person: Person) -> list[tuple[str, int]]:
    """Return how many records of each kind are one person's, the most first."""
    identity = identity_of(person)
    counts: dict[str, int] = {}
    for holding in inventory().holdings:
        if holding.whose and set(holding.seen_by) != {Audience.SCREENERS}:
            count = rows_of(holding, identity, person).distinct().count()
            kind = kind_of(holding)
            counts[kind] = max(counts.get(kind, 0), count)
    return sorted(
        ((kind, count) for kind, count in counts.items() if count),
        key=lambda each: -each[1],
    )


def effects() -> list[str]:
    """Say what erasure does, in the order in which a person would ask."""
    return [
        _("Your name, your address and your second factor are deleted."),
        _("Every mandate you hold ends today, and you are signed out everywhere."),
        _("Messages to you are deleted; others’ words lose your name and address."),
        _("What you did stays, as done by your organization and by a number."),
        _("Files in which your name stands are deleted."),
    ]


def _with_fields(holding: Holding) -> str:
    """Name a kind with those of its fields that have a name people read."""
    if not holding.model:
        return kind_of(holding)
    meta = holding.model_class()._meta  # noqa: SLF001 - Django's public door
    names = [meta.get_field(each).verbose_name for each in holding.fields]
    told = [str(each) for each in names if isinstance(each, Promise)]
    if not told:
        return kind_of(holding)
    return _("%(kind)s (%(fields)s)") % {
        "kind": kind_of(holding),
        "fields": ", ".join(told),
    }


def _joined(words: list[str]) -> str:
    return "; ".join(words)
