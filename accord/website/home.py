"""What the home page says, from the live figures."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from accord.atlas.models import Category
from accord.base.components import Cell, Column, Figure, Key, Table
from accord.base.templatetags.components import number
from accord.website.figures import ChallengeFigure, Coalition
from tally.charts.balance import assembly, balance
from tally.charts.findings import lead
from tally.charts.svg import Direction, Mark, Part

MARKS: dict[str, Mark] = {
    "government": "government",
    "employers": "employers",
    "workers": "workers",
    "none": "others",
}


def balance_figure(coalition: Coalition, day: date) -> Figure:
    """Chart, table and sentence of who makes up the coalition."""
    words = bench_words()
    parts = [
        Part(words[bench], count, MARKS[bench])
        for bench, count in coalition.by_constituency.items()
    ]
    largest = lead(parts)
    title = _("Who makes up the coalition")
    if largest is not None:
        title = _("%(group)s are the largest group: %(count)s of %(total)s") % {
            "group": largest.part.label,
            "count": number(int(largest.part.value)),
            "total": number(coalition.partners),
        }
    names = {each.code: each.name for each in Category.objects.all()}
    return Figure(
        id="balance",
        title=title,
        sentence=_(
            "Every shape is one partner. Governments, employers' and workers' "
            "organizations decide together; all others take part beside them."
        ),
        chart=_svg(
            assembly(
                parts, title=title, description=_read_out(parts), direction=_direction()
            )
        ),
        table=Table(
            caption=_("Partners by category"),
            columns=[
                Column(_("Category")),
                Column(_("Standing")),
                Column(_("Partners"), numeric=True),
            ],
            rows=[
                [
                    Cell(
                        names[code],
                        url=f"{reverse('partners:list')}?category={code}",
                        constituency=bench,
                    ),
                    words[bench],
                    count,
                ]
                for code, bench, count in coalition.by_category
            ],
            total=[_("All"), "", coalition.partners],
        ),
        source=_("Register of partners of the coalition"),
        date=date_format(day),
        legend=[
            Key(f"{word} ({number(coalition.by_constituency[bench])})", "", bench)
            for bench, word in words.items()
        ],
        level=2,
    )


def challenge_cards(figures: list[ChallengeFigure]) -> list[dict[str, object]]:
    """Return each challenge with its finding and a bar of who leads its actions."""
    largest = max((each.actions for each in figures), default=0)
    return [_challenge_card(each, largest) for each in figures]


def _challenge_card(figure: ChallengeFigure, largest: int) -> dict[str, object]:
    words = bench_words()
    parts = [
        Part(words[bench], count, MARKS[bench])
        for bench, count in figure.by_constituency.items()
    ]
    finding = ngettext(
        "%(count)s action in %(countries)s countries",
        "%(count)s actions in %(countries)s countries",
        figure.actions,
    ) % {"count": number(figure.actions), "countries": number(figure.countries)}
    first = lead(parts)
    return {
        "challenge": figure.challenge,
        "finding": finding if figure.actions else _("Nobody acts on this yet"),
        "leader": first and first.part.label,
        "chart": _svg(
            balance(
                parts,
                title=finding,
                description=_read_out(parts),
                direction=_direction(),
                write=lambda value: number(int(value)),
            )
        )
        if figure.actions
        else "",
        "share": figure.actions / largest if largest else 0,
    }


def bench_words() -> dict[str, str]:
    return {
        "government": _("Governments"),
        "employers": _("Employers' organizations"),
        "workers": _("Workers' organizations"),
        "none": _("Other partners"),
    }


def _read_out(parts: list[Part]) -> str:
    return "; ".join(f"{part.label}: {number(int(part.value))}" for part in parts)


def _direction() -> Direction:
    return "rtl" if get_language_bidi() else "ltr"


def _svg(chart: str) -> SafeString:
    return mark_safe(chart)  # noqa: S308 - tally.charts escapes every text
