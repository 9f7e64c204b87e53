"""The list of actions: what it shows, filters, counts and asks of the database."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.http import QueryDict
from django.utils import timezone

from accord.actions.listing import Listing
from accord.actions.models import Action
from accord.actions.tests.factories import make_action, make_draft
from accord.atlas.models import Area, Challenge, Country, Target
from accord.base.multilingual import Multilingual
from accord.base.search import indexing
from accord.partners.tests.factories import make_partner

URL = "/en/actions/"


def references(response):
    return [each.reference for each in response.context["page"]]


def counts(response, name):
    facet = next(each for each in response.context["facets"] if each.name == name)
    return {choice.value: choice.count for choice in facet.choices if choice.count}


def index_actions():
    """Let search find the actions of factories, which write no history."""
    references = Action.objects.standing().values_list("reference", flat=True)
    indexing.index("action", list(references))


@pytest.fixture
def three(vocabulary):
    """Make three actions and return them, the newest first."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    made = [
        make_action(
            title=Multilingual.of(
                "fr", "Égalité des salaires", es="Equidad en la remuneración"
            ),
            kind="commitment",
            published_on=date(2026, 3, 3),
            countries=Country.objects.all(),
            areas=Area.objects.filter(code="1"),
            targets=Target.objects.all(),
        ),
        make_action(
            make_partner("League of Owners", category="EMP"),
            title="Safer boats",
            published_on=date(2026, 2, 2),
            starts_on=tomorrow,
            countries=Country.objects.filter(iso3="SEN"),
            challenges=Challenge.objects.all(),
        ),
        make_action(title="A bakery", published_on=date(2026, 1, 1)),
    ]
    index_actions()
    return made


def test_the_newest_comes_first_and_drafts_do_not_come(client, three):
    make_draft()

    response = client.get(URL)

    assert references(response) == [each.reference for each in three]
    assert "3 actions" in response.content.decode()


def test_it_is_sorted_by_title_when_asked(client, three):
    response = client.get(f"{URL}?sort=title")

    assert references(response) == [
        three[2].reference,
        three[0].reference,
        three[1].reference,
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=EGALITE", [0]),
        ("q=égalité", [0]),
        ("q=boat", [1]),
        ("q=remuneracion", [0]),
        ("q=nothing", []),
        ("kind=commitment", [0]),
        ("kind=commitment&kind=initiative", [0, 1, 2]),
        ("stage=planned", [1]),
        ("area=1", [0]),
        ("challenge=1", [1]),
        ("country=SEN", [0, 1]),
        ("country=MLI&country=SEN", [0, 1]),
        ("region=202", [0, 1]),
        ("constituency=employers", [1]),
        ("language=fr", [0]),
        ("goal=8", [0]),
        ("country=SEN&constituency=employers", [1]),
        ("country=XYZ", []),
        ("stage=draft", []),
        ("page=99", [0, 1, 2]),
        ("page=x&sort=x&q=%00&kind=%00", []),
    ],
)
def test_filters_stand_in_the_address(client, three, query, shown):
    response = client.get(f"{URL}?{query}")

    assert response.status_code == 200
    assert references(response) == [three[each].reference for each in shown]


def test_a_list_may_be_of_one_partner_leading_or_taking_part(client, three):
    partner = three[1].lead
    three[2].participations.create(partner=partner)

    response = client.get(f"{URL}?partner={partner.slug}")

    assert references(response) == [three[1].reference, three[2].reference]
    assert "League of Owners" in [
        str(each.label) for each in response.context["applied"]
    ]


def test_each_filter_counts_what_ticking_it_would_show(client, three):
    response = client.get(f"{URL}?constituency=employers")

    assert counts(response, "constituency") == {"employers": 1, "workers": 2}
    assert counts(response, "country") == {"SEN": 1}
    assert counts(response, "stage") == {"planned": 1}
    assert counts(client.get(URL), "country") == {"SEN": 2, "MLI": 1}
    assert counts(client.get(URL), "region") == {"202": 2}
    assert counts(client.get(URL), "language") == {"en": 2, "fr": 1}


def test_the_map_counts_the_same_actions(client, three):
    figure = client.get(URL).context["figure"]

    assert [line[1][1].text for line in figure.table.lines] == [2, 1]
    assert "2 countries" in str(figure.sentence)


def test_an_empty_list_offers_a_way_out(client, three):
    page = client.get(f"{URL}?q=nothing").content.decode()

    assert "No action matches" in page
    assert "Show all actions" in page


def test_only_reading_is_possible(client, db):
    assert client.post(URL).status_code == 405


def test_a_page_holds_twenty_five(client, vocabulary):
    lead = make_partner()
    for _number in range(26):
        make_action(lead)

    assert len(references(client.get(URL))) == 25
    assert len(references(client.get(f"{URL}?page=2"))) == 1


def _queries(client, assert_queries, url):
    client.get(url)
    with assert_queries(100) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("query", ["", "?country=SEN&q=written&sort=title"])
def test_fifty_actions_take_as_many_queries_as_ten(
    client, vocabulary, django_assert_max_num_queries, query
):
    countries = list(Country.objects.all())
    for _number in range(10):
        make_action(countries=countries)
    index_actions()
    few = _queries(client, django_assert_max_num_queries, URL + query)
    for _number in range(40):
        make_action(countries=countries)
    index_actions()

    many = _queries(client, django_assert_max_num_queries, URL + query)

    assert Action.objects.count() == 50
    assert many == few <= 30


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["am", "tlh", "qaa"])
def test_an_action_in_any_language_ends_no_page(client, vocabulary, language):
    """Imported files bring languages that the framework has no name for."""
    action = make_action(title=Multilingual.of(language, "Titre", en="Title"))
    only = make_action(title=Multilingual.of(language, "Titre"))

    pages = [URL, "/en/", action.get_absolute_url(), only.get_absolute_url()]

    assert [client.get(page).status_code for page in pages] == [200] * 4


def test_the_migration_makes_older_actions_findable_as_operations_do(three):
    migration = import_module(
        "accord.actions.migrations.0004_find_actions_by_any_title"
    )
    keys = set(Action.objects.values_list("pk", "search_key"))
    Action.objects.update(search_key="")

    migration.write_keys(apps, None)
    migration.write_keys(apps, None)

    assert set(Action.objects.values_list("pk", "search_key")) == keys


def test_filters_in_which_nothing_is_chosen_are_counted_in_one_query(
    three, django_assert_num_queries
):
    listing = Listing.of(QueryDict("q=salaires&area=1"), date(2026, 6, 1))

    # One for all others, one for the area, one for the stage.
    with django_assert_num_queries(3):
        counts = listing.counts()

    assert counts["region"] == {"202": 1}
    assert counts["country"] == {"SEN": 1, "MLI": 1}
    assert counts["language"] == {"fr": 1}
