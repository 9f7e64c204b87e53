"""What the catalogue lists: the indicators first, then the snapshots, newest first."""

from django.conf import settings

from accord.base.discovery.datasets import Dataset, Distribution
from accord.observatory import projection
from accord.snapshots import storage
from accord.snapshots.description import address_of
from accord.snapshots.storage import Snapshot

_KINDS = {
    "csv": ("text/csv", "CSV"),
    "parquet": ("application/vnd.apache.parquet", "PARQUET"),
    "zip": ("application/zip", "ZIP"),
}
_TITLES = {
    "en": "Partners and actions of the coalition, {name}",
    "fr": "Partenaires et actions de la coalition, {name}",
    "es": "Asociados y acciones de la coalición, {name}",
    "ar": "شركاء التحالف وإجراءاته، {name}",
}
_DESCRIPTIONS = {
    "en": "All public data of the coalition on one day: tables as CSV and Parquet.",
    "fr": "Toutes les données publiques de la coalition un jour donné : des tables en "
    "CSV et en Parquet.",
    "es": "Todos los datos públicos de la coalición en un día: CSV y Parquet.",
    "ar": "جميع البيانات العامة للتحالف في يوم واحد: جداول بصيغتي CSV وParquet.",
}


def datasets() -> list[Dataset]:
    snapshots = [_snapshot(storage.read(name)) for name in storage.names()]
    return [*projection.datasets(), *snapshots]


def _snapshot(snapshot: Snapshot) -> Dataset:
    address = address_of(snapshot.name)
    return Dataset(
        id=address,
        identifier=f"snapshot-{snapshot.name}",
        titles={
            language: title.format(name=snapshot.name)
            for language, title in _TITLES.items()
        },
        descriptions=_DESCRIPTIONS,
        page=f"{settings.PUBLIC_URL}/en/data/{snapshot.name}/",
        distributions=[
            Distribution(
                name,
                address_of(snapshot.name, name),
                *_KINDS[name.rpartition(".")[2]],
                size=file.size,
                sha256=file.sha256,
            )
            for name, file in sorted(snapshot.files.items())
            if name.rpartition(".")[2] in _KINDS
        ],
        theme="SOCI",
        frequency="NEVER",
        licence=settings.LICENCE_URL,
        modified=snapshot.made_at,
        version=snapshot.name,
    )
