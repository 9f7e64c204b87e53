"""What waits about partners themselves: requests for change, and long silence."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.actor import Actor
from accord.base.waiting import (
    Drafted,
    NotDone,
    On,
    Recipient,
    Source,
    Verb,
    Waiting,
)
from accord.partners import access, operations
from accord.partners.dormancy import Heard, dormant_on
from accord.partners.models import ChangeRequest, Mandate
from accord.partners.operations.life import ADDRESSED

_SENT, _PREPARED = ChangeRequest.State.SENT, ChangeRequest.State.PREPARED


def _requests_for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    if not access.may_decide_change(reader, on):
        return []
    found = ChangeRequest.objects.filter(state=_SENT).select_related("partner")
    return [_request(each) for each in found]


def _requests_for_reader(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell a partner what its focal point has to send, and what is being decided."""
    partner = reader.partner
    if partner is None or not access.acts_for_as_editor(reader, partner, on):
        return []
    found = ChangeRequest.objects.filter(
        partner=partner, state__in=[_SENT, _PREPARED]
    ).select_related("partner")
    return [_request(each) for each in found]


def _request(each: ChangeRequest) -> Waiting:
    is_sent = each.state == _SENT
    title = (
        _("Request %(reference)s for other facts waits for a decision")
        if is_sent
        else _("Request %(reference)s for other facts waits to be sent")
    )
    return Waiting(
        key=f"partners:{each.reference}:{'decide' if is_sent else 'send'}",
        kind="change-request",
        title=title % {"reference": each.reference},
        url=reverse("partners:change", args=[each.partner.slug, each.reference]),
        organization=each.partner.title,
        on=On.OFFICE if is_sent else On.PARTNER,
        since=each.sent_at or each.prepared_at,
        whom="" if is_sent else each.partner.reference,
        verbs=("accept",) if is_sent else (),
    )


def _accept(key: str, by: Actor, on: date) -> None:
    """Accept a request from the list; the letter gives no reason of its own."""
    if not access.may_decide_change(by, on):
        raise NotDone(_("Only the secretariat does this from the list."))
    try:
        request = ChangeRequest.objects.get(reference=key.split(":")[1])
        operations.decide_change(request, True, "", by=by, on=on)  # noqa: FBT003
    except ChangeRequest.DoesNotExist as error:
        raise NotDone(_("There is no such request.")) from error
    except operations.NotPossible as error:
        raise NotDone(str(error)) from error


def _dormant(reader: Actor, on: date) -> Iterable[Waiting]:
    if not access.is_secretariat(reader, on):
        return []
    found = dormant_on(on)
    readers: dict[int, list[Recipient]] = defaultdict(list)
    mandates = Mandate.objects.in_force_on(on).filter(
        partner__in=[each.partner.pk for each in found],
        role__in=ADDRESSED,
        person__is_active=True,
    )
    for mandate in mandates.select_related("person").order_by("pk"):
        person = mandate.person
        recipient = Recipient(
            person.email, person.name, person.language, person.public_id
        )
        if recipient not in readers[mandate.partner_id]:
            readers[mandate.partner_id].append(recipient)
    return [_silence(each, readers[each.partner.pk]) for each in found]


def _silence(heard: Heard, readers: list[Recipient]) -> Waiting:
    partner = heard.partner
    morning = datetime.combine(heard.quiet_from, time(8))
    return Waiting(
        key=f"partners:{partner.reference}:dormant-{heard.last.isoformat()}",
        kind="dormant",
        title=_("Nothing was heard for a year"),
        url=reverse("partners:standing", args=[partner.slug]),
        organization=partner.title,
        on=On.PARTNER,
        since=timezone.make_aware(morning),
        whom=partner.reference,
        message=Drafted(
            "partners/emails/dormant.txt",
            {"partner": partner, "day": heard.last},
            tuple(readers),
        )
        if readers
        else None,
    )


SOURCES = (
    Source(
        "change-request",
        gettext_lazy("Requests for change"),
        _requests_for_office,
        _requests_for_reader,
        (Verb("accept", gettext_lazy("Accept"), _accept),),
        may_recall=access.is_secretariat,
    ),
    Source(
        "dormant",
        gettext_lazy("Dormant partners"),
        _dormant,
        may_recall=access.is_secretariat,
    ),
)
