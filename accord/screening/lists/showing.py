"""Where hits show: on the case, among what waits, and against accepting."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.base.actor import Actor
from accord.base.panels import panel
from accord.base.templatetags.components import number
from accord.base.waiting import On, Source, Waiting, register
from accord.screening import access as screeners
from accord.screening import obstacles, subject
from accord.screening.lists import access
from accord.screening.models import Case, Hit, HitVerdict

HOW = {
    "same": gettext_lazy("the same"),
    "sound": gettext_lazy("sounds alike"),
    "slip": gettext_lazy("differs by a letter or two"),
    "initial": gettext_lazy("an initial"),
    "cut": gettext_lazy("cut short"),
    "joined": gettext_lazy("written together"),
    "acronym": gettext_lazy("first letters"),
}
ROLES = {
    "organization": gettext_lazy("Organization"),
    "signatory": gettext_lazy("Signatory"),
    "focal-point": gettext_lazy("Focal point"),
    "alternate": gettext_lazy("Alternate focal point"),
}


def of_case(case: Case) -> QuerySet[Hit]:
    """Return the hits of a case: those judged, and those that still stand."""
    if case.application is not None:
        found = Hit.objects.filter(application=case.application)
    else:
        found = Hit.objects.filter(partner=case.partner)
    return (
        found.exclude(Q(verdict="") & Q(gone_at__isnull=False))
        .select_related("name_list")
        .order_by("verdict", "-score", "pk")
    )


def name_of(hit: Hit) -> str:
    """Return whom a hit is about, as their record calls them."""
    if hit.application is not None:
        return subject.of_application(hit.application).name
    return str(hit.partner)


def pairs_of(hit: Hit) -> list[tuple[str, str, object]]:
    """Return the words that stand for each other, and why."""
    return [(mine, theirs, HOW.get(how, how)) for mine, theirs, how in hit.pairs]


@panel("screening.case", order=10)
def hits_of_case(case: Case, reader: Actor) -> str:
    if not screeners.may_look_into(reader, case, timezone.localdate()):
        return ""
    hits = list(of_case(case))
    return render_to_string(
        "screening/lists/_case_panel.html",
        {
            "hits": [(each, ROLES.get(each.role, each.role)) for each in hits],
            "confirmed": sum(each.verdict == HitVerdict.CONFIRMED for each in hits),
        },
    )


def unjudged(case: Case) -> list[str]:
    """Say that hits of a case are open, which stands against accepting it."""
    count = of_case(case).filter(verdict="").count()
    if not count:
        return []
    return [
        ngettext(
            "{n} name near one of a list is not judged yet; judge it first.",
            "{n} names near those of lists are not judged yet; judge them first.",
            count,
        ).format(n=number(count))
    ]


def _waiting(reader: Actor, on: date) -> Iterable[Waiting]:
    if not screeners.may_screen(reader, on):
        return []
    hits = access.hits(reader, on=on).filter(verdict="", gone_at=None)
    return [
        Waiting(
            key=f"screening-hits:{each.pk}:judge",
            kind="screening-hits",
            title=_("Name to compare: %(name)s") % {"name": each.name},
            url=reverse("screening:hit", args=[each.pk]),
            organization=name_of(each),
            on=On.OFFICE,
            since=each.found_at,
        )
        for each in hits.order_by("found_at", "pk")
    ]


obstacles.register(unjudged)
register(
    Source(
        "screening-hits",
        gettext_lazy("Names near those of lists"),
        for_office=_waiting,
    )
)
