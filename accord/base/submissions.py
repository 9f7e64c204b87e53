"""A form that is sent many times is carried out once."""

from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from accord.base.models import Submission


@transaction.atomic
def once(token: UUID, carry_out: Callable[[], str]) -> str:
    """Run `carry_out` for the first use of `token` and return the address it returns.

    Every later use, and every simultaneous one, gets that same address. The unique
    index makes a simultaneous insert wait until the first transaction has ended; if
    the first fails, the next one carries it out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_submission (token, address, at) VALUES (%s, '', now())"
            " ON CONFLICT (token) DO NOTHING",
            [token],
        )
        is_first = cursor.rowcount == 1
    if not is_first:
        return Submission.objects.get(token=token).address
    address = carry_out()
    Submission.objects.filter(token=token).update(address=address)
    return address
