"""The sample coalition: its proportions, its prose, its labels."""

import re
from collections import Counter
from itertools import chain

import pytest

from accord.config.sample import loading

RUN = 12
# The composition of January 2024, international organizations and financial
# institutions counted together as the source does:
# https://www.pressenza.com/2024/01/global-coalition-for-social-justice-now-has-100-partners/
JANUARY_2024 = {
    "GOV": 19,
    "EMP": 14,
    "WRK": 30,
    "INT+FIN": 11,
    "REG": 10,
    "NGO": 12,
    "ENT": 3,
    "ACA": 1,
}
_WORD = re.compile(r"\w+")


def prose_of(record):
    """Return every text of a record, translations included, as one list each."""
    for value in record.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from prose_of(value)
        elif isinstance(value, list):
            yield from (each for each in value if isinstance(each, str))


def runs_of(text):
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def records():
    return list(
        chain.from_iterable(loading.entries(k) for k in ("partner", "action", "news"))
    )


def test_no_two_records_share_a_run_of_twelve_words(records):
    seen = {}
    shared = []
    for number, record in enumerate(records):
        for run in set().union(*(runs_of(text) for text in prose_of(record))):
            if seen.setdefault(run, number) != number:
                shared.append(" ".join(run))

    assert not shared


def test_the_check_itself_finds_a_shared_run():
    text = "one two three four five six seven eight nine ten eleven twelve thirteen"

    assert runs_of(text) & runs_of(f"And so: {text.upper()}!")
    assert not runs_of("too short")


def test_the_proportions_are_those_of_january_2024():
    counted = Counter(each["category"] for each in loading.entries("partner"))
    counted["INT+FIN"] = counted.pop("INT") + counted.pop("FIN")

    assert counted == JANUARY_2024


def test_there_are_about_120_actions_a_third_in_each_language():
    languages = Counter(each["original"] for each in loading.entries("action"))

    assert 115 <= languages.total() <= 130
    assert all(languages[code] >= languages.total() * 0.3 for code in loading.LANGUAGES)


def test_there_is_always_a_partner_called_sample():
    assert [e["slug"] for e in loading.entries("partner")].count("sample") == 1


def test_every_address_is_an_invented_one(records):
    people = chain.from_iterable(e["people"] for e in loading.entries("partner"))
    websites = [e["website"] for e in loading.entries("partner") if e.get("website")]

    assert all(person["email"].endswith(".example") for person in people)
    assert all(re.fullmatch(r"https://[\w.-]+\.example/.*", each) for each in websites)


def test_each_summary_is_a_piece_of_prose():
    lengths = [len(_WORD.findall(e["summary"])) for e in loading.entries("action")]

    assert min(lengths) >= 50
    assert max(lengths) <= 160
