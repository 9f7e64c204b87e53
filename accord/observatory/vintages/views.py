"""Vintages for everybody: the list, one with its files, what changes between two."""

from typing import Any

from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.base import serving
from accord.base.components import Cell, Column, Table
from accord.base.discovery import heads, records
from accord.base.discovery.linked import coalition
from accord.base.requests import Request
from accord.base.templatetags.components import day, day_in_words, number
from accord.observatory import access, store
from accord.observatory.models import Correction, Vintage
from accord.observatory.vintages import pages, tables
from accord.observatory.vintages.corrections import told_of
from accord.observatory.vintages.drafts import OBSERVATIONS, SOURCE

PER_PAGE = 50
LIST = records.Page(
    "vintages",
    gettext_lazy("Vintages of official series"),
    gettext_lazy(
        "Every file of official series that figures come from, untouched, with its"
        " checksum and licence, and what each edition revised."
    ),
)
records.add_page(LIST)
_PARQUET = "application/vnd.apache.parquet"
_BYTES = "application/octet-stream"

Trail = list[tuple[Any, str | None]]


def trail(*more: tuple[Any, str | None]) -> Trail:
    return [(LIST.title, reverse("observatory:vintages")), *more]


def may_judge(request: Request) -> bool:
    return access.may_import_series(request.actor, timezone.localdate())


@require_safe
def vintages(request: Request) -> HttpResponse:
    every = Vintage.objects.with_use().select_related("source")
    page = Paginator(every, PER_PAGE).get_page(request.GET.get("page"))
    title, here = str(LIST.title), [(LIST.title, None)]
    return render(
        request,
        "observatory/vintages/list.html",
        {
            "head": heads.of_list(
                request,
                filters=(),
                page=page.number,
                name=title,
                description=str(LIST.lead),
                card=LIST.card(),
                trail=here,
                page_type="CollectionPage",
                nodes=[coalition(get_language() or "en")],
            ),
            "title": title,
            "lede": LIST.lead,
            "page": page,
            "table": pages.listed(list(page)) if page.object_list else None,
            "corrections": Correction.objects.in_force().count(),
            "may_judge": may_judge(request),
            "trail": here,
        },
    )


@require_safe
def vintage(request: Request, reference: str) -> HttpResponse:
    found = _with_use(reference)
    title = _("Vintage {reference}").format(reference=reference)
    description = _("{values} values of {source}, imported on {day}.").format(
        values=number(found.stored),
        source=found.source.name,
        day=day_in_words(found.imported_at.date()),
    )
    here = trail((reference, None))
    older = _neighbours(found)
    return render(
        request,
        "observatory/vintages/detail.html",
        {
            "head": heads.of(
                request,
                name=title,
                description=description,
                card=LIST.card(),
                trail=here,
                nodes=[coalition(get_language() or "en")],
            ),
            "title": title,
            "description": description,
            "vintage": found,
            "older": older,
            "may_judge": may_judge(request),
            "trail": here,
            **pages.detail(found),
        },
    )


def _with_use(reference: str) -> Vintage:
    """Return a vintage with its source and whether it counts; 404 where none is."""
    found = (
        Vintage.objects.with_use()
        .select_related("source")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _neighbours(vintage: Vintage) -> list[Vintage]:
    """Return the vintages that hold series of this one, the nearest older first."""
    codes = vintage.series.values("code")
    same = Vintage.objects.filter(source=vintage.source_id, series__code__in=codes)
    others = same.exclude(pk=vintage.pk).distinct()
    return list(others.order_by("-imported_at", "-pk")[:10])


@require_safe
def vintage_json(request: Request, reference: str) -> HttpResponse:
    found = access.vintage(reference)
    address = heads.public_address(found.get_absolute_url())
    return JsonResponse(
        pages.to_json(found, address),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )


@require_safe
def vintage_file(request: Request, reference: str, name: str) -> HttpResponseBase:
    """Answer with a file of a vintage, where its licence lets us pass it on."""
    found = access.vintage(reference)
    files = {
        OBSERVATIONS: (OBSERVATIONS, found.tidy_sha256, _PARQUET),
        found.file_name: (f"{SOURCE}/{found.file_name}", found.sha256, _BYTES),
    }
    if name not in files or not pages.may_be_given(found):
        raise Http404
    inside, sha256, kind = files[name]
    path = store.vintage_folder(found.content_hash) / inside
    if not path.is_file():
        raise Http404
    response = serving.unchanging(request, path, sha256=sha256, media_type=kind)
    # What a source sent is taken home, never shown as a page of ours.
    response.headers["Content-Disposition"] = "attachment"
    if found.source.licence_url:
        response.headers["Link"] = f'<{found.source.licence_url}>; rel="license"'
    return response


@require_safe
def compare(request: Request, old: str, new: str) -> HttpResponse:
    """Show what changes from one vintage to another of the same source."""
    before, after = access.vintage(old), access.vintage(new)
    if before.source_id != after.source_id:
        raise Http404
    title = _("From {old} to {new}").format(old=old, new=new)
    return render(
        request,
        "observatory/vintages/compare.html",
        {
            "title": title,
            "old": before,
            "new": after,
            "trail": trail((old, before.get_absolute_url()), (title, None)),
            **pages.comparison(before, after, request.GET),
        },
    )


@require_safe
def corrections(request: Request) -> HttpResponse:
    """Show every correction, those in force first, with reason and provider."""
    every = Correction.objects.select_related("source").order_by(
        "retired_on", "source", "series", "code"
    )
    here = trail((_("Corrections"), None))
    standing = [each for each in every if each.retired_on is None]
    return render(
        request,
        "observatory/vintages/corrections.html",
        {
            "corrections": tables.corrections([told_of(each) for each in standing]),
            "retired": _retired([each for each in every if each.retired_on]),
            "may_judge": may_judge(request),
            "trail": here,
        },
    )


def _retired(found: list[Correction]) -> Table | None:
    if not found:
        return None
    rows = [
        (
            Cell(each.code),
            each.source.name,
            each.reason,
            day(each.retired_on),
            each.retired_reason,
        )
        for each in found
    ]
    return Table(
        _("Corrections that hold no longer"),
        [
            Column(_("Correction")),
            Column(_("Source")),
            Column(_("Reason")),
            Column(_("Retired on")),
            Column(_("Why it was retired")),
        ],
        rows,
    )
