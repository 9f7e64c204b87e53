"""Looking at a partner again: what follows from the decision of such a case."""

from datetime import date

from accord.base.actor import Actor
from accord.partners import operations as partners
from accord.screening.models import Decision, Outcome


def follow(decision: Decision, *, by: Actor, on: date) -> None:
    """Suspend the partner if it was declined; otherwise nothing changes for it."""
    partner = decision.case.partner
    if decision.outcome == Outcome.DECLINE and partner is not None:
        partners.suspend(partner, decision.letter, by=by, on=on)
