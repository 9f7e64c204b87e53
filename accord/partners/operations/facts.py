"""Facts of a partner that the secretariat confirms: name, category, place.

A partner asks; the secretariat decides. What was asked is kept with what stood then,
so that nobody confirms a change of something that has moved since.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accounts.models import Person
from accord.atlas.models import Category, Constituency, Country, Region
from accord.base import history
from accord.base.actor import Actor
from accord.base.constraints import claiming
from accord.base.multilingual import Multilingual
from accord.base.references import next_reference
from accord.partners.models import Alias, ChangeRequest, Partner, Role
from accord.partners.operations.life import (
    NotPossible,
    change_standing,
    write_to,
)

# By field, the vocabulary it is chosen from; names are written.
VOCABULARIES: Mapping[str, type[models.Model]] = {
    "category": Category,
    "constituency": Constituency,
    "country": Country,
    "region": Region,
}
FACTS = ("name", "short_name", *VOCABULARIES)
LABELS: Mapping[str, Any] = {
    "name": gettext_lazy("Name"),
    "short_name": gettext_lazy("Short name"),
    "category": gettext_lazy("Category"),
    "constituency": gettext_lazy("Constituency"),
    "country": gettext_lazy("Country or area"),
    "region": gettext_lazy("Region"),
}
# Facts that counts of past days hold.
COUNTED = ("category", "constituency", "country")


class Overtaken(NotPossible):
    """A fact has changed since the partner asked; `fields` names which."""

    def __init__(self, fields: list[str]) -> None:
        names = ", ".join(str(LABELS[each]) for each in fields)
        super().__init__(
            _(
                "Since the partner asked, this has been changed by somebody else: "
                "%(fields)s. Decline the request with a word on it, so that the "
                "partner can ask anew."
            )
            % {"fields": names}
        )
        self.fields = fields


def facts_of(partner: Partner) -> dict[str, Any]:
    """Return the facts as history and requests keep them."""
    return {
        "name": partner.name.to_json(),
        "short_name": partner.short_name,
        "category": partner.category.code,
        "constituency": partner.constituency.code,
        "country": partner.country_id,
        "region": partner.region_id,
    }


@transaction.atomic
def request_change(
    partner: Partner,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    on: date,
    why: str = "",
    version: int | None = None,
) -> ChangeRequest:
    """Ask for other facts: sent when a focal point asks, prepared when an editor does.

    `changes` holds values of `FACTS` by field; what stands already is left out. A
    request that is prepared is written anew; one that is sent waits for its answer.
    `version` is that of the prepared request that was seen, 0 for none.
    """
    current = _locked(partner)
    now = facts_of(current)
    asked = {field: _kept(value) for field, value in changes.items()}
    wanted = {field: value for field, value in asked.items() if value != now[field]}
    if not wanted:
        raise NotPossible(_("This is what stands already: nothing would change."))
    request = current.change_requests.filter(state__in=ChangeRequest.OPEN).first()
    if request is not None and request.state == ChangeRequest.State.SENT:
        raise NotPossible(
            _("The request %(reference)s waits for its answer; withdraw it first.")
            % {"reference": request.reference}
        )
    if version is not None and version != (request.version if request else 0):
        raise NotPossible(
            _(
                "Somebody else has prepared a request meanwhile. Open this page anew "
                "to go on from theirs."
            )
        )
    if request is None:
        request = ChangeRequest(
            reference=next_reference("CHR", on.year), partner=current, version=0
        )
    request.wanted = wanted
    request.was = {field: now[field] for field in wanted}
    request.why = why
    request.state = ChangeRequest.State.PREPARED
    request.prepared_by = _person(by)
    request.prepared_at = timezone.now()
    request.version += 1
    with claiming(
        "one_change_request_is_open",
        NotPossible(_("Somebody else has just asked for a change.")),
    ):
        request.save()
    history.record(
        request, "prepared", by=by, on=on, after={"partner": current.reference}
    )
    if by.mandate is not None and Role(by.mandate.role).rank < Role.FOCAL_POINT.rank:
        return request
    return send_change(request, by=by, on=on)


@transaction.atomic
def send_change(request: ChangeRequest, *, by: Actor, on: date) -> ChangeRequest:
    """Hand a prepared request to the secretariat. Sending twice changes nothing."""
    current = _locked_request(request)
    if current.state == ChangeRequest.State.SENT:
        return current
    _check_open(current)
    current.state = ChangeRequest.State.SENT
    current.sent_by, current.sent_at = _person(by), timezone.now()
    current.version += 1
    current.save(update_fields=["state", "sent_by", "sent_at", "version"])
    history.record(current, "sent", by=by, on=on)
    return current


@transaction.atomic
def withdraw_change(request: ChangeRequest, *, by: Actor, on: date) -> ChangeRequest:
    """Take a request back before it is decided. Twice changes nothing."""
    current = _locked_request(request)
    if current.state == ChangeRequest.State.WITHDRAWN:
        return current
    _check_open(current)
    current.state = ChangeRequest.State.WITHDRAWN
    current.version += 1
    current.save(update_fields=["state", "version"])
    history.record(current, "withdrawn", by=by, on=on)
    return current


@transaction.atomic
def decide_change(
    request: ChangeRequest,
    accept: bool,  # noqa: FBT001 - the decision itself
    reason: str,
    *,
    by: Actor,
    on: date,
    effective_on: date | None = None,
) -> ChangeRequest:
    """Accept or decline what a partner asked for, and write to it.

    What is accepted counts from `effective_on` on, today unless it is given; a day
    in the past corrects the counts since then.
    """
    current = _locked_request(request)
    if current.state != ChangeRequest.State.SENT:
        raise NotPossible(
            _("The request %(reference)s does not wait for a decision.")
            % {"reference": current.reference}
        )
    first = effective_on or on
    if accept:
        partner = _locked(current.partner)
        now = facts_of(partner)
        moved = [field for field, was in current.was.items() if now[field] != was]
        if moved:
            raise Overtaken(moved)
        change_facts(partner, wanted_by(current), by=by, on=on, since=first)
        current.effective_on = first
    state = ChangeRequest.State
    current.state = state.ACCEPTED if accept else state.DECLINED
    current.decided_by, current.decided_on = _person(by), on
    current.answer = reason
    current.version += 1
    current.save(
        update_fields=[
            *("state", "decided_by", "decided_on"),
            *("effective_on", "answer", "version"),
        ]
    )
    history.record(current, current.state, by=by, on=on)
    write_to(
        Partner.objects.get(pk=current.partner_id),
        "partners/emails/change_decided.txt",
        {
            "reference": current.reference,
            "is_accepted": accept,
            "fields": [LABELS[field] for field in FACTS if field in current.wanted],
            "reason": reason,
            "day": first,
        },
        on=on,
    )
    return current


@transaction.atomic
def change_facts(
    partner: Partner,
    values: Mapping[str, Any],
    *,
    by: Actor,
    on: date,
    since: date,
    version: int | None = None,
) -> Partner:
    """Let facts hold from `since` on; names that go stay as former names.

    `version`, where it is given, is that of the record that was seen.
    """
    current = _locked(partner)
    if version is not None and version != current.version:
        raise NotPossible(
            _(
                "Somebody else has changed this record meanwhile. Open this page anew "
                "to see how it stands now."
            )
        )
    before = facts_of(current)
    gone: list[tuple[str, str]] = []
    for field, value in values.items():
        if field == "name":
            gone = former_names(current.name, value)
        setattr(current, field, value)
    if facts_of(current) == before:
        return current
    current.rename(current.name)
    current.version += 1
    current.save()
    counted = {
        f"{field}_id": getattr(current, f"{field}_id")
        for field in COUNTED
        if field in values
    }
    if counted:
        change_standing(current, since, **counted)
    keep_names(current, gone, Alias.Kind.FORMER, until=since)
    history.record(
        current,
        "changed",
        by=by,
        on=on,
        before=before,
        after={**facts_of(current), "effective_on": since},
    )
    return current


def former_names(before: Multilingual, after: Multilingual) -> list[tuple[str, str]]:
    """Return the names that are lost, each with its language."""
    still = {after.text_in(language) for language in after.languages}
    return [
        (language, before.text_in(language))
        for language in before.languages
        if before.text_in(language) not in still
    ]


def keep_names(
    partner: Partner,
    names: list[tuple[str, str]],
    kind: Alias.Kind,
    *,
    until: date | None = None,
) -> None:
    """Keep other names of a partner; one that is kept already is left as it is."""
    Alias.objects.bulk_create(
        (
            Alias(
                partner=partner,
                name=name[:300],
                language=language,
                kind=kind,
                until=until,
            )
            for language, name in names
        ),
        ignore_conflicts=True,
    )


def _kept(value: Any) -> Any:
    """Return a value as JSON keeps it: texts as they are, rows by their code."""
    if isinstance(value, Multilingual):
        return value.to_json()
    if isinstance(value, Category | Constituency):
        return value.code
    if isinstance(value, models.Model):
        return value.pk
    return value


def wanted_by(request: ChangeRequest) -> dict[str, Any]:
    """Return what a request wants, with rows in place of codes."""
    values: dict[str, Any] = {}
    for field, value in request.wanted.items():
        if field == "name":
            values[field] = Multilingual.from_json(value)
        elif field in {"category", "constituency"}:
            values[field] = _manager(field).get(code=value)
        elif field in VOCABULARIES:
            values[field] = _manager(field).get(pk=value) if value else None
        else:
            values[field] = value
    return values


def _manager(field: str) -> Any:
    return VOCABULARIES[field]._default_manager  # noqa: SLF001 - Django's own name


def _locked(partner: Partner) -> Partner:
    return (
        Partner.objects.select_for_update(of=("self",))
        .select_related("category", "constituency")
        .get(pk=partner.pk)
    )


def _locked_request(request: ChangeRequest) -> ChangeRequest:
    return (
        ChangeRequest.objects.select_for_update(of=("self",))
        .select_related("partner")
        .get(pk=request.pk)
    )


def _check_open(request: ChangeRequest) -> None:
    if not request.is_open:
        raise NotPossible(
            _("The request %(reference)s is decided already, or was withdrawn.")
            % {"reference": request.reference}
        )


def _person(by: Actor) -> Person | None:
    return by.person if isinstance(by.person, Person) else None
