"""What waits of the observatory: files of series that somebody has to agree to."""

from datetime import date

from django.utils.translation import gettext_lazy

from accord.base.actor import Actor
from accord.base.waiting import On, Source, Waiting, register
from accord.observatory.access import may_import_series
from accord.observatory.models import SeriesFile


def files(reader: Actor, on: date) -> list[Waiting]:
    """Return the files whose preview waits for an answer; one query."""
    if not may_import_series(reader, on):
        return []
    found = SeriesFile.objects.filter(
        planned_at__isnull=False, confirmed_at=None, refusal={}
    ).select_related("source")
    return [
        Waiting(
            key=f"observatory:file-{each.pk}:agree",
            kind="series-file",
            title=each.name,
            url=each.get_absolute_url(),
            organization=str(each.source.name) if each.source else "",
            on=On.OFFICE,
            since=each.planned_at,
        )
        for each in found
        if each.planned_at
    ]


register(
    Source(
        "series-file",
        gettext_lazy("File of series to agree to"),
        for_office=files,
        may_recall=may_import_series,
    )
)
