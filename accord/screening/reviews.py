"""Looking at a partner again: what follows from the decision of such a case."""

from datetime import date

from accord.base.actor import Actor
from accord.partners import operations as partners
from accord.screening.models import Decision, Outcome


def follow(decision: Decision, *, by: Actor, on: date) -> None:
    """Suspend the partner if it was declined; otherwise nothing changes for it.

    It is told the words that were recommended for it. One that has left meanwhile is
    left alone.
    """
    partner = decision.case.partner
    if partner is None or decision.outcome != Outcome.DECLINE:
        return
    if partner.is_partner_on(on):
        told = decision.recommendation.words
        language = partner.name.original_language
        reason = partners.Reason(told=told, language=language)
        partners.suspend(partner, reason, by=by, on=on)
