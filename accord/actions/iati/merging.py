"""What an activity that changed in the file changes in its draft.

Three versions are compared, fact by fact: what the last import brought, what the draft
says now, what the file says now. A fact that nobody touched follows the file. A fact
that somebody wrote stays as they wrote it. In texts each language is compared alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from accord.actions.facts import TEXTS, Facts, parts_of, plain
from accord.base.multilingual import Multilingual

# Facts that change together: an amount in another currency is another amount.
UNITS = (
    ("countries",),
    ("areas",),
    ("groups",),
    ("targets",),
    ("starts_on",),
    ("ends_on",),
    ("budget", "currency"),
    ("partners",),
)


def merged(
    changes: Mapping[str, Any],
    *,
    last: Facts,
    now: Facts,
    units: Sequence[Sequence[str]] = UNITS,
) -> tuple[dict[str, Any], list[str]]:
    """Return the changes to write, and the facts whose own words were kept.

    `last` holds the facts of the last import, empty if there was none; `now` those of
    the draft. Nothing is listed as kept where draft and file agree. Facts of which the
    file says nothing are absent from `changes` and stay.
    """
    wanted = plain(changes)
    written: dict[str, Any] = {}
    kept: list[str] = []
    for fact in (each for each in TEXTS if each in changes):
        text, is_kept = _merged_text(changes[fact], last.get(fact), now[fact])
        if text.to_json() != now[fact]:
            written[fact] = text
        if is_kept:
            kept.append(fact)
    for unit in (each for each in units if changes.keys() >= set(each)):
        mine, theirs, then = (
            [facts.get(fact) for fact in unit] for facts in (now, wanted, last)
        )
        if mine == theirs:
            continue
        if mine == then or not any(mine):
            written |= {fact: changes[fact] for fact in unit}
        elif theirs != then and any(theirs):
            kept.append(unit[0])
    if not now["kind"] and "kind" in changes:
        written["kind"] = changes["kind"]
    return written, kept


def _merged_text(
    value: Multilingual, last: dict[str, Any] | None, now: dict[str, Any]
) -> tuple[Multilingual, bool]:
    file, draft = parts_of("title", value.to_json()), parts_of("title", now)
    before = parts_of("title", last) if last else {}
    texts, is_kept = {}, False
    for part in file.keys() | draft.keys():
        mine, theirs, then = draft.get(part), file.get(part), before.get(part)
        if mine in (theirs, then) or not mine:
            texts[part] = theirs
        else:
            texts[part] = mine
            is_kept |= theirs not in {then, None}
    original = texts.pop("original") or ""
    if not texts.get(original):
        original = now["original"]
    standing = Multilingual.from_json(now)
    return (
        standing.with_texts(
            original, {language: text for language, text in texts.items() if text}
        ),
        is_kept,
    )
