"""One token, one effect, however often and however simultaneously it is sent."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from accord.base.models import Counter
from accord.base.references import next_reference
from accord.base.submissions import once


@pytest.mark.django_db(transaction=True)
def test_many_identical_submits_are_carried_out_once(counts):
    token, times = uuid4(), 50 if counts == "full" else 10

    def submit(_number):
        try:
            return once(token, lambda: next_reference("ACT", 2026))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        addresses = set(pool.map(submit, range(times)))

    assert addresses == {"ACT-2026-0001"}
    assert Counter.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_a_submit_that_failed_may_be_sent_again():
    token = uuid4()

    with pytest.raises(ZeroDivisionError):
        once(token, lambda: str(1 / 0))

    assert once(token, lambda: "/en/done/") == "/en/done/"


@pytest.mark.django_db(transaction=True)
def test_references_have_neither_gaps_nor_doubles(counts):
    times = 100 if counts == "full" else 20

    def take(_number):
        try:
            return next_reference("ACT", 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        taken = sorted(pool.map(take, range(times)))

    assert taken == [f"ACT-2026-{n:04d}" for n in range(1, times + 1)]
