"""Partners, actions and texts whose words are as hostile as files allow, and drafts."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from accord.actions.models import Action, ExternalIdentifier, Participation
from accord.actions.tests.factories import make_action, make_draft, make_vocabulary
from accord.atlas.models import Area, Challenge, Country, Target, TargetGroup
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners.models import Identifier
from accord.partners.tests.factories import make_partner
from accord.snapshots import operations
from accord.snapshots.storage import Snapshot
from accord.texts.tests.factories import make_public, make_text, write

TODAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOSTILE = (
    'a "quoted", comma; semicolon\r\nline\rreturn\nfeed\ttab\\ '
    "'=1+1 NULL 😀 \u2028 نص "
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.SNAPSHOTS_FOLDER = tmp_path / "snapshots"
    return settings.SNAPSHOTS_FOLDER


@pytest.fixture
def records(db: None) -> Action:
    """Make one of everything, and return the action."""
    make_vocabulary()
    union = make_partner(
        "Union of Fishers", website="https://fishers.example/", left_on=date(2026, 3, 1)
    )
    other = make_partner(names=Multilingual.of("fr", "Ligue", en=HOSTILE))
    Identifier.objects.create(partner=union, scheme="wikidata", value="Q42")
    action = make_action(
        union,
        title=Multilingual.of("fr", HOSTILE, en="=HYPERLINK(1)", ja="漁師"),
        summary=Multilingual.of("fr", "  espaces  "),
        countries=Country.objects.all(),
        areas=Area.objects.all(),
        challenges=Challenge.objects.all(),
        targets=Target.objects.all(),
        groups=TargetGroup.objects.all(),
        budget="1234567890123456.70",
        currency="EUR",
    )
    Participation.objects.create(action=action, partner=other, role=HOSTILE)
    ExternalIdentifier.objects.create(action=action, scheme="iati", value="XM-1-a,b")
    make_action(
        other,
        withdrawn_on=date(2026, 2, 2),
        withdrawal_reason=Multilingual.of("en", "It was not funded."),
    )
    make_draft(union, title="canarydraft", summary=Multilingual.of("en", "canarywords"))
    make_public("about", title="About us", body="Public words.")
    write(make_text("canaryslug"), title="canarytext")
    return action


def publish(at: datetime = NOON) -> operations.Outcome:
    return operations.publish(by=Actor.anonymous(), at=at)


@pytest.fixture
def snapshot(records: Action) -> Snapshot:
    return publish().snapshot
