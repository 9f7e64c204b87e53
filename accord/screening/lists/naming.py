"""Which names are compared with lists: of organizations, and of who acts for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from accord.joining.models import Application
from accord.joining.reading import facts
from accord.partners.models import Mandate, Partner, Role
from accord.partners.search import names_of

_ACTING = (Role.SIGNATORY, Role.FOCAL_POINT, Role.ALTERNATE)


@dataclass(frozen=True, slots=True)
class Subject:
    """An applicant or a partner, and each name with whose it is."""

    names: tuple[tuple[str, str], ...]
    application: Application | None = None
    partner: Partner | None = None


def of_application(application: Application) -> Subject:
    told = facts(application, usual={})
    names = [("organization", name) for name in told.all_names]
    names += [(each.role, each.name) for each in told.people if each.name]
    return Subject(tuple(dict.fromkeys(names)), application=application)


def of_partners(on: date) -> Iterator[Subject]:
    """Yield every partner of that day with who acts for it, in two queries."""
    acting = Mandate.objects.in_force_on(on).filter(role__in=_ACTING)
    partners = Partner.objects.partners_on(on).prefetch_related(
        Prefetch("mandates", acting.select_related("person"), to_attr="acting")
    )
    for partner in partners.order_by("pk"):
        names = [("organization", name) for name in names_of(partner) if name]
        names += [(each.role, each.person.name) for each in partner.acting]
        kept = tuple(dict.fromkeys(each for each in names if each[1]))
        yield Subject(kept, partner=partner)
