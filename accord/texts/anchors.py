"""Which paragraph of the new version is which of the old: links to it must hold."""

from collections.abc import Sequence
from difflib import SequenceMatcher

# Two paragraphs that share six words in ten, in order, are the same one, revised.
NEARLY = 0.6
# How far away a revised paragraph is looked for; keeps a rewritten book affordable.
REACH = 30

Marked = tuple[str, str]


def carried_over(words: Sequence[str], before: Sequence[Marked]) -> list[str]:
    """Return the anchor of each new paragraph; an empty one for a new paragraph.

    `words` are the new paragraphs, `before` pairs the old ones with their anchors.
    Equal words keep their anchor, in order first and then wherever they moved; nearly
    equal words take the nearest that is left. No anchor is given out twice.
    """
    found = [""] * len(words)
    left = dict(enumerate(before))
    old = [each for _anchor, each in before]
    exact = SequenceMatcher(a=old, b=words, autojunk=False)
    for start, begin, size in exact.get_matching_blocks():
        for step in range(size):
            found[begin + step] = left.pop(start + step)[0]
    for place, each in enumerate(words):
        same = next((key for key in left if left[key][1] == each), None)
        if not found[place] and same is not None:
            found[place] = left.pop(same)[0]
    for place, each in enumerate(words):
        if not found[place]:
            alike = {
                key: likeness(left[key][1], each)
                for key in left
                if abs(key - place) <= REACH
            }
            nearest = max(alike, key=alike.__getitem__, default=None)
            if nearest is not None and alike[nearest] >= NEARLY:
                found[place] = left.pop(nearest)[0]
    return found


def likeness(one: str, other: str) -> float:
    """Return how much two passages share: 0 nothing, 1 every word in its order."""
    matcher = SequenceMatcher(a=one.split(), b=other.split(), autojunk=False)
    if matcher.real_quick_ratio() < NEARLY or matcher.quick_ratio() < NEARLY:
        return 0.0
    return matcher.ratio()
