"""Whose action a row is, and what becomes of an organization that is no partner."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import (
    get_language,
    gettext,
    gettext_lazy,
    gettext_noop,
    override,
)

from accord.actions.sheets.known import Known
from accord.actions.sheets.reading import Told
from accord.base.imports.cells import Unreadable, shown
from accord.partners.models import Partner


class Whose(StrEnum):
    """What the column of organizations decides; `OURS` is all that editors may."""

    OURS = "ours"
    COLUMN = "column"
    COLUMN_OR_OURS = "column-or-ours"


CHOICES = {
    Whose.OURS: gettext_lazy("Every row is an action of {partner}"),
    Whose.COLUMN: gettext_lazy(
        "The organization in the column leads; rows of others than partners are refused"
    ),
    Whose.COLUMN_OR_OURS: gettext_lazy(
        "Partners lead their own rows, {partner} leads all others"
    ),
}
_NAMED = gettext_noop("Organization: {name}")


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a file is imported, and how far its own words on leads count.

    Without a partner the column of organizations must say who leads each row.
    """

    partner: Partner | None
    whose: Whose
    on: date
    # Whoever acts for one partner changes no other partner's actions.
    is_bound: bool = True

    def covers(self, lead: Partner) -> bool:
        if self.whose is Whose.OURS or self.is_bound:
            return lead == self.partner
        return True

    def lead_of(self, told: Told, known: Known) -> tuple[Partner, str, str]:
        """Return the lead, the reference of a partner to add, and a name to tell.

        The last two are empty unless the row names somebody else than its lead.
        Raises `Unreadable` where nobody can lead it.
        """
        found = known.partners.find(told.lead) if told.lead else set()
        named = known.leads[next(iter(found))] if len(found) == 1 else None
        if self.whose is not Whose.OURS and not self.is_bound and named:
            return self._standing(named), "", ""
        if self.whose is Whose.COLUMN and (told.lead or self.partner is None):
            if not told.lead:
                raise Unreadable(
                    gettext_noop("Say which organization leads the action.")
                )
            reference = known.partners.code(told.lead)
            return self._standing(known.leads[reference]), "", ""
        if self.partner is None:
            raise Unreadable(gettext_noop("Say which organization leads the action."))
        if not told.lead or named == self.partner:
            return self.partner, "", ""
        if named is not None:
            return self.partner, named.reference, ""
        return self.partner, "", told.lead

    def _standing(self, lead: Partner) -> Partner:
        if not lead.is_partner_on(self.on):
            raise Unreadable(
                gettext_noop("“{value}” is no partner of the coalition today."),
                {"value": shown(str(lead))},
            )
        return lead


def named_in(language: str, name: str) -> str:
    """Return the line that names an organization, in the language of the texts."""
    with override(language if language in {"en", "fr", "es", "ar"} else get_language()):
        return gettext(_NAMED).format(name=name)
