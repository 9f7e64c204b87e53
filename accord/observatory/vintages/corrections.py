"""Corrections: bringing them in, applying them to a draft, retiring them."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from accord.atlas.models.named import active_language, text_in
from accord.base import history
from accord.base.actor import Actor
from accord.base.imports.tables import Refused
from accord.observatory.models import Correction, Source
from tally.series.correcting import Found, Guarded, Repair, correct, guard
from tally.series.schema import dimensions_text

Told = dict[str, Any]

# What is said of a tripped guard. `file` says nothing: the sentence stands beside it.
_SENTENCES = {
    Found.REPAIRED: gettext_noop(
        "The correction {code} expects {was} for {place}, but row {row} of the file"
        " holds {found}, as the correction would have it: the source has mended the"
        " value. Retire the correction, then import the file again."
    ),
    Found.OTHER: gettext_noop(
        "The correction {code} expects {was} for {place}, but row {row} of the file"
        " holds {found}: the source has changed the value. Retire the correction, or"
        " decide on a new one, then import the file again."
    ),
    Found.NOTHING: gettext_noop(
        "The correction {code} expects {was} for {place}, but the file holds no such"
        " value: the source has taken it out. Retire the correction, then import the"
        " file again."
    ),
}


@dataclass(frozen=True, slots=True)
class Guardedly:
    """The corrections that a draft holds, and those whose guard trips."""

    applied: Sequence[Told] = field(default_factory=list)
    tripped: Sequence[Told] = field(default_factory=list)
    rules: str = ""


class Tripped(Refused):
    """Guards of corrections stop an import; `sentences` say which, where and why."""

    def __init__(self, tripped: Sequence[Told]) -> None:
        super().__init__(tripped[0]["template"], tripped[0]["values"])
        self.sentences = [
            str(Refused(each["template"], each["values"])) for each in tripped
        ]


def of(source: Source, series: Iterable[str]) -> list[Correction]:
    """Return the corrections in force that may concern a file of these series."""
    return list(
        source.corrections.in_force().filter(series__in=list(series)).order_by("code")
    )


def rules_of(corrections: Iterable[Correction]) -> str:
    """Return what tells corrections from later ones."""
    said = [[_repair(each).__repr__(), each.reasons] for each in corrections]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def apply(
    converted: Path, target: Path, source: Source, series: Iterable[str]
) -> Guardedly:
    """Write the tidy Parquet with the corrections that concern it.

    Corrections whose guard trips are left out and told.
    """
    found = of(source, series)
    by_code = {each.code: each for each in found}
    guarded = guard(converted, [_repair(each) for each in found])
    holding = [each.repair for each in guarded if each.found is Found.EXPECTED]
    if holding:
        correct(converted, target, holding)
        converted.unlink()
    else:
        converted.rename(target)
    return Guardedly(
        applied=[told_of(by_code[each.code]) for each in holding],
        tripped=[
            _told_trip(by_code[each.repair.code], each)
            for each in guarded
            if each.trips
        ],
        rules=rules_of(found),
    )


def told_of(correction: Correction) -> Told:
    """Return a correction as a vintage keeps it, for whoever reads its values."""
    return {
        "code": correction.code,
        "series": correction.series,
        "area": correction.area,
        "time": correction.time,
        "sex": correction.sex,
        "age": correction.age,
        "dimensions": correction.dimensions,
        "was": correction.was,
        "now": correction.now,
        "missing": correction.missing,
        "reasons": correction.reasons,
        "provider": correction.provider,
        "decided_on": correction.decided_on.isoformat(),
    }


def reason_of(told: Told) -> str:
    """Return why a value was corrected, in the reader's language."""
    return text_in(told["reasons"], active_language())


@transaction.atomic
def decide(
    fields: Sequence[dict[str, Any]], *, by: Actor, on: date
) -> list[Correction]:
    """Bring in corrections that are not known by their code yet; return those.

    What a correction says never changes: a vintage has been made with it. Another
    opinion is another correction.
    """
    sources = {each.code: each for each in Source.objects.all()}
    known = set(Correction.objects.values_list("code", flat=True))
    made = []
    for each in fields:
        if each["code"] in known:
            continue
        correction = Correction(
            **{
                **each,
                "source": sources[each["source"]],
                "dimensions": dimensions_text(json.loads(each.get("dimensions", "{}"))),
            }
        )
        correction.full_clean()
        correction.save(force_insert=True)
        after = {"source": each["source"], **told_of(correction)}
        history.record(correction, "decided", by=by, on=on, after=after)
        made.append(correction)
    return made


@transaction.atomic
def retire(correction: Correction, reason: str, *, by: Actor, on: date) -> Correction:
    """Let a correction hold for no later import; retiring twice changes nothing.

    Vintages that were made with it keep what they hold.
    """
    current = Correction.objects.select_for_update().get(pk=correction.pk)
    if current.retired_on:
        return current
    current.retired_on, current.retired_reason = on, reason
    current.save(update_fields=["retired_on", "retired_reason"])
    history.record(current, "retired", by=by, on=on, after={"on": on, "reason": reason})
    return current


def _repair(correction: Correction) -> Repair:
    return Repair(
        code=correction.code,
        series=correction.series,
        area=correction.area,
        time=correction.time,
        was=correction.was,
        now=correction.now,
        missing=correction.missing,
        sex=correction.sex,
        age=correction.age,
        dimensions=correction.dimensions,
    )


def _told_trip(correction: Correction, guarded: Guarded) -> Told:
    return {
        "template": _SENTENCES[guarded.found],
        "values": {
            "code": correction.code,
            "place": place_of(told_of(correction)),
            "was": _written(correction.was),
            "found": _written(guarded.value),
            "row": guarded.row or 0,
        },
    }


def place_of(told: Told) -> str:
    """Return where a value stands, in the codes of its source."""
    parts = [told["series"], told["area"], told["time"]]
    parts += [told["sex"]] if told["sex"] != "T" else []
    parts += [told["age"]] if told["age"] != "_T" else []
    parts += [told["dimensions"]] if told["dimensions"] != "{}" else []
    return ", ".join(parts)


def _written(value: float | None) -> str:
    # The sign of a value that is not there reads the same in every language.
    return "—" if value is None else repr(value).removesuffix(".0")
