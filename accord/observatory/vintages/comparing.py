"""What a draft, or a vintage, changes of those before it."""

import fcntl
import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.base.jobs import job
from accord.observatory import store
from accord.observatory.models import Source, Vintage, VintageSeries
from accord.observatory.vintages.drafts import OBSERVATIONS, Draft
from tally.series import Change, Comparison, Counts, compare

Told = dict[str, Any]
# Of a comparison of two vintages, so many of the biggest changes are kept.
CHANGES_KEPT = 500
# Raised whenever what is kept of a comparison changes its form.
_FORM = 1


@dataclass(frozen=True, slots=True)
class Revision:
    """How values differ from those of an older vintage, in the series both have."""

    vintage: Vintage
    comparison: Comparison


def same_as(draft: Draft, folder: Path, source: Source) -> Vintage | None:
    """Return the vintage that holds what the draft holds.

    A later converter may write other bytes for the same values; then the values are
    compared, with those of vintages that were made of the same file.
    """
    exactly = Vintage.objects.filter(content_hash=draft.content_hash).first()
    if exactly is not None:
        return exactly
    alike = Vintage.objects.filter(
        source=source, sha256=draft.sha256, read=draft.read, stored=draft.stored
    )
    for each in alike:
        observations = store.observations_of(each.content_hash)
        if list(each.corrections) != list(draft.corrections):
            continue
        if observations.exists() and _says_the_same(observations, folder):
            return each
    return None


def _says_the_same(observations: Path, folder: Path) -> bool:
    found = compare(observations, folder / OBSERVATIONS, examples=0)
    return not (found.added or found.removed or found.revised or found.reflagged)


def in_use(source: Source, series: Sequence[str]) -> dict[str, Vintage]:
    """Return, by series, the newest vintage of a source that counts for it."""
    rows = VintageSeries.objects.filter(
        code__in=series, vintage__source=source, vintage__set_aside_on=None
    )
    # Later ones come in place of earlier ones.
    ordered = rows.select_related("vintage").order_by("vintage__imported_at", "pk")
    return {each.code: each.vintage for each in ordered}


def revisions_of(
    draft: Draft, folder: Path, source: Source, standing: Vintage | None
) -> list[Revision]:
    """Compare a draft with the vintages in use of its series, the newest first.

    With `standing`, the one that holds the same, there is nothing to compare.
    """
    by_vintage: dict[Vintage, list[str]] = defaultdict(list)
    for code, vintage in in_use(source, draft.codes).items():
        by_vintage[vintage].append(code)
    newest_first = sorted(by_vintage, key=lambda each: each.imported_at, reverse=True)
    return [
        Revision(
            vintage,
            compare(
                store.observations_of(vintage.content_hash),
                folder / OBSERVATIONS,
                series=by_vintage[vintage],
            ),
        )
        for vintage in newest_first
        if vintage != standing
    ]


def between(old: Vintage, new: Vintage, *, examples: int) -> Comparison:
    """Compare two vintages, all series that either has."""
    return compare(
        store.observations_of(old.content_hash),
        store.observations_of(new.content_hash),
        examples=examples,
    )


def kept(old: Vintage, new: Vintage) -> Told:
    """Compare two vintages once: neither ever changes, so the answer is kept.

    One comparison is made at a time, because a large one takes a gigabyte.
    """
    folder = Path(settings.OBSERVATORY_FOLDER) / "comparisons"
    words = f"{_FORM} {old.content_hash} {new.content_hash}"
    path = folder / f"{hashlib.sha256(words.encode()).hexdigest()}.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                comparison = between(old, new, examples=CHANGES_KEPT)
                changes = [told_change(each) for each in comparison.examples]
                half = folder / f".{path.name}"
                half.write_text(
                    json.dumps(told_of(comparison) | {"changes": changes}), "utf-8"
                )
                half.replace(path)
    found: Told = json.loads(path.read_text("utf-8"))
    return found


@job("compare-vintages")
def compare_job(vintage: int) -> None:
    """Compare a new vintage with the one before, so that nobody waits for it."""
    new = Vintage.objects.get(pk=vintage)
    before = Vintage.objects.filter(
        source=new.source_id,
        series__code__in=new.series.values("code"),
        imported_at__lt=new.imported_at,
    )
    old = before.order_by("-imported_at").first()
    if old is not None:
        kept(old, new)


def told_of(comparison: Comparison) -> Told:
    """Return the numbers of a comparison as plain values, without examples."""
    return {
        **sums_of([comparison]),
        "by_series": {
            code: asdict(counts) for code, counts in comparison.by_series.items()
        },
    }


def sums_of(comparisons: Sequence[Comparison]) -> Told:
    return {
        name: sum(getattr(each, name) for each in comparisons)
        for name in ("added", "removed", "revised", "same", "reflagged")
    }


def told_together(revisions: Sequence[Revision]) -> Told | None:
    """Return several comparisons as one; None where there was nothing to compare."""
    if not revisions:
        return None
    comparisons = [each.comparison for each in revisions]
    by_series: dict[str, Counts] = {}
    for each in comparisons:
        by_series |= each.by_series
    return {
        "with": [each.vintage.reference for each in revisions],
        **sums_of(comparisons),
        "by_series": {code: asdict(counts) for code, counts in by_series.items()},
    }


def changes_of(revisions: Sequence[Revision]) -> list[Change]:
    """Return the changes of several comparisons, those of the newest first."""
    return [change for each in revisions for change in each.comparison.examples]


def told_change(change: Change) -> Told:
    return {**asdict(change), "difference": change.difference}
