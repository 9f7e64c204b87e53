"""Two records of one organization become one, all of it or nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from accord.base.actor import Actor
from accord.base.models import Entry
from accord.partners import composition, operations
from accord.partners.models import Partner, Role
from accord.partners.operations import NotPossible
from accord.partners.operations.merging import _movers
from accord.partners.tests.factories import JOINED, make_mandate, make_partner

ON = date(2026, 3, 2)
DAY = timedelta(days=1)
OFFICE = Actor.anonymous()


@pytest.mark.django_db
def test_all_of_the_absorbed_record_is_found_with_the_kept_one(union):
    other = make_partner(
        "Dockers' Union",
        slug="dockers-2",
        joined_on=JOINED - 30 * DAY,
        website="https://d.example/",
    )
    mandate = make_mandate(other, "focal-point")
    operations.add_identifier(other, "wikidata", "Q4242", by=OFFICE, on=ON)

    shares = {each.label: each.count for each in operations.preview(other)}
    operations.merge(union, other, by=OFFICE, on=ON)

    union.refresh_from_db()
    mandate.refresh_from_db()
    assert shares["mandates"] == shares["identifiers"] == 1
    assert mandate.partner == union
    assert union.identifiers.get().value == "Q4242"
    assert union.website == "https://d.example/"
    assert union.joined_on == JOINED - 30 * DAY
    assert [each.name for each in union.aliases.all()] == ["Dockers' Union"]
    assert list(Partner.objects.all()) == [union]
    assert Partner.ever.get(slug="dockers-2").merged_into == union
    for day in (JOINED - 30 * DAY, JOINED, ON):
        assert composition.composition_on(day) == {"WRK": 1}


@pytest.mark.django_db
def test_an_invitation_that_both_records_have_open_is_withdrawn_on_one(union):
    other = make_partner("Dockers' Union")
    both, one = (
        [
            operations.invite(
                partner,
                email=f"{name}@d.example",
                name=name,
                role=Role.EDITOR,
                language="en",
                by=OFFICE,
                on=ON,
            )
            for partner in partners
        ]
        for name, partners in (("zoe", (union, other)), ("noor", (other,)))
    )

    operations.merge(union, other, by=OFFICE, on=ON)

    assert set(union.invitations.unanswered()) == {both[0], *one}
    assert union.invitations.count() == 3


@pytest.mark.django_db
def test_a_kind_that_cannot_be_moved_stops_everything(union, monkeypatch):
    other = make_partner("Dockers' Union")
    make_mandate(other, "focal-point")

    def fails(*_args):
        raise IntegrityError

    mover = operations.Mover("partners.Mandate.partner", fails)
    monkeypatch.setitem(_movers, mover.relation, mover)
    entries = Entry.objects.count()

    with pytest.raises(NotPossible, match="nothing was joined"):
        operations.merge(union, other, by=OFFICE, on=ON)

    other.refresh_from_db()
    assert other.merged_into is None
    assert other.standings.count() == other.mandates.count() == 1
    assert Entry.objects.count() == entries
