"""What the commands print of a file, a vintage and a comparison."""

from collections.abc import Iterator, Sequence
from typing import Any

from accord.observatory.vintages import comparing
from accord.observatory.vintages.comparing import Revision
from accord.observatory.vintages.drafts import Draft

Told = dict[str, Any]
# Of many changes a person reads the biggest.
SHOWN = 10


def told(draft: Draft, revisions: Sequence[Revision]) -> Told:
    """Return what machines are told of a draft: read = stored + refused_count."""
    comparison = comparing.told_together(revisions)
    if comparison is not None:
        changes = comparing.changes_of(revisions)[:SHOWN]
        comparison["examples"] = [comparing.told_change(each) for each in changes]
    return {
        "layout": draft.layout,
        "source": draft.source,
        "read": draft.read,
        "stored": draft.stored,
        "refused": [
            {
                "row": each["row"],
                "column": each["column"],
                "value": each["value"],
                "reason": each["template"].format_map(each["values"]),
            }
            for each in draft.refusals
        ],
        "refused_count": draft.refused,
        "series": list(draft.series),
        "notes": [each["template"].format_map(each["values"]) for each in draft.notes],
        "corrections": list(draft.corrections),
        "comparison": comparison,
    }


def lines(report: Told) -> Iterator[str]:
    """Yield what people are told of a file."""
    yield f"{report['file']}: {report['layout']}, from {report['source']}."
    for each in report["refused"]:
        cell = f", {each['column']}" if each["column"] else ""
        yield f"refused: row {each['row']}{cell}: {each['reason']}"
    unlisted = report["refused_count"] - len(report["refused"])
    if unlisted:
        yield f"refused: {unlisted} more."
    yield from (f"note: {each}" for each in report["notes"])
    for each in report["corrections"]:
        yield f"corrected: {each['code']}: {each['reasons'].get('en', '')}"
    for each in report["series"]:
        yield (
            f"series: {each['code']}: {each['rows']} values,"
            f" {each['first']} to {each['last']}"
        )
    yield (
        f"Values read: {report['read']}. Stored: {report['stored']},"
        f" refused: {report['refused_count']}."
    )
    comparison = report["comparison"]
    if comparison:
        yield f"Compared with {', '.join(comparison['with'])}:"
        yield from differences(comparison)
    if report["preview"]:
        yield "This was a preview; nothing was written."
    elif report["unchanged"]:
        yield f"Unchanged: {report['vintage']} holds the same already."
    else:
        yield f"Vintage: {report['vintage']}."


def differences(comparison: Told) -> Iterator[str]:
    """Yield the numbers of a comparison, by series, and its biggest changes."""
    yield _counted(comparison)
    for code, counts in comparison["by_series"].items():
        if counts["added"] or counts["removed"] or counts["revised"]:
            by = (
                f" Revised by {_number(counts['median'])} in the middle,"
                f" {_number(counts['largest'])} at most."
                if counts["median"] is not None
                else ""
            )
            yield f"  {code}: {_counted(counts)}{by}"
    for each in comparison["examples"]:
        place = " ".join(
            part
            for part in (
                *(each[name] for name in ("series", "area", "time", "sex", "age")),
                each["dimensions"] if each["dimensions"] != "{}" else "",
            )
            if part
        )
        moved = each["difference"]
        by = f" ({moved:+.6g})" if moved is not None else ""
        was = _said(each["was"], each["was_missing"])
        now = _said(each["now"], each["now_missing"])
        yield f"  {each['kind']}: {place}: {was} → {now}{by}"


def _counted(counts: Told) -> str:
    return (
        f"added {counts['added']}, removed {counts['removed']}, revised"
        f" {counts['revised']}, same {counts['same']}, same with another flag"
        f" {counts['reflagged']}."
    )


def _said(value: float | None, missing: str) -> str:
    if value is not None:
        return _number(value)
    return f"missing ({missing})" if missing else "nothing"


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")
