"""The history of a case in sentences, without the words that people wrote."""

from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history
from accord.base.components import Moment
from accord.base.models import Entry
from accord.screening.models import Case, Outcome


def moments(case: Case) -> list[Moment]:
    """Return what happened, newest first, in two queries."""
    entries = list(history.entries_of(case))
    people = {each.person for each in entries}
    names = dict(
        Person.objects.filter(public_id__in=people).values_list("public_id", "name")
    )
    return [
        Moment(
            when=each.at,
            title=_sentence(each),
            who=names.get(each.person, _("By itself")),
        )
        for each in entries
    ]


def _sentence(entry: Entry) -> str:
    outcome = entry.after.get("outcome") or entry.before.get("outcome", "")
    words = {
        "opened": _("The case was opened"),
        "interest declared": _("Declared an interest: the case is shut to them")
        if entry.after.get("is_conflict")
        else _("Declared that they have no interest in it"),
        "handed on": _("The case was handed on"),
        "taken": _("Took the case"),
        "changed": _("Changed the note or the days"),
        "checked": _("Answered items of the checklist"),
        "controversy noted": _("Noted a controversy"),
        "controversy changed": _("Changed a controversy"),
        "controversy removed": _("Removed a controversy"),
        "risk noted": _("Noted a risk"),
        "risk changed": _("Changed a risk"),
        "risk removed": _("Removed a risk"),
        "asked": _("Asked the applicant"),
        "recommended": _("Recommended: %(outcome)s"),
        "taken back": _("Took the recommendation back"),
        "sent back": _("Sent the case back"),
        "decided": _("Decided: %(outcome)s"),
        "decision undone": _("Took the decision back: %(outcome)s"),
        "carried out": _("The decision was carried out: %(outcome)s"),
        "closed": _("The case was closed: the application was withdrawn"),
    }
    sentence = words.get(entry.verb, entry.verb)
    if outcome in Outcome.values and "%(outcome)s" in sentence:
        return sentence % {"outcome": Outcome(outcome).label}
    return sentence
