"""The gold queries themselves: enough of each, and every answer exists."""

from collections import Counter

import pytest

from accord.actions.models import Action
from accord.atlas.models import Area, Challenge, Country, Goal
from accord.partners.models import Partner
from accord.texts.models import Version
from tests.gold.queries import LANGUAGES, queries

DIFFICULTIES = {
    "plain",
    "typo",
    "accents missing",
    "synonym",
    "inflection",
    "name across languages",
    "country across languages",
    "acronym",
    "prefixes",
    "question",
}


@pytest.fixture
def public_keys(coalition: None) -> set[str]:
    """Return the key of every record that the public may find."""
    titles = Action.objects.standing().values_list("title", flat=True)
    slugs = {
        "partner": Partner.objects.values_list("slug", flat=True),
        "text": Version.objects.public().values_list("text__slug", flat=True),
        "country": Country.objects.values_list("iso3", flat=True),
        "area": Area.objects.values_list("code", flat=True),
        "challenge": Challenge.objects.values_list("code", flat=True),
        "goal": Goal.objects.values_list("code", flat=True),
        "action": [title.original for title in titles],
    }
    return {f"{kind}:{slug}" for kind, found in slugs.items() for slug in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_120_different_queries_a_third_of_them_locked(language):
    found = queries(language)

    assert len({query.text for query in found}) == 120
    assert len(found) == 120
    assert sum(query.locked for query in found) == 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difficulty_has_its_share_locked_and_open(language):
    found = queries(language)
    everywhere = Counter(query.difficulty for query in found)
    locked = Counter(query.difficulty for query in found if query.locked)

    assert set(everywhere) == DIFFICULTIES
    assert min(everywhere.values()) >= 8
    assert all(2 <= locked[each] < everywhere[each] for each in DIFFICULTIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expected_record_is_public_in_the_sample(language, public_keys):
    expected = set().union(*(query.expected for query in queries(language)))

    assert expected - public_keys == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_answers_are_written_in_another_language_than_the_query(
    language, coalition
):
    """A reader finds what others wrote: no set stays within its own language."""
    foreign = {
        f"action:{title.original}"
        for title in Action.objects.values_list("title", flat=True)
        if title.original_language != language
    }

    across = [query for query in queries(language) if query.expected & foreign]

    assert len(across) >= 30
