"""What waits of actions: drafts that nobody goes on with, and files to be agreed to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accord.actions.models import Action, ImportFile
from accord.base.actor import Actor
from accord.base.models import Entry
from accord.base.waiting import Drafted, On, Recipient, Source, Waiting, register
from accord.partners.access import is_secretariat
from accord.partners.models import Mandate, Role

# After so many days without a change the office is told of a draft.
UNTOUCHED = 60
_WRITES = [Role.FOCAL_POINT, Role.ALTERNATE, Role.SIGNATORY]


def _drafts(drafts: Iterable[Action]) -> list[tuple[Action, datetime]]:
    """Return drafts with when they were last changed, in one query."""
    found = list(drafts)
    touched = dict(
        Entry.objects.filter(subject__in=[each.history_reference for each in found])
        .order_by()
        .values_list("subject")
        .annotate(last=Max("at"))
    )
    now = timezone.now()
    return [(each, touched.get(each.history_reference, now)) for each in found]


def _unpublished() -> Iterable[Action]:
    return Action.objects.filter(published_on=None).select_related("lead")


def untouched_drafts(reader: Actor, on: date) -> list[Waiting]:
    """Return the drafts that nobody has changed for long, for the secretariat."""
    if not is_secretariat(reader, on):
        return []
    since = timezone.now() - timedelta(days=UNTOUCHED)
    found = [(each, at) for each, at in _drafts(_unpublished()) if at < since]
    people: dict[int, list[Recipient]] = defaultdict(list)
    mandates = Mandate.objects.in_force_on(on).of_partners_that_act_on(on)
    for each in mandates.filter(
        partner__in=[draft.lead_id for draft, _at in found], role__in=_WRITES
    ).select_related("person"):
        person = each.person
        recipient = Recipient(
            person.email, person.name, person.language, person.public_id
        )
        if recipient not in people[each.partner_id]:
            people[each.partner_id].append(recipient)
    return [_untouched(draft, at, people[draft.lead_id]) for draft, at in found]


def _untouched(draft: Action, at: datetime, people: list[Recipient]) -> Waiting:
    return Waiting(
        key=f"actions:{draft.reference}:draft:{at:%Y%m%d}",
        kind="untouched-draft",
        title=str(draft),
        url=draft.get_absolute_url(),
        organization=str(draft.lead),
        on=On.PARTNER,
        since=at,
        whom=draft.lead.reference,
        message=Drafted(
            "actions/emails/draft_untouched.txt",
            {"action": draft, "touched_on": at.date()},
            tuple(people),
        )
        if people
        else None,
    )


def own_drafts(reader: Actor, on: date) -> list[Waiting]:
    """Return the drafts of the partner that `reader` acts for."""
    if reader.partner is None or reader.mandate is None:
        return []
    if Role(reader.mandate.role).rank < Role.EDITOR.rank:
        return []
    found = Action.objects.filter(published_on=None, lead=reader.partner)
    return [
        Waiting(
            key=f"actions:{each.reference}:draft",
            kind="untouched-draft",
            title=str(each),
            url=reverse("actions:tasks", args=[each.reference]),
            organization=str(reader.partner),
            on=On.PARTNER,
            since=at,
            whom=reader.partner.reference,
        )
        for each, at in _drafts(found.select_related("lead"))
    ]


def files(reader: Actor, on: date) -> list[Waiting]:
    """Return the sent files whose preview somebody has still to agree to."""
    if not is_secretariat(reader, on):
        return []
    found = ImportFile.objects.filter(
        planned_at__isnull=False, confirmed_at=None, refusal={}
    ).select_related("partner")
    return [
        Waiting(
            key=f"actions:file-{each.pk}:agree",
            kind="actions-file",
            title=each.name,
            url=each.get_absolute_url(),
            organization=str(each.partner or ""),
            on=On.OFFICE if each.is_from_office else On.PARTNER,
            since=each.planned_at,
            whom=each.partner.reference if each.partner else "",
        )
        for each in found
        if each.planned_at
    ]


register(
    Source(
        "untouched-draft",
        gettext_lazy("Draft of an action"),
        for_office=untouched_drafts,
        for_reader=own_drafts,
        may_recall=is_secretariat,
    )
)
register(
    Source(
        "actions-file",
        gettext_lazy("File of actions to agree to"),
        for_office=files,
        may_recall=is_secretariat,
    )
)
