"""Loading the registry: units, sources, indicators and the series that fill them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from accord.atlas.models import Challenge, Pillar
from accord.atlas.models import Indicator as GlobalIndicator
from accord.atlas.operations import Tally, synchronise
from accord.base import history
from accord.base.actor import Actor
from accord.observatory import registry
from accord.observatory.models import Indicator, Line, Source, Unit
from accord.observatory.vintages import figures


@dataclass(slots=True)
class Loaded:
    """What a load did, by the name of the model."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    history_reference: str = "observatory:registry"

    @property
    def changes(self) -> int:
        return sum(tally.new + tally.changed for tally in self.kinds.values())


@transaction.atomic
def load(*, by: Actor, on: date) -> Loaded:
    """Bring the registry to the state of the files. Twice changes nothing.

    An indicator that staff have edited stays as they left it, its lines too.
    """
    loaded = Loaded()
    differences, units = {}, registry.units()
    for each in units:
        differences[each["code"]] = each.pop("difference")
    loaded.kinds["unit"] = synchronise(Unit, units, "code")
    _set_differences(differences)
    loaded.kinds["source"] = synchronise(Source, registry.sources(), "code")
    entries = registry.indicators()
    challenges = {each["code"]: each.pop("challenges", []) for each in entries}
    lines = {each["code"]: each.pop("lines") for each in entries}
    keys: dict[str, dict[str, int]] = {
        "unit": dict(Unit.objects.values_list("code", "pk")),
        "pillar": dict(Pillar.objects.values_list("code", "pk")),
        "global_indicator": dict(GlobalIndicator.objects.values_list("code", "pk")),
    }
    for each in entries:
        for name, found in keys.items():
            code = each.pop(name)
            each[f"{name}_id"] = None if code is None else found[code]
    loaded.kinds["indicator"] = synchronise(Indicator, entries, "code")
    ours = Indicator.objects.filter(code__in=lines, edited_on=None)
    known = {each.code: each for each in ours.prefetch_related("lines", "challenges")}
    loaded.kinds["line"] = _synchronise_lines(known, lines)
    loaded.kinds["challenge"] = _synchronise_challenges(known, challenges)
    if loaded.changes:
        after = {
            name: tally.new + tally.changed for name, tally in loaded.kinds.items()
        }
        history.record(loaded, "loaded", by=by, on=on, after=after)
        figures.follow()
    return loaded


def _set_differences(differences: Mapping[str, str]) -> None:
    units = {each.code: each for each in Unit.objects.filter(edited_on=None)}
    keys = dict(Unit.objects.values_list("code", "pk"))
    for code, unit in units.items():
        wanted = keys.get(differences.get(code, ""))
        if wanted != unit.difference_id:
            unit.difference_id = wanted
            unit.save(update_fields=["difference"])


def _synchronise_lines(
    indicators: Mapping[str, Indicator], wanted: Mapping[str, list[registry.Fields]]
) -> Tally:
    tally = Tally()
    sources = dict(Source.objects.values_list("code", "pk"))
    for code, indicator in indicators.items():
        before = [_said(each) for each in indicator.lines.all()]
        after = [
            {**each, "source": sources[each["source"]], "position": position}
            for position, each in enumerate(wanted[code], 1)
        ]
        if before == after:
            tally.unchanged += len(after)
            continue
        indicator.lines.all().delete()
        Line.objects.bulk_create(
            Line(indicator=indicator, source_id=each.pop("source"), **each)
            for each in after
        )
        tally.new += max(0, len(after) - len(before))
        tally.changed += min(len(after), len(before)) or len(before)
    return tally


def _said(line: Line) -> dict[str, Any]:
    return {
        "sex": line.sex,
        "given_sex": line.given_sex,
        "age": line.age,
        "dimensions": line.dimensions,
        "definition": line.definition,
        "definition_keys": line.definition_keys,
        "plus": line.plus,
        "basis": line.basis,
        "source": line.source_id,
        "series": line.series,
        "factor": line.factor,
        "position": line.position,
    }


def _synchronise_challenges(
    indicators: Mapping[str, Indicator], wanted: Mapping[str, list[str]]
) -> Tally:
    tally = Tally()
    challenges = {each.code: each for each in Challenge.objects.all()}
    for code, indicator in indicators.items():
        before = {each.code for each in indicator.challenges.all()}
        after = set(wanted[code])
        tally.new += len(after - before)
        tally.changed += len(before - after)
        tally.unchanged += len(after & before)
        if before != after:
            indicator.challenges.set([challenges[each] for each in sorted(after)])
    return tally
