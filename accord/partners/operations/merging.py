"""Joining two records of one organization into one.

Rows that point to the absorbed record are moved to the kept one: by a mover that an
app registered for its kind, or else plainly. All in one transaction: a kind that
cannot be moved stops everything, and nothing is half merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.partners import spans
from accord.partners.models import (
    Alias,
    ChangeRequest,
    Invitation,
    Mandate,
    Partner,
    Turn,
)
from accord.partners.operations.facts import keep_names
from accord.partners.operations.life import (
    NotPossible,
    Reason,
    give_life,
    life_of,
    note_turn,
    write_to,
)

TEXTS = ("mandate_text", "priorities", "expertise", "website", "short_name")
RELATIONS = ("areas", "challenges")


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves rows of one kind from an absorbed partner to the kept one.

    `relation` is "app.Model.field" of the key to partners. `move` gets the rows, the
    two partners, who merges and when, and leaves no row with the absorbed one.
    """

    relation: str
    move: Callable[[models.QuerySet[Any], Partner, Partner, Actor, date], None]
    label: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many rows of one kind would be moved."""

    label: str
    count: int


_movers: dict[str, Mover] = {}


def register_mover(mover: Mover) -> None:
    """Say how rows of one kind are moved, from `apps.ready`."""
    _movers[mover.relation] = mover


def preview(absorbed: Partner) -> list[Share]:
    """Return what would go to the kept record, kind by kind."""
    found = []
    for field in _keys():
        count = _rows(field, absorbed).count()
        if count:
            found.append(Share(_label(field), count))
    return found


@transaction.atomic
def merge(
    kept: Partner,
    absorbed: Partner,
    *,
    by: Actor,
    on: date,
    reason: Reason | str = "",
) -> Partner:
    """Make two records of one organization one; the absorbed one leads to the kept.

    What the kept record does not say is taken from the absorbed one. Each day of the
    past counts the organization once.
    """
    if kept.pk == absorbed.pk:
        raise NotPossible(_("A record cannot be joined with itself."))
    rows = {
        each.pk: each
        for each in Partner.ever.select_for_update(of=("self",))
        .filter(pk__in=[kept.pk, absorbed.pk])
        .order_by("pk")
    }
    kept, absorbed = rows[kept.pk], rows[absorbed.pk]
    if absorbed.merged_into_id == kept.pk:
        return kept
    for each in (kept, absorbed):
        if each.merged_into_id is not None:
            raise NotPossible(
                _("%(reference)s has been joined with another record already.")
                % {"reference": each.reference}
            )
    moved = {share.label: share.count for share in preview(absorbed)}
    life = spans.united(life_of(kept), life_of(absorbed))
    _fill(kept, absorbed)
    give_life(absorbed, [])
    give_life(kept, life)
    _set_dates(kept, life)
    kept.version += 1
    kept.save()
    for field in _keys():
        _move(field, kept, absorbed, by, on)
    keep_names(kept, _names(absorbed), Alias.Kind.ALSO)
    Partner.ever.filter(merged_into=absorbed).update(merged_into=kept)
    absorbed.merged_into = kept
    absorbed.suspended_on = None
    absorbed.version += 1
    absorbed.save(update_fields=["merged_into", "suspended_on", "version"])
    _tell(kept, absorbed, Reason.of(reason), moved, by=by, on=on)
    return kept


def _tell(
    kept: Partner,
    absorbed: Partner,
    reason: Reason,
    moved: dict[str, int],
    *,
    by: Actor,
    on: date,
) -> None:
    letters = write_to(
        kept,
        "partners/emails/merged.txt",
        {"absorbed": absorbed, "reason": reason.told, "day": on},
        on=on,
    )
    note_turn(kept, Turn.Kind.MERGED, on, reason, letters, by=by, on=on)
    history.record(
        absorbed, "merged", by=by, on=on, after={"merged_into": kept.reference}
    )
    history.record(
        kept,
        "absorbed",
        by=by,
        on=on,
        after={"absorbed": absorbed.reference, "moved": moved},
    )


def _fill(kept: Partner, absorbed: Partner) -> None:
    """Take what the kept record leaves empty from the other one."""
    for field in TEXTS:
        if not getattr(kept, field):
            setattr(kept, field, getattr(absorbed, field))
    for relation in RELATIONS:
        getattr(kept, relation).add(*getattr(absorbed, relation).all())
    kept.rename(kept.name)


def _set_dates(kept: Partner, life: list[spans.Span]) -> None:
    """Let the dates of the record be those of its last stay."""
    if not life:
        return
    first = len(life) - 1
    while first and life[first - 1].until == life[first].since:
        first -= 1
    kept.joined_on, kept.left_on = life[first].since, life[-1].until
    is_suspended = life[-1].state == "suspended" and life[-1].until is None
    kept.suspended_on = life[-1].since if is_suspended else None


def _names(partner: Partner) -> list[tuple[str, str]]:
    return [
        (language, partner.name.text_in(language))
        for language in partner.name.languages
    ]


def _keys() -> list[Any]:
    """Return the keys of all tables that point to partners, but for their own."""
    own: set[str | None] = {"standings", "absorbed"}
    return sorted(
        (
            relation.field
            for relation in Partner._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's public door
            if relation.auto_created
            and not relation.concrete
            and not relation.many_to_many
            and relation.get_accessor_name() not in own
            and not relation.related_model._meta.auto_created  # noqa: SLF001
        ),
        key=_relation,
    )


def _relation(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"  # noqa: SLF001


def _label(field: Any) -> str:
    mover = _movers.get(_relation(field))
    named = mover.label if mover is not None and mover.label else ""
    return str(named or field.model._meta.verbose_name_plural)  # noqa: SLF001


def _rows(field: Any, partner: Partner) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = field.model._base_manager.filter(  # noqa: SLF001
        **{field.name: partner}
    )
    return rows


def _move(field: Any, kept: Partner, absorbed: Partner, by: Actor, on: date) -> None:
    rows, mover = _rows(field, absorbed), _movers.get(_relation(field))
    try:
        with transaction.atomic():
            if mover is not None:
                mover.move(rows, kept, absorbed, by, on)
            else:
                rows.update(**{field.name: kept})
    except IntegrityError as refusal:
        raise NotPossible(
            _("Both records have the same of this kind, so that nothing was joined: ")
            + _label(field)
        ) from refusal


def _move_mandates(
    rows: models.QuerySet[Mandate],
    kept: Partner,
    absorbed: Partner,
    by: Actor,
    on: date,
) -> None:
    for mandate in rows.order_by("pk"):
        mandate.partner = kept
        mandate.save(update_fields=["partner"])
        history.record(
            mandate,
            "moved",
            by=by,
            on=on,
            before={"partner": absorbed.reference},
            after={"partner": kept.reference},
        )


def _move_invitations(
    rows: models.QuerySet[Invitation],
    kept: Partner,
    _absorbed: Partner,
    by: Actor,
    on: date,
) -> None:
    """Move invitations; one that the kept record has open as well is withdrawn."""
    own = set(kept.invitations.unanswered().values_list("email", "role"))
    for invitation in rows.filter(mandate=None, withdrawn_at=None):
        if (invitation.email, invitation.role) in own:
            invitation.withdrawn_at = timezone.now()
            invitation.save(update_fields=["withdrawn_at"])
            history.record(invitation, "invitation withdrawn", by=by, on=on)
    rows.update(partner=kept)


def _move_aliases(
    rows: models.QuerySet[Alias],
    kept: Partner,
    _absorbed: Partner,
    _by: Actor,
    _on: date,
) -> None:
    known = set(kept.aliases.values_list("name", flat=True))
    rows.filter(name__in=known).delete()
    rows.update(partner=kept)


def _move_requests(
    rows: models.QuerySet[ChangeRequest],
    kept: Partner,
    _absorbed: Partner,
    by: Actor,
    on: date,
) -> None:
    """Move requests; what was open asked for another record and is withdrawn."""
    for request in rows.filter(state__in=ChangeRequest.OPEN):
        request.state = ChangeRequest.State.WITHDRAWN
        request.version += 1
        request.save(update_fields=["state", "version"])
        history.record(request, "withdrawn", by=by, on=on)
    rows.update(partner=kept)


register_mover(Mover("partners.Mandate.partner", _move_mandates))
register_mover(Mover("partners.Invitation.partner", _move_invitations))
register_mover(Mover("partners.Alias.partner", _move_aliases))
register_mover(Mover("partners.ChangeRequest.partner", _move_requests))
