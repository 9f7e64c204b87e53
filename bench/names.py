"""Screen 400 partners against a list of 20,000 entries, and do it one by one.

Names are invented and the same every time. The peer compares a few names with every
name of the list by rapidfuzz's token_sort_ratio, which sees neither scripts nor sounds.
"""

import os
import random
import time

from rapidfuzz import fuzz, process, utils

from bench import ground
from bench.ground import Ground
from tally.names import Index

ENTRIES, PARTNERS, OF_PEER = 20_000, 400, 40
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
_GIVEN = (
    "Mohammed Ahmed Ali Hassan Hussein Ibrahim Yusuf Khaled Omar Said Sergei Ivan "
    "Dmitry Vladimir Andrei Mikhail Juan Carlos Maria Jose Luis Wang Li Zhang Chen Liu "
    "Kim Park John David Peter Hans Anna Fatima Amina"
)
_COMMON = (
    "Trading Company General International Union Workers National Bank Shipping "
    "Logistics Foundation Federation Group Holding"
)
_SYLLABLES = (
    "ba ka ra mo ti zu len dar vik sho nor gal pet rin hak mus tor wel fan qui lop der "
    "san mir jan"
)


def measure(at: Ground) -> None:
    listed, partners = made(ENTRIES, PARTNERS)
    building, asking, peer = [], [], []
    hits = 0
    for _round in range(ROUNDS):
        start = time.process_time()
        index = Index(enumerate(listed))
        building.append(time.process_time() - start)
        start = time.process_time()
        hits = sum(
            len(index.near(name, least=0.75)) for names in partners for name in names
        )
        asking.append(time.process_time() - start)
        peer.append(_one_by_one(listed, partners))
    total = sorted(b + a for b, a in zip(building, asking, strict=True))[ROUNDS // 2]
    beside = sorted(peer)[ROUNDS // 2]
    names = sum(map(len, listed))
    asked = sum(map(len, partners))
    ground.keep(
        "names-bench.md",
        "# Screening 400 partners against 20,000 entries\n\n"
        f"{ground.stamp('make bench PARTS=names')}\n\n"
        f"{ENTRIES:,} entries with {names:,} names; {PARTNERS} partners with {asked:,} "
        f"names; {hits:,} hits. Seconds of computing, median of {ROUNDS} rounds.\n\n"
        "| Engine | s | of the peer |\n|---|---:|---:|\n"
        f"| rapidfuzz, every pair, worked out from {OF_PEER} names "
        f"| {beside:.1f} | 1.00 |\n"
        f"| Accord: index and all questions | {total:.1f} | {total / beside:.2f} |\n"
        f"| of these, the index | {sorted(building)[ROUNDS // 2]:.1f} | |\n",
    )


def made(entries: int, partners: int) -> tuple[list[list[str]], list[list[str]]]:
    """Return the names of entries of a list and of partners, invented."""
    randomly = random.Random(3)
    pool = [_word(randomly) for _ in range(9000)]
    return (
        [_entry(randomly, pool, number) for number in range(entries)],
        [_names(randomly, pool, number, 4) for number in range(partners)],
    )


def _one_by_one(listed: list[list[str]], partners: list[list[str]]) -> float:
    every = [utils.default_process(name) for names in listed for name in names]
    asked = [utils.default_process(name) for names in partners for name in names]
    start = time.process_time()
    for name in asked[:OF_PEER]:
        process.extract(
            name, every, scorer=fuzz.token_sort_ratio, score_cutoff=80, limit=None
        )
    return (time.process_time() - start) * len(asked) / OF_PEER


def _word(randomly: random.Random) -> str:
    return "".join(
        randomly.choices(_SYLLABLES.split(), k=randomly.choice((2, 3, 3, 4)))
    ).title()


def _entry(randomly: random.Random, pool: list[str], number: int) -> list[str]:
    return _names(randomly, pool, number, randomly.choice((0, 2, 4, 6)))


def _names(
    randomly: random.Random, pool: list[str], number: int, more: int
) -> list[str]:
    make = _person if number % 2 else _organization
    names = [make(randomly, pool)]
    for _alias in range(more):
        turned = " ".join(reversed(names[0].split()))
        names.append(turned if randomly.random() < 0.3 else make(randomly, pool))
    return names


def _person(randomly: random.Random, pool: list[str]) -> str:
    given = randomly.choices(_GIVEN.split(), k=randomly.choice((1, 2)))
    return " ".join([*given, *randomly.choices(pool, k=randomly.choice((1, 1, 2)))])


def _organization(randomly: random.Random, pool: list[str]) -> str:
    own = randomly.choices(pool, k=randomly.choice((1, 2, 2)))
    common = randomly.sample(_COMMON.split(), randomly.choice((1, 2, 3)))
    return " ".join([*own, *common, randomly.choice(("Ltd", "LLC", "GmbH"))])
