"""Indicators, sources, vintages and observations as everyone may have them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from accord.base import projecting
from accord.base.discovery.datasets import Dataset
from accord.base.projecting import Projection
from accord.observatory import cataloguing, describing
from accord.observatory.models import Indicator, Source, Vintage
from accord.observatory.reading import Observation

EDITS = ("edited", "given back")
DECISIONS = ("imported", "set-aside", "taken-back")
# A load tells what it changed by kind only, so it counts for each record of the kind.
LOAD = "observatory:registry"


def indicators(records: Sequence[Indicator], *, on: date) -> list[Projection]:
    """Return each indicator, loaded `for_listing`, in two queries."""
    moments = _moments("indicator", [each.code for each in records])
    return [
        {**told, "updated_at": moments[told["code"]]}
        for told in describing.indicators(records)
    ]


def sources(records: Sequence[Source], *, on: date) -> list[Projection]:
    """Return each source with what its licence asks to be said, in two queries."""
    moments = _moments("source", [each.code for each in records])
    return [
        {**describing.source(each), "updated_at": moments[each.code]}
        for each in records
    ]


def vintages(records: Sequence[Vintage], *, on: date) -> list[Projection]:
    """Return each vintage: its file, its digests, how many values it holds."""
    subjects = [each.history_reference for each in records]
    moments = projecting.moments(subjects, DECISIONS)
    return [
        {
            **describing.vintage(each),
            "url": projecting.address_of("observatory:vintage", each.reference),
            "layout": each.layout,
            "size": each.size,
            "read": each.read,
            "stored": each.stored,
            "refused": each.refused,
            "imported_at": projecting.instant(each.imported_at),
            "set_aside_on": projecting.iso(each.set_aside_on),
            "updated_at": projecting.instant(
                moments.get(each.history_reference, each.imported_at)
            ),
        }
        for each in records
    ]


def datasets() -> list[Dataset]:
    """Return every indicator that has figures, as a catalogue tells of it."""
    return cataloguing.datasets()


def observation(each: Observation) -> Projection:
    """Return a published value; its dimensions are an object, all else as it is."""
    told: dict[str, Any] = asdict(each)
    return {**told, "dimensions": json.loads(each.dimensions)}


def _moments(kind: str, codes: Sequence[str]) -> dict[str, str | None]:
    """Return when each record was last changed, by staff or by a load."""
    subjects = [f"{kind}:{code}" for code in codes]
    found = projecting.moments([*subjects, LOAD], (*EDITS, "loaded"))
    load = found.pop(LOAD, None)
    return {
        code: projecting.instant(max(filter(None, (found.get(subject), load))))
        if found.get(subject) or load
        else None
        for code, subject in zip(codes, subjects, strict=True)
    }
