"""Partners from whom nothing is heard: worked out from what happened, never typed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from accord.base.models import Entry
from accord.partners.models import Partner
from accord.partners.querysets import PartnerQuerySet

# So long after anybody signed in, changed something or used a key.
QUIET = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Heard:
    """The last day on which something was heard from a partner."""

    partner: Partner
    last: date

    @property
    def quiet_from(self) -> date:
        return self.last + QUIET

    def is_dormant_on(self, day: date) -> bool:
        """Say whether a partner of that day, which may act, has been silent so long."""
        return (
            self.quiet_from < day
            and self.partner.is_partner_on(day)
            and self.partner.may_act_on(day)
        )


def heard_from(partners: PartnerQuerySet, *, since: date | None = None) -> list[Heard]:
    """Return when each partner was last heard from, in two queries.

    Its people signing in, anything done in its name, and its keys count; so does its
    joining or return. With `since` only those of whom nothing was heard from then on.
    """
    found = (
        Partner.objects.filter(pk__in=partners.order_by().values("pk"))
        .annotate(
            signed_in=Max("mandates__person__last_login"),
            used=Max("mandates__api_keys__last_used_at"),
        )
        .order_by("sort_name")
    )
    quiet = [each for each in found if since is None or _last(each) < since]
    acted = dict(
        Entry.objects.filter(partner__in=[each.reference for each in quiet])
        .order_by()
        .values_list("partner")
        .annotate(last=Max("on"))
    )
    heard = [
        Heard(each, max(_last(each), acted.get(each.reference, each.joined_on)))
        for each in quiet
    ]
    return [each for each in heard if since is None or each.last < since]


def dormant_on(day: date) -> list[Heard]:
    """Return the partners of that day that are dormant, suspended ones left out."""
    there = Partner.objects.partners_on(day).filter(suspended_on=None, left_on=None)
    return heard_from(there, since=day - QUIET)


def _last(partner: Partner) -> date:
    moments = [
        timezone.localtime(each).date()
        for each in (partner.signed_in, partner.used)  # type: ignore[attr-defined]
        if each is not None
    ]
    return max([partner.joined_on, *moments])
