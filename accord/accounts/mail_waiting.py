"""What waits about people: addresses whose mail comes back."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accounts import access, operations
from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.base.mail import bounces
from accord.base.models import Mailbox
from accord.base.waiting import NotDone, On, Source, Verb, Waiting, register

WRITE_AGAIN = "write-again"


def unreachable(
    mailbox: Mailbox, person: Person | None, *, organization: str
) -> Waiting:
    """Return what is to be done about an address, for the list of whoever may."""
    name = person.name if person else mailbox.email
    return Waiting(
        key=f"accounts:mailbox-{mailbox.pk}:comes-back",
        kind="mailbox",
        title=_("Mail to %(name)s comes back") % {"name": name},
        url=reverse("mailbox", args=[mailbox.pk]),
        organization=organization or mailbox.email,
        on=On.OFFICE,
        since=mailbox.stopped_at or timezone.now(),
        whom=person.public_id if person else "",
        verbs=(WRITE_AGAIN,),
    )


def _for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    if not access.may_see_to_people(reader, on):
        return []
    stopped = list(bounces.stopped())
    people = Person.objects.in_bulk(
        [each.email for each in stopped], field_name="email"
    )
    return [
        unreachable(each, people.get(each.email), organization="") for each in stopped
    ]


def _write_again(key: str, by: Actor, on: date) -> None:
    number = key.partition("mailbox-")[2].partition(":")[0]
    mailbox = bounces.stopped().filter(pk=int(number)).first()
    if mailbox is None or not access.may_see_to_people(by, on):
        raise NotDone(_("Mail to this address does not come back any more."))
    operations.write_again(mailbox, by=by, on=on)


SOURCE = Source(
    "mailbox",
    gettext_lazy("Addresses whose mail comes back"),
    for_office=_for_office,
    may_recall=access.may_see_to_people,
    verbs=(Verb(WRITE_AGAIN, gettext_lazy("Write to it again"), _write_again),),
)
register(SOURCE)
