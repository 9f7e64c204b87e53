"""Facts that the secretariat confirms: asked, decided, never lost."""

from datetime import date, timedelta

import pytest

from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners import composition, operations
from accord.partners.operations import NotPossible, Overtaken
from accord.partners.tests.factories import make_category, make_mandate

ON = date(2026, 3, 2)
DAY = timedelta(days=1)
OFFICE = Actor.anonymous()


def actor(partner, role):
    mandate = make_mandate(partner, role)
    return Actor(mandate.person, partner, mandate)


@pytest.mark.django_db
def test_an_editor_prepares_a_focal_point_sends_the_secretariat_decides(union):
    editor, focal = actor(union, "editor"), actor(union, "focal-point")
    changes = {
        "name": Multilingual.of("en", "Union of Harbours"),
        "category": make_category("NGO"),
    }

    request = operations.request_change(union, changes, by=editor, on=ON)
    assert request.state == "prepared"
    request = operations.send_change(request, by=focal, on=ON)
    request = operations.decide_change(
        request, True, "Welcome.", by=OFFICE, on=ON + DAY
    )
    union.refresh_from_db()

    assert request.state == "accepted"
    assert str(union.name) == "Union of Harbours"
    assert union.aliases.get().name == "Union of Dockers"
    assert composition.composition_on(ON) == {"WRK": 1}
    assert composition.composition_on(ON + DAY) == {"NGO": 1}
    with pytest.raises(NotPossible, match="does not wait"):
        operations.decide_change(request, False, "", by=OFFICE, on=ON + DAY)


@pytest.mark.django_db
def test_what_moved_meanwhile_is_not_overwritten(union):
    focal = actor(union, "focal-point")
    request = operations.request_change(union, {"short_name": "UD"}, by=focal, on=ON)
    operations.change_facts(union, {"short_name": "UDX"}, by=OFFICE, on=ON, since=ON)

    with pytest.raises(Overtaken, match="Short name"):
        operations.decide_change(request, True, "", by=OFFICE, on=ON)

    union.refresh_from_db()
    assert union.short_name == "UDX"


@pytest.mark.django_db
def test_asking_for_what_stands_or_twice_is_refused(union):
    focal = actor(union, "focal-point")

    with pytest.raises(NotPossible, match="nothing would change"):
        operations.request_change(union, {"name": union.name}, by=focal, on=ON)
    request = operations.request_change(union, {"short_name": "UD"}, by=focal, on=ON)
    with pytest.raises(NotPossible, match=request.reference):
        operations.request_change(union, {"short_name": "UE"}, by=focal, on=ON)

    operations.withdraw_change(request, by=focal, on=ON)
    assert (
        operations.request_change(union, {"short_name": "UE"}, by=focal, on=ON).state
        == "sent"
    )
