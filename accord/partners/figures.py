"""The coalition's composition as chart, table and sentence."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from accord.atlas.models import Constituency
from accord.base.components import Cell, Column, Figure, Key, Table
from accord.base.templatetags.components import day, number, percent
from accord.partners.composition import Group
from tally.charts.balance import balance
from tally.charts.bars import bars
from tally.charts.composition import Strand, composition
from tally.charts.findings import lead
from tally.charts.svg import Direction, Mark, Part

_MARKS: dict[str, Mark] = {
    "government": "government",
    "employers": "employers",
    "workers": "workers",
}


def composition_now(
    groups: Sequence[Group], counts: Counter[str], *, today: date
) -> Figure | None:
    """Draw today's partners by constituency, with a table by category."""
    total = counts.total()
    if not total:
        return None
    names = {each.code: each.name for each in Constituency.objects.all()}
    standing: Counter[str] = Counter()
    for group in groups:
        standing[group.constituency] += counts[group.code]
    title = _tripartite(standing, total)
    sentence = _faces(standing)
    return Figure(
        id="composition",
        title=title,
        sentence=sentence,
        chart=balance(
            [
                Part(names[code], standing[code], _MARKS.get(code, "others"))
                for code in names
            ],
            title=title,
            description=sentence,
            direction=_direction(),
            write=number,
        ),
        legend=[
            Key(f"{number(standing[code])} {name}", constituency=code)
            for code, name in names.items()
        ],
        table=_table_now(groups, counts, names),
        source=_("Register of partners"),
        date=day(today),
        csv_url=reverse("partner_files:composition", args=["csv"]),
        level=2,
    )


def categories_now(
    groups: Sequence[Group], counts: Counter[str], *, today: date
) -> Figure | None:
    """Draw today's partners by category, in the order in which they are reported."""
    leading = lead(_parts(groups, counts))
    if leading is None:
        return None
    total = counts.total()
    names = {each.code: each.name for each in Constituency.objects.all()}
    title = _("%(category)s: %(n)s of %(total)s partners") % {
        "category": leading.part.label,
        "n": number(int(leading.part.value)),
        "total": number(total),
    }
    sentence = _("%(category)s make up %(share)s of the coalition.") % {
        "category": leading.part.label,
        "share": percent(leading.share),
    }
    return Figure(
        id="categories",
        title=title,
        subtitle=_("Partners by category, today"),
        sentence=sentence,
        chart=bars(
            _parts(groups, counts),
            title=title,
            description=sentence,
            direction=_direction(),
            write=number,
        ),
        table=_table_now(groups, counts, names),
        source=_("Register of partners"),
        date=day(today),
        csv_url=reverse("partner_files:composition", args=["csv"]),
        level=2,
    )


def composition_through_time(
    groups: Sequence[Group],
    days: Sequence[date],
    counts: Sequence[Counter[str]],
) -> Figure | None:
    """Draw the partners of each day by category, tripartite ones at the foot."""
    if not days or not counts[-1].total():
        return None
    first, last = counts[0].total(), counts[-1].total()
    title = _course(first, last, days)
    sentence = _since(days, counts, groups)
    labels = [_short(each) for each in days]
    shown = [group for group in groups if any(each[group.code] for each in counts)]
    names = {each.code: each.name for each in Constituency.objects.all()}
    return Figure(
        id="through-time",
        title=title,
        subtitle=_("Partners at the end of each period, by category"),
        sentence=sentence,
        chart=composition(
            labels,
            [
                Strand(
                    group.label,
                    [each[group.code] for each in counts],
                    _MARKS.get(group.constituency, "others"),
                )
                for group in shown
            ],
            title=title,
            description=sentence,
            direction=_direction(),
            write=number,
        ),
        legend=[Key(name, constituency=code) for code, name in names.items()],
        table=Table(
            caption=_("Partners by category at the end of each period"),
            columns=[
                Column(_("Period")),
                *(Column(group.label, numeric=True) for group in groups),
                Column(_("All partners"), numeric=True),
            ],
            rows=[
                [label, *(each[group.code] for group in groups), each.total()]
                for label, each in zip(labels, counts, strict=True)
            ],
        ),
        note=_("In every column the categories stand in the order of the table."),
        source=_("Register of partners, dates of joining and leaving"),
        date=day(days[-1]),
        csv_url=reverse("partner_files:composition", args=["csv"]),
        level=2,
    )


