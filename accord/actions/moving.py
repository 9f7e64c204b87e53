"""What becomes of actions when two records of one organization become one."""

from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.actions.models import Action, ImportedRow, Participation
from accord.base import history
from accord.base.actor import Actor
from accord.partners.models import Partner
from accord.partners.operations import Mover, register_mover


def _move_actions(
    rows: QuerySet[Action], kept: Partner, absorbed: Partner, by: Actor, on: date
) -> None:
    """Let the kept partner lead; what it joined in itself is its own now."""
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    Participation.objects.filter(action__in=moved, partner=kept).delete()
    rows.update(lead=kept, version=F("version") + 1)
    _tell(moved, kept, absorbed, by, on)


def _move_participations(
    rows: QuerySet[Participation],
    kept: Partner,
    absorbed: Partner,
    by: Actor,
    on: date,
) -> None:
    """Let the kept partner take part, where it neither leads nor does already."""
    moved = list(rows.order_by("action_id").values_list("action_id", flat=True))
    there = Participation.objects.filter(partner=kept).values_list(
        "action_id", flat=True
    )
    rows.filter(action__lead=kept).delete()
    rows.filter(action__in=list(there)).delete()
    rows.update(partner=kept)
    Action.objects.filter(pk__in=moved).update(version=F("version") + 1)
    _tell(moved, kept, absorbed, by, on)


def _move_imported_rows(
    rows: QuerySet[ImportedRow],
    kept: Partner,
    _absorbed: Partner,
    _by: Actor,
    _on: date,
) -> None:
    """Keep which row an action came from; the kept partner's own row goes first."""
    known = ImportedRow.objects.filter(partner=kept).values_list("key", flat=True)
    rows.filter(key__in=list(known)).delete()
    rows.update(partner=kept)


def _tell(
    actions: list[int], kept: Partner, absorbed: Partner, by: Actor, on: date
) -> None:
    for action in Action.objects.filter(pk__in=actions).order_by("pk"):
        history.record(
            action,
            "moved",
            by=by,
            on=on,
            before={"partner": absorbed.reference, "version": action.version - 1},
            after={"partner": kept.reference, "version": action.version},
        )


register_mover(Mover("actions.Action.lead", _move_actions, _("actions it leads")))
register_mover(
    Mover(
        "actions.Participation.partner",
        _move_participations,
        _("actions it takes part in"),
    )
)
register_mover(Mover("actions.ImportedRow.partner", _move_imported_rows))
