"""Who may see lists and hits, and the doors to them: screeners free of interest."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accord.base.actor import Actor
from accord.screening import access
from accord.screening.models import Case, Edition, Hit


def hits(actor: Actor, *, on: date) -> QuerySet[Hit]:
    """Return the hits that a screener may see; 404 for everybody else.

    What concerns a case in which they have declared an interest is kept from them,
    also where the hit is of the partner.
    """
    person = access.check_screener(actor, on=on)
    shut = Case.objects.filter(interests__person=person, interests__is_conflict=True)
    return (
        Hit.objects.exclude(application__case__in=shut)
        .exclude(partner__in=shut.values("partner").filter(partner__isnull=False))
        .exclude(
            Q(partner__isnull=False) & Q(partner__application__case__in=shut),
        )
        .select_related(
            "name_list",
            "entry__edition",
            "application__case",
            "partner__country",
            "judged_by",
        )
    )


def hit(actor: Actor, number: int, *, on: date) -> Hit:
    """Return a hit to read and judge.

    `NotDeclared` asks a screener first whether they have an interest in its case.
    """
    found = get_object_or_404(hits(actor, on=on), pk=number)
    case = getattr(found.application, "case", None) if found.application else None
    if case is not None:
        access.case(actor, case.reference, on=on)
    return found


def edition(actor: Actor, number: int, *, on: date) -> Edition:
    access.check_screener(actor, on=on)
    editions = Edition.objects.select_related("name_list", "sent_by", "confirmed_by")
    return get_object_or_404(editions, pk=number)
