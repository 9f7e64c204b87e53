"""What the home page says, from the live figures."""

from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from accord.atlas.models import Category
from accord.atlas.panels import world_figure
from accord.base.components import Cell, Column, Figure, Key, Table
from accord.base.templatetags.components import number
from accord.observatory.panels import findings_of_challenges
from accord.website.figures import ChallengeFigure, Coalition
from tally.charts.balance import assembly, balance
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
    benches = coalition.by_constituency
    title = _(
        "Workers' organizations hold %(workers)s places, employers' %(employers)s"
    ) % {
        "workers": number(benches["workers"]),
        "employers": number(benches["employers"]),
    }
    names = {each.code: each.name for each in Category.objects.all()}
    return Figure(
        id="balance",
        title=title,
        sentence=_(
            "Every shape is one partner. Counting heads would let one constituency "
            "outweigh another: what each of them says is always shown apart."
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
        date=day,
        csv_url=reverse("partner_files:composition", args=["csv"]),
        legend=[
            Key(f"{word} ({number(coalition.by_constituency[bench])})", "", bench)
            for bench, word in words.items()
        ],
        level=2,
    )


def actions_map(coalition: Coalition, day: date) -> Figure | None:
    """Chart, table and sentence of where the actions take place."""
    if not coalition.action_countries:
        return None
    return world_figure(
        coalition.action_countries,
        figure_id="where",
        title=_("Actions take place in %(count)s countries and areas")
        % {"count": number(len(coalition.action_countries))},
        sentence=_("The darker a country, the more actions take place in it."),
        unit=_("Actions"),
        source=_("Declarations of the partners"),
        date=day,
    )


def challenge_cards(
    figures: list[ChallengeFigure], day: date
) -> list[dict[str, object]]:
    """Return each challenge with its findings and a bar of who leads its actions.

    `state` is what the world's figures say of it, where there are any.
    """
    challenges = [each.challenge for each in figures]
    state = findings_of_challenges(challenges, on=day)
    return [
        {**_challenge_card(each), "state": state.get(each.challenge.pk)}
        for each in figures
    ]


def _challenge_card(figure: ChallengeFigure) -> dict[str, object]:
    words = bench_words()
    parts = [
        Part(words[bench], count, MARKS[bench])
        for bench, count in figure.by_constituency.items()
    ]
    finding = _("%(actions)s in %(countries)s") % {
        "actions": ngettext("%(count)s action", "%(count)s actions", figure.actions)
        % {"count": number(figure.actions)},
        "countries": ngettext(
            "%(count)s country", "%(count)s countries", figure.countries
        )
        % {"count": number(figure.countries)},
    }
    led = _(
        "%(workers)s led by workers' organizations, %(employers)s by employers', "
        "%(governments)s by governments"
    ) % {
        "workers": number(figure.by_constituency["workers"]),
        "employers": number(figure.by_constituency["employers"]),
        "governments": number(figure.by_constituency["government"]),
    }
    return {
        "challenge": figure.challenge,
        "finding": finding if figure.actions else _("Nobody acts on this yet"),
        "led": led if figure.actions else "",
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
    # tally.charts escapes every text it draws.
    return mark_safe(chart)  # noqa: S308  # nosemgrep: mark-safe
