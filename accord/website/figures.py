"""The live figures of the home page: questions to partners and actions."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from accord.actions.models import Action
from accord.atlas.models import Challenge, Country
from accord.partners.models import Standing

# In the order of the tripartite bench; everyone else comes last.
BENCH = ("government", "employers", "workers", "none")


@dataclass(frozen=True, slots=True)
class ChallengeFigure:
    """What the coalition undertakes against one challenge."""

    challenge: Challenge
    actions: int
    countries: int
    by_constituency: dict[str, int]


@dataclass(frozen=True, slots=True)
class Coalition:
    """The coalition in numbers, on one day."""

    partners: int
    partner_countries: int
    by_constituency: dict[str, int]
    by_category: list[tuple[str, str, int]]
    actions: int
    action_countries: dict[str, int] = field(default_factory=dict)


def coalition_on(day: date) -> Coalition:
    """Count partners and standing actions, in three queries."""
    rows = list(
        Standing.objects.on(day)
        .values("category__code", "constituency__code", "country_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    benches: Counter[str] = Counter()
    categories: Counter[tuple[str, str]] = Counter()
    for row in rows:
        benches[row["constituency__code"]] += row["number"]
        categories[row["category__code"], row["constituency__code"]] += row["number"]
    return Coalition(
        partners=sum(row["number"] for row in rows),
        partner_countries=len({row["country_id"] for row in rows} - {None}),
        by_constituency={bench: benches[bench] for bench in BENCH},
        by_category=[
            (code, bench, number)
            for (code, bench), number in sorted(
                categories.items(), key=lambda item: (BENCH.index(item[0][1]), -item[1])
            )
        ],
        actions=Action.objects.standing().count(),
        action_countries=dict(
            Country.objects.filter(actions__in=Action.objects.standing())
            .annotate(number=Count("actions"))
            .order_by()
            .values_list("iso3", "number")
        ),
    )


def challenges_on(day: date) -> list[ChallengeFigure]:
    """Return one small figure per challenge in force, in three queries."""
    led: dict[int, Counter[str]] = {}
    for challenge, bench, number in (
        Action.objects.standing()
        .filter(challenges__isnull=False)
        .values_list("challenges", "lead__constituency__code")
        .annotate(number=Count("id"))
        .order_by()
    ):
        led.setdefault(challenge, Counter())[bench] = number
    # Distinct pairs first: counting distinct countries in each group sorts them all.
    reached = Counter(
        challenge
        for challenge, _country in Action.objects.standing()
        .filter(challenges__isnull=False, countries__isnull=False)
        .order_by()
        .values_list("challenges", "countries")
        .distinct()
    )
    return [
        ChallengeFigure(
            challenge=each,
            actions=sum(led.get(each.pk, Counter()).values()),
            countries=reached[each.pk],
            by_constituency={b: led.get(each.pk, Counter())[b] for b in BENCH},
        )
        for each in Challenge.objects.valid_on(day)
    ]