def _parts(groups: Sequence[Group], counts: Counter[str]) -> list[Part]:
    return [
        Part(each.label, counts[each.code], _MARKS.get(each.constituency, "others"))
        for each in groups
    ]


def _table_now(
    groups: Sequence[Group], counts: Counter[str], names: dict[str, str]
) -> Table:
    return Table(
        caption=_("Partners by category"),
        columns=[
            Column(_("Category")),
            Column(_("Constituency")),
            Column(_("Partners"), numeric=True),
        ],
        rows=[
            [
                Cell(group.label),
                Cell(names[group.constituency], constituency=group.constituency),
                counts[group.code],
            ]
            for group in groups
        ],
        total=[_("All partners"), "", counts.total()],
    )


def _tripartite(standing: Counter[str], total: int) -> str:
    tripartite = standing["government"] + standing["employers"] + standing["workers"]
    return ngettext(
        "%(n)s of %(total)s partners stands for governments, employers or workers",
        "%(n)s of %(total)s partners stand for governments, employers or workers",
        tripartite,
    ) % {"n": number(tripartite), "total": number(total)}


def _faces(standing: Counter[str]) -> str:
    """Say how employers' and workers' organizations face each other."""
    counts = {
        "employers": number(standing["employers"]),
        "workers": number(standing["workers"]),
        "others": number(standing["none"]),
    }
    if standing["workers"] > standing["employers"]:
        words = _(
            "Workers’ organizations outnumber those of employers by %(workers)s to "
            "%(employers)s. Partners without tripartite standing: %(others)s."
        )
    elif standing["workers"] < standing["employers"]:
        words = _(
            "Employers’ organizations outnumber those of workers by %(employers)s to "
            "%(workers)s. Partners without tripartite standing: %(others)s."
        )
    else:
        words = _(
            "Employers and workers are even, at %(workers)s each. Partners without "
            "tripartite standing: %(others)s."
        )
    return words % counts


def _course(first: int, last: int, days: Sequence[date]) -> str:
    if first == last:
        return ngettext(
            "%(n)s partner, as many as in %(start)s",
            "%(n)s partners, as many as in %(start)s",
            last,
        ) % {"n": number(last), "start": _short(days[0])}
    return _("From %(first)s to %(last)s partners in %(time)s") % {
        "first": number(first),
        "last": number(last),
        "time": _months(days),
    }


def _since(
    days: Sequence[date], counts: Sequence[Counter[str]], groups: Sequence[Group]
) -> str:
    grown = counts[-1].copy()
    grown.subtract(counts[0])
    grown_by = sum(grown.values())
    most = max(groups, key=lambda group: grown[group.code])
    if grown[most.code] <= 0:
        return _("No category has grown since %(start)s.") % {"start": _short(days[0])}
    return _(
        "Since %(start)s the number of partners has changed by %(change)s. The "
        "category that gained most, by %(n)s: %(group)s."
    ) % {
        "start": _short(days[0]),
        "change": f"{grown_by:+d}",
        "n": number(grown[most.code]),
        "group": most.label,
    }


def _months(days: Sequence[date]) -> str:
    n = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month
    return ngettext("%(n)s month", "%(n)s months", n) % {"n": number(n)}


def _direction() -> Direction:
    return "rtl" if get_language_bidi() else "ltr"


def _short(end: date) -> str:
    return format_date(end, "MMM y", locale=get_language() or "en")
