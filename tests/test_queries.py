"""A page asks as many questions for fifty records as for ten, and for a thousand."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.actions.models import Action
from accord.actions.tests.factories import make_action
from accord.atlas.models import Area, Challenge, Country
from accord.partners.models import Partner
from accord.partners.tests.factories import make_partner
from accord.texts.models import Kind
from accord.texts.tests.factories import make_public
from tests import cast

# Of these each panel costs two for the savepoint that tests put around it.
MOST_QUERIES = 34
SIZES = {"small": (10, 40), "full": (10, 990)}


def add_partners(count: int) -> None:
    countries = list(Country.objects.order_by("iso3")[:count])
    for number in range(count):
        partner = make_partner(
            f"Union {number}",
            slug=f"union-{Partner.objects.count()}",
            country=countries[number % len(countries)],
        )
        partner.areas.set(Area.objects.all()[:2])


def add_actions(count: int) -> None:
    """Add actions of the union, each in ten countries, areas and challenges."""
    countries = list(Country.objects.exclude(iso3="SEN").order_by("iso3")[:9])
    lead = Partner.objects.get(slug=cast.OURS)
    others = list(Partner.objects.exclude(pk=lead.pk)[:3])
    for number in range(count):
        action = make_action(
            lead,
            title=f"Contracts {number}",
            reference=f"ACT-2031-{Action.objects.count():04d}",
            countries=[*countries, Country.objects.get(iso3="SEN")],
            areas=Area.objects.all(),
            challenges=Challenge.objects.all(),
        )
        action.partners.set(others)


def add_news(count: int) -> None:
    for number in range(count):
        make_public(f"news-{number}-{count}", kind=Kind.NEWS, title=f"News {number}")


def add_countries_to_an_action(count: int) -> None:
    action = cast.action_in("published")
    action.countries.add(*Country.objects.order_by("iso3")[: 10 + count])


# Each page with what is added to it.
PAGES: dict[str, tuple[str, Callable[[int], None]]] = {
    "home": ("/en/", add_actions),
    "directory": ("/en/partners/", add_partners),
    "partner": ("/en/partners/{ours}/", add_actions),
    "actions": ("/en/actions/", add_actions),
    "search": ("/en/search/?q=contracts", add_actions),
    "action": ("/en/actions/{our_published}/", add_countries_to_an_action),
    "country": ("/en/countries/SEN/", add_actions),
    "area": ("/en/areas/equality/", add_actions),
    "news": ("/en/news/", add_news),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["visitor", "focal-point"])
def test_more_records_ask_no_more_questions(clients, counts, name, role):
    address, add = PAGES[name]
    path = address.format_map(cast.places())
    first, more = SIZES[counts]

    add(first)
    before = questions(clients[role], path)
    add(more)
    after = questions(clients[role], path)

    assert len(after) == len(before), difference(before, after)
    assert len(after) <= MOST_QUERIES


def questions(client: Client, path: str) -> list[str]:
    cache.clear()
    # A reader with a cookie is not answered from the memory of the process.
    client.cookies["language"] = "en"
    # The first asking of a session adds a row about it.
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return [each["sql"] for each in captured]


def difference(before: list[str], after: list[str]) -> str:
    shapes = {each[:80] for each in before}
    extra = [each for each in after if each[:80] not in shapes]
    return f"{len(before)} became {len(after)}: {extra[:3]}"
