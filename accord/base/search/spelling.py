"""The words there are, and which of them a misspelt word may have meant.

`SearchWord` holds each word of every passage and term, in how many, and numbers of
what is left of its beginning when a letter or two are struck out. Two words that are
nearly the same share such a remainder, so an index finds them; the distance is then
measured. A job counts new passages each minute and everything anew each night.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, islice

from django.db import connection, transaction

from accord.base.search.folding import fold
from accord.base.search.models import SearchPassage, SearchTerm, SearchWord

# Struck letters are looked for in the beginning only, which keeps their number small.
_BEGINNING = 8
_SHORTEST, _LONGEST = 3, 30
# From this length on a word may be wrong in two places.
_LONG = 7
_SHORT = 4
_BATCH = 2000
_LOCK = 0x53504C4C


def struck(word: str) -> list[int]:
    """Return numbers of the beginning of a word with no, one or two letters struck."""
    head = word[:_BEGINNING]
    most = 2 if len(word) >= _LONG else 1
    remainders = {head} | {
        "".join(letter for place, letter in enumerate(head) if place not in places)
        for count in range(1, most + 1)
        for places in combinations(range(len(head)), count)
    }
    return sorted(_number(each) for each in remainders)


def _number(remainder: str) -> int:
    # As a signed integer of PostgreSQL.
    return zlib.crc32(remainder.encode()) - 2**31


def distance(one: str, other: str) -> int:
    """Count the letters that are wrong, missing, too many, or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        after = [i]
        for j, their in enumerate(other, 1):
            cost = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (letter != their))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        before, row = row, after
    return row[-1]


def corrections(words: Sequence[str], most: int = 3) -> dict[str, list[str]]:
    """Return for each folded word those it may have meant, the likeliest first.

    Takes one query. What begins with the word comes before what is nearly the word.
    """
    wanted = {word: struck(word) for word in words if _SHORT <= len(word) <= _LONGEST}
    if not wanted:
        return {}
    numbers = sorted({number for each in wanted.values() for number in each})
    found = list(
        SearchWord.objects.filter(struck__overlap=numbers).values_list(
            "word", "passages"
        )
    )
    return {word: _likeliest(word, found)[:most] for word in wanted}


def _likeliest(word: str, found: Iterable[tuple[str, int]]) -> list[str]:
    most = 2 if len(word) >= _LONG else 1
    near = [
        (off + (each[0] != word[0]), -passages, each)
        for each, passages in found
        if abs(len(each) - len(word)) <= most
        and 0 < (off := distance(word, each)) <= most
    ]
    near.sort()
    return [each for off, _passages, each in near if off == near[0][0]]


@transaction.atomic
def count_new() -> int:
    """Add the words of passages that are not counted yet; return how many passages."""
    _lock()
    fresh = list(SearchPassage.objects.filter(is_counted=False)[:_BATCH])
    if not fresh:
        return 0
    counted = Counter(
        word for each in fresh for word in words_in(f"{each.title} {each.text}")
    )
    known = dict(
        SearchWord.objects.filter(word__in=counted).values_list("word", "passages")
    )
    SearchWord.objects.bulk_create(
        (
            SearchWord(word=word, passages=known.get(word, 0) + n, struck=struck(word))
            for word, n in sorted(counted.items())
        ),
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["passages"],
        batch_size=_BATCH,
    )
    SearchPassage.objects.filter(pk__in=[each.pk for each in fresh]).update(
        is_counted=True
    )
    return len(fresh)


@transaction.atomic
def recount() -> int:
    """Count every word anew; return how many there are."""
    _lock()
    counted: Counter[str] = Counter()
    passages = SearchPassage.objects.values_list("title", "text")
    for title, text in passages.iterator(chunk_size=_BATCH):
        counted.update(words_in(f"{title} {text}"))
    for phrase in SearchTerm.objects.values_list("phrase", flat=True):
        counted.update(words_in(phrase))
    SearchWord.objects.all().delete()
    made = (
        SearchWord(word=word, passages=n, struck=struck(word))
        for word, n in sorted(counted.items())
    )
    while batch := list(islice(made, _BATCH)):
        SearchWord.objects.bulk_create(batch)
    SearchPassage.objects.filter(is_counted=False).update(is_counted=True)
    return len(counted)


def words_in(text: str) -> set[str]:
    return {
        word
        for word in fold(text).split()
        if _SHORTEST <= len(word) <= _LONGEST and not word.isdecimal()
    }


def _lock() -> None:
    """Let one count at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
