"""What two people claim at the same instant, the database gives to one of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


@contextmanager
def claiming(constraint: str, otherwise: Exception) -> Iterator[None]:
    """Raise `otherwise` if the block loses what a unique constraint guards.

    A check before writing cannot see what another transaction is about to commit.
    The block runs in a savepoint, so the caller's transaction can go on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        if constraint not in str(refusal):
            raise
        raise otherwise from refusal
