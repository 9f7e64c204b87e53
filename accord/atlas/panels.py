"""What other apps show of the atlas: a world map of their own counts."""

from collections.abc import Mapping
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.atlas.models import Country
from accord.base.components import Cell, Column, Figure, Key, Table, Text
from tally.charts.maps import Step, WorldMap, world_map


def world_figure(
    counts: Mapping[str, int],
    *,
    figure_id: str,
    title: Text,
    sentence: Text,
    unit: Text,
    source: Text,
    date: Text | date,
) -> Figure:
    """Return a map of counts by ISO alpha-3 code, for base/components/_map.html.

    `unit` heads the column of counts. Costs one query. Countries without a count are
    land; a code that no country has is left out of map and table alike.
    """
    countries = {
        country.iso3: country
        for country in Country.objects.filter(pk__in=counts).in_name_order(
            get_language() or "en"
        )
    }
    known = {iso3: counts[iso3] for iso3 in countries if counts[iso3]}
    drawn = world_map(known, [country.place for country in countries.values()])
    ranked = sorted(known, key=known.__getitem__, reverse=True)
    return Figure(
        id=figure_id,
        title=title,
        sentence=sentence,
        chart=render_to_string("atlas/_world_map.html", {"map": drawn}),
        table=Table(
            caption=title,
            columns=[Column(_("Country or area")), Column(unit, numeric=True)],
            rows=[
                [
                    Cell(countries[iso3].name, url=countries[iso3].get_absolute_url()),
                    known[iso3],
                ]
                for iso3 in ranked
            ],
        ),
        source=source,
        date=date,
        legend=legend_of(drawn),
        level=2,
    )


def legend_of(drawn: WorldMap) -> list[Key]:
    """Return the steps of a map of counts, weakest first."""
    return [Key(_range(step), scale=str(step.level)) for step in drawn.legend]


def _range(step: Step) -> str:
    if step.least == step.most:
        return str(step.least)
    return f"{step.least}–{step.most}"
