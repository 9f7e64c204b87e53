"""What the pages on vintages and sent files show."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.atlas.models.named import active_language, text_in
from accord.base.components import Cell, Column, SummaryRow, Table
from accord.base.templatetags.accord import direction_of
from accord.base.templatetags.components import day, number
from accord.observatory import words
from accord.observatory.models import SeriesFile, Vintage
from accord.observatory.vintages import comparing, tables
from accord.observatory.vintages.drafts import Draft
from accord.observatory.vintages.storage import STORAGE
from accord.observatory.vintages.uploads import draft_of
from tally.charts.dots import Dot, dots

PER_PAGE = 25
REFUSED = "refused"
# Of one or two revisions a table says enough; more than ten are no picture.
FEWEST, DRAWN = 3, 10
STEPS = {
    "opening": gettext_lazy("It is being unpacked and recognised."),
    "loading": gettext_lazy("Its rows are being read."),
    "judging": gettext_lazy("Each value is being checked."),
    "writing": gettext_lazy("The checked values are being written."),
    "comparing": gettext_lazy("They are being compared with what is in use."),
}
Told = dict[str, Any]


# -- a sent file -----------------------------------------------------------------------


def preview(file: SeriesFile, query: QueryDict) -> Told:
    """Return what the page of a file that waits, or is done, needs."""
    draft, comparison = draft_of(file), file.summary["comparison"]
    shown, choices = _choices(draft, comparison, query.get("show", ""))
    return {
        "finding": finding(comparison),
        "facts": _facts(file, draft),
        "counts": counts(draft, comparison),
        "compared": comparison["with"] if comparison else [],
        "by_series": _by_series(comparison),
        "choices": choices,
        "shown": shown,
        "series": tables.series(draft.series),
        "more_series": max(0, len(draft.series) - tables.MOST_SERIES),
        "notes": [tables.sentence(each) for each in draft.notes],
        "corrections": tables.corrections(draft.corrections),
        "tripped": [tables.sentence(each) for each in draft.tripped],
        "draft": draft,
        "same_as": file.summary["same_as"],
        **_listed(file, draft, comparison, shown, query.get("page")),
    }


def finding(comparison: Told | None) -> str:
    """Say in one sentence what a file would change."""
    if comparison is None:
        return _("Nothing of these series is in use yet: every value is new.")
    revised = comparison["revised"]
    sentence = ngettext(
        "{revised} value is revised. Added: {added}, removed: {removed}, the same:"
        " {same}.",
        "{revised} values are revised. Added: {added}, removed: {removed}, the same:"
        " {same}.",
        revised,
    )
    same = comparison["same"] + comparison["reflagged"]
    return sentence.format(
        revised=number(revised),
        added=number(comparison["added"]),
        removed=number(comparison["removed"]),
        same=number(same),
    )


def _facts(file: SeriesFile, draft: Draft) -> list[SummaryRow]:
    return [
        SummaryRow(_("File"), file.name),
        SummaryRow(_("Layout"), draft.layout),
        SummaryRow(_("Source"), file.source.name if file.source else ""),
        SummaryRow(_("Edition"), file.edition or "—"),
        SummaryRow(_("Retrieved on"), day(file.retrieved_on)),
        SummaryRow(
            _("SHA-256 of the file"), format_html("<code>{}</code>", file.sha256)
        ),
    ]


def counts(draft: Draft, comparison: Told | None) -> list[tuple[str, str]]:
    found = [
        (_("Values read"), draft.read),
        (_("Stored"), draft.stored),
        (_("Refused"), draft.refused),
        (_("Series"), len(draft.series)),
    ]
    if comparison is not None:
        found.append((_("Revised"), comparison["revised"]))
    return [(label, number(value)) for label, value in found]


def _by_series(comparison: Told | None) -> Table | None:
    return tables.by_series(comparison) if comparison else None


def _choices(
    draft: Draft, comparison: Told | None, wanted: str
) -> tuple[str, list[tuple[Any, str, int]]]:
    """Return the kind of lines that is shown, and the kinds there are."""
    found: list[tuple[Any, str, int]] = [
        (label, kind, comparison[kind])
        for kind, label in tables.KINDS.items()
        if comparison and comparison[kind]
    ]
    if draft.refused:
        found.append((_("Refused"), REFUSED, draft.refused))
    kinds = [kind for _label, kind, _count in found]
    return (wanted if wanted in kinds else next(iter(kinds), "")), found


def _listed(
    file: SeriesFile,
    draft: Draft,
    comparison: Told | None,
    shown: str,
    page: str | None,
) -> Told:
    if shown == REFUSED:
        kept: Any = draft.refusals
        many = len(kept)
        every = draft.refused
    elif shown and comparison:
        lines = [
            each
            for each in STORAGE.lines_of(file, STORAGE.PLAN)
            if each["outcome"] == shown
        ]
        kept, many, every = lines, len(lines), comparison[shown]
    else:
        return {"page": None}
    found = Paginator(kept, PER_PAGE).get_page(page)
    if shown == REFUSED:
        table = tables.refusals(_("Places that are refused"), list(found))
    else:
        table = tables.changes(str(tables.KINDS[shown]), list(found))
    return {
        "page": found,
        "lines": table,
        "unlisted": every - many,
        "drawing": drawing(shown, found),
    }


def drawing(shown: str, page: Page[Told]) -> SafeString | str:
    """Draw the biggest revisions of one series, from the old value to the new one."""
    if shown != "revised" or page.number > 1:
        return ""
    lines = [each for each in page if each["difference"] is not None][:DRAWN]
    if len({each["series"] for each in page}) > 1 or len(lines) < FEWEST:
        return ""
    ends = [each[name] for each in lines for name in ("was", "now")]
    names = tables.area_names(each["area"] for each in lines)
    rows = [
        Dot(
            # For whom, the table tells: on a telephone a label has room for two.
            f"{names.get(each['area'], each['area'])}, {words.period(each['time'])}",
            each["now"],
            low=min(each["was"], each["now"]),
            high=max(each["was"], each["now"]),
        )
        for each in lines
    ]
    chart = dots(
        rows,
        start=min(ends),
        end=max(ends),
        title=_("The biggest revisions"),
        direction=direction_of(active_language()),  # type: ignore[arg-type]
        write=tables.number,
    )
    # tally.charts escapes every text it draws.
    return mark_safe(chart)  # noqa: S308  # nosemgrep: mark-safe


# -- vintages --------------------------------------------------------------------------


def listed(vintages: Sequence[Vintage]) -> Table:
    """Return vintages, loaded with their source and `counts`, as a table."""
    rows = [
        (
            Cell(each.reference, each.get_absolute_url()),
            each.source.name,
            each.edition or each.file_name,
            each.stored,
            day(each.retrieved_on),
            day(each.imported_at),
            state_of(each),
        )
        for each in vintages
    ]
    return Table(
        _("Vintages, newest first"),
        [
            Column(_("Vintage")),
            Column(_("Source")),
            Column(_("Edition or file")),
            Column(_("Values"), numeric=True),
            Column(_("Retrieved on")),
            Column(_("Imported on")),
            Column(_("State")),
        ],
        rows,
    )


def state_of(vintage: Vintage) -> str:
    if vintage.set_aside_on:
        return _("Set aside")
    return _("In use") if vintage.counts else _("Replaced by newer ones")


def may_be_given(vintage: Vintage) -> bool:
    """Say whether the licence lets us pass on the files of a vintage."""
    return vintage.licence.startswith(("CC ", "CC0", "UN terms of use"))


def detail(vintage: Vintage) -> Told:
    """Return what the page of a vintage needs."""
    found = [
        {
            "code": each.code,
            "name": each.name,
            "rows": each.values_count,
            "first": each.first,
            "last": each.last,
        }
        for each in vintage.series.all()[: tables.MOST_SERIES]
    ]
    many = vintage.series.count()
    refused = vintage.refusals[:PER_PAGE]
    return {
        "state": state_of(vintage),
        "counts": [
            (label, number(value))
            for label, value in (
                (_("Values read"), vintage.read),
                (_("Stored"), vintage.stored),
                (_("Refused"), vintage.refused),
                (_("Series"), many),
            )
        ],
        "series": tables.series(found),
        "more_series": many - len(found),
        "corrections": tables.corrections(vintage.corrections),
        "refusals": tables.refusals(_("Places that are refused"), refused)
        if refused
        else None,
        "more_refused": vintage.refused - len(refused),
        "notes": [tables.sentence(each) for each in vintage.notes],
        "gives_files": may_be_given(vintage),
        "attribution": text_in(vintage.source.attributions, active_language()),
    }


def to_json(vintage: Vintage, address: str) -> Told:
    """Return what is public of a vintage, for machines."""
    files = {}
    if may_be_given(vintage):
        files = {
            "source": _file(vintage, vintage.file_name, vintage.sha256),
            "observations": _file(vintage, "observations.parquet", vintage.tidy_sha256),
        }
    return {
        "reference": vintage.reference,
        "url": address,
        "source": {
            "code": vintage.source.code,
            "names": vintage.source.names,
            "publishers": vintage.source.publishers,
            "attributions": vintage.source.attributions,
            "licence": vintage.licence,
            "licence_url": vintage.source.licence_url,
        },
        "layout": vintage.layout,
        "edition": vintage.edition,
        "file": vintage.file_name,
        "size": vintage.size,
        "sha256": vintage.sha256,
        "tidy_sha256": vintage.tidy_sha256,
        "content": vintage.content_hash,
        "retrieved_on": vintage.retrieved_on,
        "imported_at": vintage.imported_at,
        "read": vintage.read,
        "stored": vintage.stored,
        "refused": [
            {
                "row": each["row"],
                "column": each["column"],
                "value": each["value"],
                "reason": each["template"].format_map(each["values"]),
            }
            for each in vintage.refusals
        ],
        "refused_count": vintage.refused,
        "series": [
            {
                "code": each.code,
                "name": each.name,
                "rows": each.values_count,
                "first": each.first,
                "last": each.last,
            }
            for each in vintage.series.all()
        ],
        "corrections": vintage.corrections,
        "set_aside_on": vintage.set_aside_on,
        "set_aside_reason": vintage.set_aside_reason,
        "files": files,
    }


def _file(vintage: Vintage, name: str, sha256: str) -> Mapping[str, str]:
    path = reverse("vintage_file", args=[vintage.reference, name])
    return {"url": f"{settings.PUBLIC_URL}{path}", "sha256": sha256}


# -- two vintages ----------------------------------------------------------------------


def comparison(old: Vintage, new: Vintage, query: QueryDict) -> Told:
    """Return what the page that compares two vintages needs."""
    told = comparing.kept(old, new)
    found = [
        (label, kind, told[kind]) for kind, label in tables.KINDS.items() if told[kind]
    ]
    kinds = [kind for _label, kind, _count in found]
    wanted = query.get("show", "")
    shown = wanted if wanted in kinds else next(iter(kinds), "")
    lines = [each for each in told["changes"] if each["kind"] == shown]
    page = Paginator(lines, PER_PAGE).get_page(query.get("page"))
    return {
        "finding": finding(told),
        "counts": [(label, number(told[kind])) for kind, label in tables.KINDS.items()]
        + [(_("The same"), number(told["same"]))],
        "by_series": tables.by_series(told),
        "choices": found,
        "shown": shown,
        "page": page if lines else None,
        "lines": tables.changes(str(tables.KINDS[shown]), list(page))
        if lines
        else None,
        "unlisted": told[shown] - len(lines) if shown else 0,
        "drawing": drawing(shown, page),
    }
