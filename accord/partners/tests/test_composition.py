import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.partners import composition
from accord.partners.composition import Stay
from accord.partners.models import Partner
from accord.partners.tests.factories import make_category, make_partner

SHARED = (
    Path(__file__).resolve().parents[4] / "shared/data/coalition/coalition_facts.csv"
)
JOINED, LEFT = date(2024, 1, 24), date(2025, 6, 12)
DAY = timedelta(days=1)


def published() -> Counter[str]:
    """Return the composition announced on 24 January 2024, from the file beside."""
    path = Path(__file__).parent / "data/composition_at_100.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    return Counter(
        {row["category"]: int(row["partners"]) for row in csv.DictReader(lines)}
    )


@pytest.mark.django_db
def test_a_coalition_in_the_published_proportions_gives_the_published_counts():
    for code, n in published().items():
        for number in range(n):
            # International and financial institutions are announced as one figure.
            kind = "FIN" if code == "INT" and number < 4 else code
            make_partner(category=kind, joined_on=JOINED)

    assert composition.composition_on(JOINED) == published()
    assert composition.composition_on(JOINED).total() == 100
    assert composition.composition_on(JOINED - DAY) == Counter()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared facts are not here")
def test_our_copy_of_the_published_counts_is_that_of_the_shared_facts():
    with SHARED.open(encoding="utf-8") as file:
        facts = [
            row
            for row in csv.DictReader(file)
            if row["fact"] == "partners" and row["date"] == "2024-01-24"
        ]

    values = {row["item"]: int(row["value"]) for row in facts}

    assert sorted([*published().values(), 100]) == sorted(values.values())
    assert values["workers' organizations"] == published()["WRK"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        (JOINED - DAY, False),
        (JOINED, True),
        (LEFT - DAY, True),
        (LEFT, False),
        (LEFT + DAY, False),
    ],
)
def test_python_and_sql_agree_on_who_is_there_at_the_edges(day, is_there):
    partner = make_partner(joined_on=JOINED, left_on=LEFT)

    assert partner.is_partner_on(day) is is_there
    assert Partner.objects.partners_on(day).exists() is is_there
    assert composition.composition_on(day)["WRK"] == is_there
    assert composition.composition_of(composition.stays(), day)["WRK"] == is_there


@pytest.mark.django_db
def test_python_and_sql_count_the_same_on_every_day_that_changes_something():
    spans = [("GOV", 0, None), ("FIN", 3, 10), ("INT", 3, None), ("WRK", 10, 11)]
    for code, start, end in spans:
        make_partner(
            category=code,
            joined_on=JOINED + start * DAY,
            left_on=None if end is None else JOINED + end * DAY,
        )
    there = composition.stays()

    for offset in range(-1, 13):
        day = JOINED + offset * DAY
        assert composition.composition_of(there, day) == composition.composition_on(day)


@given(
    first=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    length=st.integers(min_value=0, max_value=15_000),
)
def test_periods_rise_end_on_the_last_day_and_stay_readable(first, length):
    last = first + timedelta(days=length)

    days = composition.periods(first, last)

    assert days[-1] == last
    assert list(days) == sorted(set(days))
    assert all(first <= day for day in days)
    assert len(days) <= 50
    assert all((day + DAY).day == 1 for day in days[:-1])


def test_nobody_is_counted_twice_where_categories_are_reported_together():
    there = [Stay("INT", JOINED, None), Stay("FIN", JOINED, None)]

    assert composition.composition_of(there, JOINED) == Counter({"INT": 2})


@pytest.mark.django_db
def test_the_page_tells_the_growth_and_offers_its_data(client):
    make_category("INT")
    make_category("FIN")
    make_partner(category="GOV", joined_on=date(2024, 1, 2))
    make_partner(category="FIN", joined_on=date(2024, 5, 2))

    page = client.get("/en/partners/composition/")
    file = client.get("/en/partners/composition.csv?keys")
    lines = b"".join(file.streaming_content).decode().splitlines()

    assert page.status_code == 200
    assert "From 1 to 2 partners" in page.content.decode()
    assert lines[0] == "date,category,name,partners"
    assert "2024-03-31,GOV,Category GOV,1" in lines
    assert client.post("/en/partners/composition/").status_code == 405


@pytest.mark.django_db
def test_the_page_of_an_empty_coalition_says_so(client):
    page = client.get("/en/partners/composition/")

    assert "Nobody has joined yet" in page.content.decode()
    assert client.get("/en/partners/composition.csv").status_code == 200
