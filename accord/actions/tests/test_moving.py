"""Actions of two records that become one."""

import pytest

from accord.actions.models import Action, ImportedRow, Participation
from accord.actions.tests.factories import TODAY, make_action
from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Entry
from accord.partners import operations
from accord.partners.operations import merging
from accord.partners.tests.factories import make_partner

pytestmark = pytest.mark.django_db
OFFICE = Actor.anonymous()


@pytest.fixture
def records():
    """Make the kept record and the absorbed one, with actions of every relation."""
    kept, absorbed, other = (
        make_partner(each) for each in ("Kept", "Absorbed", "Else")
    )
    led = make_action(absorbed)
    joined = make_action(other)
    both = make_action(kept)
    shared = make_action(other)
    for action, partner in [
        (led, kept),
        (joined, absorbed),
        (both, absorbed),
        (shared, kept),
        (shared, absorbed),
    ]:
        Participation.objects.create(action=action, partner=partner)
    for partner in (kept, absorbed):
        ImportedRow.objects.create(action=led, partner=partner, key="1", digest="d")
    return kept, absorbed, led, joined, both, shared


def test_the_kept_record_leads_and_takes_part_once(records):
    kept, absorbed, led, joined, both, shared = records

    operations.merge(kept, absorbed, by=OFFICE, on=TODAY)

    led.refresh_from_db()
    assert led.lead == kept
    assert not led.participations.exists()
    assert [each.partner for each in joined.participations.all()] == [kept]
    assert not both.participations.exists()
    assert [each.partner for each in shared.participations.all()] == [kept]
    assert ImportedRow.objects.get().partner == kept
    entry = history.entries_of(led).first()
    assert (entry.verb, entry.after["partner"]) == ("moved", kept.reference)
    assert entry.after["version"] == led.version


def test_stopping_on_the_way_leaves_everything_as_it_was(records, monkeypatch):
    kept, absorbed, led, *_rest = records
    entries, takes_part = Entry.objects.count(), Participation.objects.count()

    def dies(*_args):
        # By now the actions have moved.
        assert Action.objects.get(pk=led.pk).lead == kept
        raise MemoryError

    last = operations.Mover("partners.Turn.partner", dies)
    monkeypatch.setitem(merging._movers, last.relation, last)

    with pytest.raises(MemoryError):
        operations.merge(kept, absorbed, by=OFFICE, on=TODAY)

    absorbed.refresh_from_db()
    assert absorbed.merged_into is None
    assert Action.objects.get(pk=led.pk).lead == absorbed
    assert Participation.objects.count() == takes_part
    assert Entry.objects.count() == entries
    assert absorbed.standings.count() == 1
