"""What the observatory shows on pages of places and themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.atlas.models import Area, Challenge, Concept, Country, Goal, Region
from accord.base.actor import Actor
from accord.base.panels import panel
from accord.observatory import reading
from accord.observatory.places import (
    heads,
    profile,
    profile_words,
    region_words,
    themes,
)
from accord.observatory.places.regions import WORLD, RegionProfile, RegionRow
from tally.progress import Way


@panel("atlas.country", order=10)
def state_of_country(country: Country, reader: Actor) -> str:
    """How things stand: each challenge with its figures, or why it has none."""
    today = timezone.localdate()
    found = profile.of_country(country, on=today)
    groups = profile.grouped(found, Challenge.objects.valid_on(today))
    return render_to_string(
        "observatory/_country_panel.html",
        {
            "country": country,
            "region": country.subregion,
            "region_url": heads.address_of(country.subregion),
            "summary": profile_words.summary(found, today),
            "sections": profile_words.sections(groups, area=country.iso3, on=today),
            "sources": profile_words.sources_of(found),
        },
    )


def address_of_region(m49: str) -> str:
    """Return the path of the page of a region or the world, for other apps."""
    return heads.address_of_code(m49)


@panel("atlas.countries", order=10)
def regions_of_the_world(countries: Sequence[Country], reader: Actor) -> str:
    """The way from the list of countries to the world and its largest regions."""
    world = Region.objects.filter(m49=WORLD).first()
    if world is None or not reading.version():
        return ""
    return render_to_string(
        "observatory/_regions_panel.html",
        {"world": heads.address_of(world), "regions": heads.parts_of(world)},
    )


@panel("atlas.challenge", order=10)
def figures_of_challenge(challenge: Challenge, reader: Actor) -> str:
    world = _world()
    if world is None:
        return ""
    return _theme(world, challenge, themes.of_challenge(world, challenge))


@panel("atlas.goal", order=10)
def figures_of_goal(goal: Goal, reader: Actor) -> str:
    world = _world()
    rows = themes.of_goal(world, goal) if world else []
    return _theme(world, goal, rows) if world and rows else ""


@panel("atlas.area", order=10)
def figures_of_area(area: Area, reader: Actor) -> str:
    world = _world()
    rows = themes.of_area(world, area) if world else []
    return _theme(world, area, rows) if world and rows else ""


def _world() -> RegionProfile | None:
    """Return how things stand in the world, None before any figures are compiled."""
    return themes.world_on(timezone.localdate()) if reading.version() else None


def _theme(world: RegionProfile, theme: Concept, rows: Sequence[RegionRow]) -> str:
    return render_to_string(
        "observatory/_theme_panel.html",
        {
            "section": region_words.section_of(rows, WORLD, theme=theme),
            "sources": region_words.sources_of(world, rows),
        },
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What the world's figures say of a challenge, in one sentence and one line."""

    sentence: str
    chart: SafeString | str
    url: str


def findings_of_challenges(
    challenges: Sequence[Challenge], *, on: date
) -> dict[int, Finding]:
    """Return the finding of each challenge by its key, for the home page.

    Where no series speaks of a challenge, the finding says so. Empty before any
    figures are compiled.
    """
    world = themes.world_on(on) if reading.version() else None
    if world is None:
        return {}
    found = {}
    for challenge in challenges:
        row = themes.leading(themes.of_challenge(world, challenge))
        if row is None:
            sentence = _("No series that may be published speaks for the world yet.")
            found[challenge.pk] = Finding(sentence, "", reverse("observatory:world"))
            continue
        line = region_words.line(row, WORLD)
        said = {
            "indicator": line.name,
            "value": line.theirs or line.ours,
            "time": row.theirs.last.time if row.theirs else line.ours_time,
            "course": line.moved,
        }
        if row.trend.way is Way.UNKNOWN:
            sentence = _("%(indicator)s, world: %(value)s (%(time)s).") % said
        else:
            sentence = (
                _("%(indicator)s, world: %(value)s (%(time)s). %(course)s.") % said
            )
        found[challenge.pk] = Finding(sentence, line.chart, line.url)
    return found
