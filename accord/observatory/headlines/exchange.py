"""The columns of headline figures: what is printed, what we find, why they differ."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.base.exchange.columns import Column, Kind, texts
from accord.base.exchange.datasets import Dataset
from accord.base.projecting import Projection, address_of
from accord.observatory.headlines.recomputing import (
    Headline,
    Recomputed,
    lines_of,
    recomputed,
)
from accord.observatory.models import Indicator


def project(found: Sequence[Headline]) -> list[Projection]:
    """Return each statement as plain values, in two queries whatever their number."""
    indicators = {
        each.code: each for each in Indicator.objects.prefetch_related("lines")
    }
    lines = lines_of(indicators)
    return [_told(each, recomputed(each, lines)) for each in found]


def _told(headline: Headline, values: Sequence[Recomputed]) -> Projection:
    made_of = [part for each in values for part in each.made_of]
    return {
        "code": headline.code,
        "pillar": headline.pillar,
        "names": dict(headline.names),
        "unit": headline.unit,
        "printed": [
            {"period": each.period, "value": each.value} for each in headline.printed
        ],
        "cited": headline.cited,
        "evidence": headline.evidence,
        "recomputed": [
            {"time": each.time, "value": each.value, "least": each.least}
            for each in values
        ],
        "indicator": headline.recompute.get("indicator"),
        "series": sorted({f"{each.source}: {each.series}" for each in made_of}),
        "vintages": sorted({each.vintage for each in made_of}),
        "note": dict(headline.note),
        "url": f"{address_of('observatory:headlines')}#{headline.code}",
    }


def columns(languages: Sequence[str]) -> list[Column]:
    return [
        Column("code", _("Code"), Kind.CODE, "code"),
        Column("pillar", _("Pillar of social justice"), Kind.CODE, "pillar"),
        *texts("name", _("Name"), languages, value=lambda told: told["names"]),
        Column("unit", _("Unit"), Kind.CODE, "unit"),
        Column("printed", _("Printed"), Kind.PAIRS, "printed", value=_printed),
        Column("cited", _("Printed by"), Kind.TEXT, "cited"),
        Column("evidence", _("Evidence"), Kind.CODE, "evidence"),
        Column("recomputed", _("Recomputed"), Kind.PAIRS, "recomputed", value=_ours),
        Column("indicator", _("Indicator"), Kind.CODE, "indicator"),
        Column("series", _("Series"), Kind.CODES, "series"),
        Column("vintages", _("Vintages"), Kind.CODES, "vintages"),
        *texts(
            "note", _("Why they differ"), languages, value=lambda told: told["note"]
        ),
        Column("url", _("Address"), Kind.TEXT, "url"),
    ]


def _printed(told: Projection) -> list[tuple[str, str]]:
    return [(each["period"], each["value"]) for each in told["printed"]]


def _ours(told: Projection) -> list[tuple[str, Any]]:
    return [
        (
            each["time"],
            f"{each['value']!r}"
            if each["least"] is None
            else f"{each['least']!r} … {each['value']!r}",
        )
        for each in told["recomputed"]
    ]


HEADLINES = Dataset(
    name="headlines",
    title=_("Headline figures, recomputed"),
    columns=columns,
    project=project,
)
