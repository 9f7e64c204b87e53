"""The tables, loaded once for all tests of a file that read them or change a little."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from accord.atlas import operations
from accord.base.actor import Actor

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[operations.Loaded]:
    """Load the tables in a transaction around those of the tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield operations.load(by=Actor.anonymous(), on=TODAY)
        transaction.set_rollback(True)
