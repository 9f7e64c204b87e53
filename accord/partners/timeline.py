"""What turned a partner's life, as everyone may read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.partners.models import Partner, Standing, Turn

Kind = Turn.Kind
# What takes back what, when both are in effect from the same day.
_TAKES_BACK = {Kind.RETURNED: Kind.LEFT, Kind.RESUMED: Kind.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Point:
    """One turn of a life; `text` is what everyone may read of the reason."""

    day: date
    title: str
    text: str = ""
    language: str = ""


def timeline(partner: Partner) -> list[Point]:
    """Return the turns of a partner's life, the newest first, in two queries."""
    standings = list(
        partner.standings.select_related("category", "constituency").order_by("since")
    )
    turns = standing_turns(partner.turns.order_by("effective_on", "id"))
    points = [*_from_standings(standings), *(_point(turn) for turn in turns)]
    points.sort(key=lambda point: point.day)
    return points[::-1]


def standing_turns(turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns without those that never took effect, and their undoing."""
    kept: list[Turn] = []
    for turn in turns:
        undone = _TAKES_BACK.get(Kind(turn.kind))
        last = next((each for each in reversed(kept) if each.kind == undone), None)
        if last is not None and last.effective_on == turn.effective_on:
            kept.remove(last)
        else:
            kept.append(turn)
    return kept


def suspension_of(partner: Partner) -> Turn | None:
    """Return the turn that suspended a partner, while it is."""
    if partner.suspended_on is None:
        return None
    return partner.turns.filter(kind=Kind.SUSPENDED).order_by("id").last()


def last_leaving(partner: Partner) -> Turn | None:
    """Return the turn by which a partner left, when it has."""
    if partner.left_on is None:
        return None
    return partner.turns.filter(Q(kind=Kind.LEFT)).order_by("id").last()


def _point(turn: Turn) -> Point:
    return Point(turn.effective_on, turn.get_kind_display(), turn.public, turn.language)


def _from_standings(standings: Sequence[Standing]) -> Iterable[Point]:
    for before, each in zip([None, *standings], standings, strict=False):
        if before is None:
            yield Point(each.since, _("Joined the coalition"), _counted(each))
        elif _kind_of(before) != _kind_of(each):
            yield Point(
                each.since, _("Category or constituency changed"), _counted(each)
            )


def _kind_of(standing: Standing) -> Any:
    return standing.category_id, standing.constituency_id


def _counted(standing: Standing) -> str:
    return _("Category: %(category)s. Constituency: %(constituency)s.") % {
        "category": standing.category.name,
        "constituency": standing.constituency.name,
    }
