"""All areas at once: on one scale, and on the map."""

from collections.abc import Collection, Sequence

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accord.base.components import Figure, Key
from accord.observatory import sentences, spreads
from accord.observatory.background import Background
from accord.observatory.drawing.frame import Content, Which, framed, joined, latest_of
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tabling import table_of_values
from tally.charts.choropleth import Base, choropleth, quantiles
from tally.charts.keys import sample
from tally.charts.lines import MOST_LINES
from tally.charts.scales import Ruler, scale_of
from tally.charts.strip import Row, Spot, strip


def distribution_figure(
    subject: Subject,
    observations: Sequence[Observation],
    background: Background | None = None,
    which: Which = Which("distribution"),  # noqa: B008 frozen
    *,
    named: Sequence[str] = (),
    near: Collection[str] = (),
) -> Figure:
    """Draw the latest value of every area on one scale.

    `named` areas carry their name (up to six), `near` ones stand out: the region of a
    country. The position of a single named area is said among the near ones.
    """
    background = background or Background.of(observations)
    shown = latest_of(observations)
    title = _("%(indicator)s: where countries and areas stand") % {
        "indicator": subject.name
    }
    sentence = joined(
        *_place(subject, shown, background, named, near),
        spreads.middle(subject, shown),
    )
    spots = [
        Spot(
            background.area(each.area),
            each.value or 0.0,
            near=each.area in near,
            named=each.area in named[:MOST_LINES],
        )
        for each in shown
    ]
    scale = scale_of([spot.value for spot in spots], within=subject.within)
    chart = strip(
        [Row("", spots)],
        title=title,
        description=sentence,
        direction=background.direction,
        write=subject.short,
        ruler=Ruler(scale, subject.ticks(scale.decimals)),
    )
    legend = [Key(_("one country or area"), sample=sample("other"))]
    if near:
        legend.insert(0, Key(_("of the same region"), sample=sample("near")))
    table = table_of_values(subject, shown, background)
    content = Content(title, sentence, chart, table, legend)
    return framed(content, subject, shown, background, which)


def _place(
    subject: Subject,
    shown: Sequence[Observation],
    background: Background,
    named: Sequence[str],
    near: Collection[str],
) -> list[str]:
    """Say a single named area's value and how many of the others lie below it."""
    own = [each for each in shown if each.area in named]
    if len(own) != 1:
        return []
    name = background.area(own[0].area)
    others = [each for each in shown if not near or each.area in near]
    return [
        sentences.level(subject, name, own[0]),
        spreads.position(subject, own[0], others),
    ]


def map_figure(
    subject: Subject,
    observations: Sequence[Observation],
    background: Background | None = None,
    which: Which = Which("map"),  # noqa: B008 frozen
    *,
    total: int | None = None,
) -> Figure:
    """Draw the latest values of countries on the world map, in five steps.

    `total` is how many countries and areas there could be. For
    base/components/_map.html, with the note on boundaries.
    """
    background = background or Background.of(observations)
    shown = [
        each for each in latest_of(observations) if each.area in background.countries
    ]
    values = {each.area: each.value or 0.0 for each in shown}
    steps = quantiles(values.values())
    title = _("%(indicator)s by country or area") % {"indicator": subject.name}
    sentence = joined(
        spreads.coverage(len(values), total) if total else "",
        spreads.middle(subject, shown),
    )
    chart = choropleth(
        values,
        [background.place(code) for code in values],
        steps=steps,
        base=Base(static("atlas/world.svg"), which.id),
        write=subject.short,
    )
    sheet = format_html('<link rel="stylesheet" href="{}">', static("atlas/map.css"))
    legend = [
        Key(
            _("%(low)s to %(high)s")
            % {"low": subject.number(step.least), "high": subject.short(step.most)},
            scale=str(step.level),
        )
        for step in steps
    ]
    legend.append(Key(_("no figure"), sample=sample("missing")))
    table = table_of_values(subject, shown, background)
    content = Content(title, sentence, sheet + chart, table, legend)
    return framed(content, subject, shown, background, which)
