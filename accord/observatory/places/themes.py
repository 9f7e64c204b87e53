"""What the figures of the world say of a challenge, a goal or an area of action."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from accord.atlas.models import Area, Challenge, Goal, Region
from accord.observatory.places import regions
from accord.observatory.places.regions import RegionProfile, RegionRow

_AREAS = Path(__file__).parents[1] / "data" / "areas.toml"


def world_on(on: date) -> RegionProfile:
    """Return how things stand in the world; its name is not loaded."""
    return regions.of_region(Region(m49=regions.WORLD), on=on)


def of_challenge(world: RegionProfile, challenge: Challenge) -> list[RegionRow]:
    return [
        row
        for row in world.rows
        if any(each.pk == challenge.pk for each in row.indicator.challenges.all())
    ]


def of_goal(world: RegionProfile, goal: Goal) -> list[RegionRow]:
    return [
        row
        for row in world.rows
        if row.indicator.global_indicator
        and row.indicator.global_indicator.code.partition(".")[0] == goal.code
    ]


def of_area(world: RegionProfile, area: Area) -> list[RegionRow]:
    codes = _of_areas().get(area.code, [])
    found = {row.indicator.code: row for row in world.rows}
    return [found[code] for code in codes if code in found]


def leading(rows: Sequence[RegionRow]) -> RegionRow | None:
    """Return the row that speaks for a theme: the first that gets better or worse.

    Without such a one, the first with a figure for the world.
    """
    known = [row for row in rows if row.is_known]
    moving = (row for row in known if row.trend.better is not None)
    return next(moving, next(iter(known), None))


@cache
def _of_areas() -> dict[str, list[str]]:
    """Return the codes of indicators by the code of the area they speak of."""
    return tomllib.loads(_AREAS.read_text("utf-8"))
