"""How long it takes to screen a coalition against a long list."""

import time

import pytest

from bench.names import ENTRIES, PARTNERS, made
from tally.names import Index


@pytest.mark.full
def test_four_hundred_partners_are_screened_in_ten_seconds():
    listed, partners = made(ENTRIES, PARTNERS)
    start = time.process_time()

    index = Index(enumerate(listed))
    hits = sum(len(index.near(n, least=0.75)) for names in partners for n in names)

    assert time.process_time() - start < 10
    assert hits > 0


def test_a_twentieth_of_it_is_screened_in_a_second():
    listed, partners = made(ENTRIES // 20, PARTNERS // 20)
    start = time.process_time()

    index = Index(enumerate(listed))
    for names in partners:
        for name in names:
            index.near(name, least=0.75)

    assert time.process_time() - start < 1
