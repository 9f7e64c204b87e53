"""The pages on snapshots, and the files at their permanent addresses."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accord.base import serving
from accord.base.components import Cell, Column, Table
from accord.base.models import Entry
from accord.snapshots import discovery, readme, storage
from accord.snapshots.description import address_of
from accord.snapshots.files import File
from accord.snapshots.sizes import printed
from accord.snapshots.storage import Snapshot
from accord.snapshots.tables import TABLES

PAGE = 31
_TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}
_PLAIN = "text/plain; charset=utf-8"
_CSVW = "application/csvm+json"
_CSVW_ENDING = "csv-metadata.json"


@require_safe
def snapshot_list(request: HttpRequest) -> HttpResponse:
    """Tell how to take everything at once, the latest first."""
    page = Paginator(storage.names(), PAGE).get_page(request.GET.get("page"))
    found = [storage.read(name) for name in page]
    newest = storage.latest()
    trail = [(_("Download everything"), None)]
    description = _(
        "All public data of the coalition in one download, every night: tables as CSV "
        "and Parquet, described, with checksums and a licence."
    )
    context = {
        "head": discovery.head_of_list(
            request, newest, page=page, trail=trail, description=description
        ),
        "description": description,
        "page": page,
        "latest": newest,
        "table": _listed(found),
        "trail": trail,
    }
    return render(
        request,
        "snapshots/snapshot_list.html",
        context | (_told(newest) if newest else {}),
    )


@require_safe
def snapshot_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one snapshot: what it holds, how to check, read and cite it."""
    snapshot = _found(name)
    if snapshot is None:
        return HttpResponse(status=410)
    trail = [(_("Download everything"), reverse("snapshots:list")), (name, None)]
    description = _(
        "All public data of the coalition as they stood in snapshot %(name)s: tables "
        "as CSV and Parquet, with checksums and a licence."
    ) % {"name": name}
    return render(
        request,
        "snapshots/snapshot_detail.html",
        {
            "head": discovery.head(
                request,
                snapshot,
                trail=trail,
                name=_("Snapshot %(name)s") % {"name": name},
                description=description,
            ),
            "description": description,
            "snapshot": snapshot,
            "files": _files(snapshot),
            "trail": trail,
            **_told(snapshot),
        },
    )


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def permanent(request: HttpRequest, name: str) -> HttpResponse:
    """Lead from the permanent address, which papers cite, to the page about it."""
    if _found(name) is None:
        return HttpResponse(status=410)
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("snapshots:snapshot", args=[name]))
    response.status_code = 303
    return response


@require_safe
@cache_control(public=True, max_age=300)
def latest(request: HttpRequest) -> HttpResponse:
    return _leading_to(reverse("snapshot_permanent", args=[_newest().name]))


@require_safe
@cache_control(public=True, max_age=300)
def latest_file(request: HttpRequest, file: str) -> HttpResponse:
    """Lead to a file of the newest snapshot; its own address is the one to cite."""
    newest = _newest()
    _file_of(newest, file)
    return _leading_to(reverse("snapshot_file", args=[newest.name, file]))


def _leading_to(path: str) -> HttpResponse:
    """Lead on; pages of other sites may follow, as they may read the file."""
    response = HttpResponseRedirect(path)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    snapshot = _found(name)
    if snapshot is None:
        return HttpResponse(status=410)
    wanted = _file_of(snapshot, file)
    response = serving.unchanging(
        request,
        snapshot.path_of(wanted.name),
        sha256=wanted.sha256,
        media_type=_type_of(wanted.name),
    )
    response.headers["Link"] = _links(snapshot, wanted)
    return response


def _newest() -> Snapshot:
    found = storage.latest()
    if found is None:
        raise Http404
    return found


def _found(name: str) -> Snapshot | None:
    """Return a snapshot; None where it is gone, 404 where there never was one."""
    snapshot = storage.find(name)
    if snapshot is None:
        told = Entry.objects.filter(subject=f"snapshot:{name}", verb="removed")
        if not told.exists():
            raise Http404
    return snapshot


def _file_of(snapshot: Snapshot, name: str) -> File:
    found = snapshot.files.get(name)
    if found is None:
        raise Http404
    return found


def _type_of(name: str) -> str:
    if name.endswith(_CSVW_ENDING):
        return _CSVW
    return next((kind for end, kind in _TYPES.items() if name.endswith(end)), _PLAIN)


def _links(snapshot: Snapshot, wanted: File) -> str:
    """Name what describes the file (RFC 8288), its licence, and the newest of it."""

    def link(file: str, relation: str, kind: str = "") -> str:
        path = reverse("snapshot_file", args=[snapshot.name, file])
        return f'<{path}>; rel="{relation}"' + (f'; type="{kind}"' if kind else "")

    links = [f'<{settings.LICENCE_URL}>; rel="license"']
    described = f"{wanted.name}-metadata.json"
    if described in snapshot.files:
        links.insert(0, link(described, "describedby", _CSVW))
    links.append(link("datapackage.json", "describedby", "application/json"))
    return ", ".join(links)


def _told(snapshot: Snapshot) -> dict[str, object]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "shown": snapshot,
        "address": address_of(snapshot.name),
        "coalition": settings.COALITION_NAME.get(
            language, settings.COALITION_NAME["en"]
        ),
        "archive": _size(snapshot.archive),
        "counts": [
            (_("Actions"), snapshot.files["actions.csv"].rows),
            (_("Partners"), snapshot.files["partners.csv"].rows),
            (_("Countries and areas"), snapshot.files["countries.csv"].rows),
            (_("Texts"), snapshot.files["texts.csv"].rows),
        ],
        "readings": readme.readings(snapshot.name),
        "readme": readme.file_name(language if language in readme.LANGUAGES else "en"),
        "licence": settings.LICENCE_NAME,
        "licence_url": settings.LICENCE_URL,
    }


def _size(file: File) -> str:
    return printed(file.size)


def _listed(snapshots: list[Snapshot]) -> Table:
    rows = [
        (
            Cell(each.name, reverse("snapshots:snapshot", args=[each.name])),
            each.files["actions.csv"].rows,
            each.files["partners.csv"].rows,
            Cell(_size(each.archive), _address(each, each.archive.name)),
            each.archive.sha256,
        )
        for each in snapshots
    ]
    return Table(
        _("Snapshots, newest first"),
        [
            Column(_("Snapshot")),
            Column(_("Actions"), numeric=True),
            Column(_("Partners"), numeric=True),
            Column(_("Everything (ZIP)"), numeric=True),
            Column(_("SHA-256 of the ZIP")),
        ],
        rows,
    )


def _files(snapshot: Snapshot) -> Table:
    """Return the tables of a snapshot with the addresses of their files."""
    rows = []
    for table in TABLES:
        csv, parquet = (
            snapshot.files[f"{table.name}.{kind}"] for kind in ("csv", "parquet")
        )
        rows.append(
            (
                str(table.title),
                csv.rows,
                Cell(f"{table.name}.csv", _address(snapshot, csv.name)),
                _size(csv),
                Cell(f"{table.name}.parquet", _address(snapshot, parquet.name)),
                _size(parquet),
            )
        )
    return Table(
        _("Tables of this snapshot"),
        [
            Column(_("Table")),
            Column(_("Rows"), numeric=True),
            Column(_("CSV")),
            Column(_("Size"), numeric=True),
            Column(_("Parquet")),
            Column(_("Size"), numeric=True),
        ],
        rows,
    )


def _address(snapshot: Snapshot, file: str) -> str:
    return reverse("snapshot_file", args=[snapshot.name, file])
