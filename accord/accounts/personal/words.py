"""The words of the inventory: why something is held, on what ground, for whom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Purpose(TextChoices):
    SIGN_IN = "sign-in", _("To let people sign in, and nobody in their place")
    MANDATES = "mandates", _("To know who acts for which organization")
    ACCOUNTABILITY = "accountability", _("To be able to say who did what")
    LETTERS = "letters", _("To write to people")
    JOINING = "joining", _("To receive and answer applications")
    SCREENING = "screening", _("To examine fairly who asks to join")
    IMPORTS = "imports", _("To take in files that were sent")
    OFFICE = "office", _("To share out the work of the secretariat")
    PREFERENCES = "preferences", _("To remember what a person has chosen")
    CONSENT = "consent", _("To be able to show who agreed to what")
    RIGHTS = "rights", _("To grant people what the law gives them")
    OPERATION = "operation", _("To carry out a task once, even if it is sent twice")
    SAFETY = "safety", _("To stop attacks and find faults")


class Basis(TextChoices):
    """The grounds of the United Nations' principles on personal data (2018)."""

    CONSENT = "consent", _("The person agreed")
    MANDATE = "mandate", _("The mandate of the coalition, which cannot work without it")
    INTERESTS = "interests", _("The best interests of the person")
    SAFETY = "safety", _("The safety of those who use the service")


class Audience(TextChoices):
    SELF = "self", _("the person")
    PARTNER = "partner", _("people of the same organization")
    APPLICANT = "applicant", _("whoever holds the link of the application")
    OFFICE = "office", _("the secretariat")
    SCREENERS = "screeners", _("screeners")
    STATISTICIANS = "statisticians", _("statisticians")
    STAFF = "staff", _("those who edit vocabularies and texts")
    OPERATORS = "operators", _("whoever runs the servers")
    EVERYBODY = "everybody", _("everybody, as a number that names nobody")
    NOBODY = "nobody", _("nobody: programs alone read it")


class Kept(TextChoices):
    """How long, where no rule of retention counts the days."""

    ACCOUNT = "account", _("As long as the account")
    RECORD = "record", _("As long as the record it belongs to")
    HISTORY = "history", _("Until the person is erased; what was done stays")
    MINUTES = "minutes", _("A few minutes")
    DAY = "day", _("A day")
    OPERATORS = "operators", _("As whoever runs the servers has set")


class Erasure(TextChoices):
    """What erasing a person does to what is held."""

    DELETED = "deleted", _("Deleted")
    EMPTIED = "emptied", _("Emptied; the record stays")
    REPLACED = "replaced", _("Name and address give way to a number")
    PSEUDONYM = "pseudonym", _("Stays, and leads to a number instead of a name")
    STRUCK = "struck", _("Name and address are struck out of it")
    NAMED = "deleted-where-named", _("Deleted where it names the person")
    NEVER = "never-written", _("Names and addresses are never written there")
    REPLAYED = "replayed", _("Erased again whenever a copy is restored")


class Place(TextChoices):
    """Where something is held outside the database."""

    LOG = "log", _("Log of the server")
    BACKUPS = "backups", _("Backups")


class Event(TextChoices):
    """What a rule of retention counts its days from, with their number."""

    EXPIRED = "expired"
    LAST_USED = "last-used"
    SENT = "sent"
    FINISHED = "finished"
    DECIDED = "decided"
    ASKED = "asked"
    ENDED = "ended"

    def after(self, days: int) -> str:
        """Say when something goes, as a whole sentence."""
        if days == 0:
            return str(_("On the day it expires"))
        return str(_SENTENCES[self] % {"days": days})


_SENTENCES = {
    Event.EXPIRED: ngettext_lazy(
        "%(days)d day after it expired", "%(days)d days after it expired", "days"
    ),
    Event.LAST_USED: ngettext_lazy(
        "%(days)d day after it was last used",
        "%(days)d days after it was last used",
        "days",
    ),
    Event.SENT: ngettext_lazy(
        "%(days)d day after it was sent", "%(days)d days after it was sent", "days"
    ),
    Event.FINISHED: ngettext_lazy(
        "%(days)d day after it was done", "%(days)d days after it was done", "days"
    ),
    Event.DECIDED: ngettext_lazy(
        "%(days)d day after the decision", "%(days)d days after the decision", "days"
    ),
    Event.ASKED: ngettext_lazy(
        "%(days)d day after it was asked for",
        "%(days)d days after it was asked for",
        "days",
    ),
    Event.ENDED: ngettext_lazy(
        "%(days)d day after it ended", "%(days)d days after it ended", "days"
    ),
}
