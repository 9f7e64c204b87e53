"""The registry, loaded once for all tests of a file that read it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from accord.atlas import operations as atlas
from accord.base.actor import Actor
from accord.observatory import loading

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def registered(django_db_setup: None, django_db_blocker) -> Iterator[loading.Loaded]:
    """Load countries, goals and the registry in a transaction around the tests."""
    nobody = Actor.anonymous()
    with django_db_blocker.unblock(), transaction.atomic():
        atlas.load(by=nobody, on=TODAY)
        yield loading.load(by=nobody, on=TODAY)
        transaction.set_rollback(True)
