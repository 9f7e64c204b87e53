"""The facts about an indicator as its method page lists them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.atlas.models.named import active_language
from accord.base.components import SummaryRow
from accord.observatory import reading, sentences, words
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject
from accord.observatory.registry import definition_name
from accord.observatory.taking import attribution, sources_of


def rows(indicator: Indicator) -> list[SummaryRow]:
    """Return all facts there are; what nobody wrote down has no row."""
    return [
        SummaryRow(label, value) for label, value in _facts(indicator) if str(value)
    ]


def _facts(indicator: Indicator) -> Iterator[tuple[str, str | SafeString]]:
    subject = Subject.of(indicator)
    yield _("Definition"), indicator.meaning
    yield _("Population"), indicator.population
    yield _("Age band"), words.age(indicator.age_band) if indicator.age_band else ""
    yield _("Unit"), _unit(indicator)
    yield _("Which way is better"), indicator.get_polarity_display()
    yield _("Formula"), indicator.formula
    yield _("Method"), _method(indicator.method)
    yield _("Global indicator"), _official(indicator)
    yield (
        _("Challenges"),
        _listed(
            (each.get_absolute_url(), each.name) for each in indicator.challenges.all()
        ),
    )
    yield (
        _("Pillar of social justice"),
        indicator.pillar.name if indicator.pillar else "",
    )
    yield _("Target"), _target(indicator, subject)
    yield _("Series, in the order they are preferred"), _lines(indicator)
    yield _("Definitions that are never mixed"), _definitions(indicator)
    yield _("What is called a change"), sentences.rule_of_change(subject)
    yield _("Ranking"), _ranking(indicator)
    yield _("What to beware of"), indicator.caveat
    yield (
        _("Licence and attribution"),
        _plain_list(attribution(each) for each in sources_of(indicator)),
    )


def _unit(indicator: Indicator) -> str:
    unit = indicator.unit
    if unit.difference and unit.difference != unit:
        return _("%(unit)s; differences are in %(difference)s") % {
            "unit": unit.name,
            "difference": unit.difference.name,
        }
    return unit.name


def _method(code: str) -> SafeString | str:
    return format_html("<code>{}</code>", code) if code else ""


def _official(indicator: Indicator) -> SafeString | str:
    official = indicator.global_indicator
    if official is None:
        return ""
    goal = official.target.goal
    return format_html(
        '<a href="{}">{}</a> {}',
        f"{reverse('atlas:goal', args=[goal.code])}",
        official.code,
        official.name,
    )


def _target(indicator: Indicator, subject: Subject) -> str:
    if indicator.target is None:
        return ""
    if indicator.target_kind == Indicator.TargetKind.FACTOR:
        said = _("%(factor)s times the value of %(baseline)s") % {
            "factor": indicator.target.normalize(),
            "baseline": indicator.baseline_year or "",
        }
    else:
        said = subject.value(float(indicator.target))
    if not indicator.target_year:
        return said
    return _("%(target)s by %(year)s") % {"target": said, "year": indicator.target_year}


def _lines(indicator: Indicator) -> SafeString | str:
    said = [
        format_html(
            '<li><a href="{}">{}</a>, <code>{}</code></li>',
            line.source.url,
            line.source.name,
            line.series,
        )
        for line in indicator.lines.all()
    ]
    if not said:
        return indicator.would_fill
    return format_html("<ol>{}</ol>", format_html_join("", "{}", ((s,) for s in said)))


def _definitions(indicator: Indicator) -> SafeString | str:
    """Return the names of definitions in use, where there is more than one."""
    found = {each.definition: None for each in reading.origins(indicator.code)}
    if len(found) < 2:
        return ""
    return _plain_list(definition_name(each, active_language()) for each in found)


def _ranking(indicator: Indicator) -> str:
    if not indicator.can_rank:
        return _("Never: how its values are made does not allow it.")
    return _(
        "Only over reported values, with the interval of ranks that their intervals"
        " allow; in four groups where the source gives no intervals."
    )


def _plain_list(said: Iterator[str]) -> SafeString | str:
    told = [(each,) for each in said]
    if len(told) < 2:
        return told[0][0] if told else ""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", told))


def _listed(links: Iterator[tuple[str, str]]) -> SafeString | str:
    return format_html_join(", ", '<a href="{}">{}</a>', links)
