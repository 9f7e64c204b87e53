"""Consent texts: versions that never change, and a new one that asks again."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from accord.accounts import operations
from accord.accounts.models import Agreement
from accord.accounts.personal import consent as module
from accord.accounts.reading import agreement, consent
from accord.accounts.tests.factories import make_person
from accord.base.actor import Actor
from accord.base.models import Entry

DAY = date(2026, 6, 1)
# What people have agreed to already. Add a line for a new version; change none.
PUBLISHED = {("joining", "2026-11"): "494d5b3bd94f"}


def test_a_published_version_is_never_changed():
    found = {
        (each.purpose, each.version): each.words_in("en").digest[:12]
        for path in module.FOLDER.glob("*.toml")
        for each in module.versions(path.stem)
    }

    assert found == PUBLISHED


def test_every_version_speaks_every_language():
    for path in module.FOLDER.glob("*.toml"):
        for each in module.versions(path.stem):
            assert set(each.words) == {code for code, _name in settings.LANGUAGES}
            assert len({len(words.paragraphs) for words in each.words.values()}) == 1


@pytest.mark.django_db
def test_who_agreed_to_what_is_kept_and_a_new_version_asks_again(monkeypatch):
    amina = make_person()
    given = {
        "language": "es",
        "by": Actor(amina),
        "on": DAY,
        "at": timezone.now(),
        "person": amina,
    }

    first = operations.agree("joining", **given)

    assert operations.agree("joining", **given) == first
    assert agreement("joining", person=amina) == first
    assert first.digest == consent("joining").words_in("es").digest
    entry = Entry.objects.get(verb="agreed")
    assert entry.after["version"] == consent("joining").version
    # A version later, the same person has to be asked.
    later = module.Consent("joining", "2027-01", consent("joining").words)
    monkeypatch.setattr(module, "versions", lambda _purpose: (later,))
    assert agreement("joining", person=amina) is None
    operations.agree("joining", **given)
    assert Agreement.objects.filter(person=amina).count() == 2


@pytest.mark.django_db
def test_who_holds_a_record_agrees_without_an_account():
    made = operations.agree(
        "joining",
        language="fr",
        by=Actor.anonymous(),
        on=DAY,
        at=timezone.now(),
        record="application:7",
    )

    assert agreement("joining", record="application:7") == made
    assert agreement("joining", record="application:8") is None
