"""How snapshots are found from outside: as data sets, by those who look for data."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.base.discovery import heads, records, sitemaps
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import Node, Trail, about, coalition, coalition_id
from accord.snapshots import storage
from accord.snapshots.description import address_of, title
from accord.snapshots.files import File
from accord.snapshots.storage import Snapshot

LIST = records.Page(
    "snapshots",
    gettext_lazy("Download everything"),
    gettext_lazy("All public data of the coalition in one download, every night."),
)
_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


def data_set(snapshot: Snapshot, description: str) -> Node:
    """Return a snapshot with each of its tables, and all of them in one file."""
    address = address_of(snapshot.name)
    return {
        "@type": "Dataset",
        "@id": address,
        "name": title(snapshot.name),
        "description": description,
        "url": address,
        "version": snapshot.name,
        "datePublished": snapshot.made_at.isoformat(),
        "isAccessibleForFree": True,
        "license": settings.LICENCE_URL,
        "creator": about(coalition_id()),
        "distribution": [
            _file(snapshot, file)
            for name, file in sorted(snapshot.files.items())
            if name.rpartition(".")[2] in _TYPES
        ],
    }


def _file(snapshot: Snapshot, file: File) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": address_of(snapshot.name, file.name),
        "encodingFormat": _TYPES[file.name.rpartition(".")[2]],
        "contentSize": f"{file.size}",
        "sha256": file.sha256,
    }


def head_of_list(
    request: HttpRequest,
    latest: Snapshot | None,
    *,
    page: Page[Any],
    trail: Trail,
    description: str,
) -> Head:
    nodes = [data_set(latest, description)] if latest else []
    return heads.of_list(
        request,
        filters=(),
        page=page.number,
        name=_("Download everything"),
        description=description,
        card=LIST.card(),
        trail=trail,
        page_type="CollectionPage",
        nodes=[*nodes, coalition(_language())],
        main=nodes[0]["@id"] if nodes else "",
    )


def head(
    request: HttpRequest,
    snapshot: Snapshot,
    *,
    trail: Trail,
    name: str,
    description: str,
) -> Head:
    node = data_set(snapshot, description)
    return heads.of(
        request,
        name=name,
        description=description,
        card=LIST.card(),
        trail=trail,
        nodes=[node, coalition(_language())],
        main=node["@id"],
        published=node["datePublished"],
        modified=node["datePublished"],
    )


def _pages(first: int, last: int) -> list[sitemaps.Page]:
    """Return the list and every snapshot: it never changes after it was made."""
    snapshots = [storage.read(name) for name in storage.names()]
    newest = snapshots[0].made_at if snapshots else None
    return [
        sitemaps.Page(reverse("snapshots:list"), newest),
        *(
            sitemaps.Page(reverse("snapshots:snapshot", args=[each.name]), each.made_at)
            for each in snapshots
        ),
    ][first:last]


def _language() -> str:
    return get_language() or "en"


records.add_page(LIST)
sitemaps.register(
    "snapshots", sitemaps.Section(lambda: 1 + len(storage.names()), _pages)
)
