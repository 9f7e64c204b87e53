"""An import of organizations that is stopped at any moment leaves nothing, or all."""

import io

import pytest

from accord.atlas.tests.factories import make_country
from accord.base.actor import Actor
from accord.base.models import Counter, Entry
from accord.partners.models import Prospect
from accord.partners.sheets import importing
from accord.partners.sheets.importing import KILL_POINTS
from accord.partners.sheets.sheet import Sheet
from accord.partners.tests.factories import JOINED, make_partner
from accord.partners.tests.test_sheets_round_trip import exported

LIST = b"Name,Country\nUnion of Bakers,SN\nUnion of Divers,SN\n"


class Killed(Exception):
    """The process ends here."""


def import_list(content: bytes, point: str = "") -> None:
    def checkpoint(name: str) -> None:
        if name == point:
            raise Killed

    sheet = Sheet(io.BytesIO(content), "list.csv")
    importing.carry_out(
        lambda: sheet.plan(sheet.columns, {}, on=JOINED),
        importing.Origin("list.csv", "0" * 64),
        by=Actor.anonymous(),
        on=JOINED,
        watcher=lambda _batch: None,
        checkpoint=checkpoint,
    )


@pytest.mark.parametrize("point", KILL_POINTS)
def test_an_import_that_is_stopped_leaves_nothing_or_all(transactional_db, point):
    make_country()

    with pytest.raises(Killed):
        import_list(LIST, point)

    done = 2 if point == "after-commit" else 0
    assert Prospect.objects.count() == done
    assert Entry.objects.filter(verb="noted").count() == done
    assert Counter.objects.filter(prefix="PRO", last__gt=0).count() == bool(done)
    import_list(LIST)
    import_list(LIST)
    assert Prospect.objects.count() == 2


@pytest.mark.parametrize("point", KILL_POINTS[:-1])
def test_a_profile_is_changed_wholly_or_not(transactional_db, point):
    partner = make_partner("Union of Fishers")
    changed = exported("csv").replace(b"Union of Fishers", b"Fishers United")

    with pytest.raises(Killed):
        import_list(changed, point)

    partner.refresh_from_db()
    assert partner.name.original == "Union of Fishers"
