"""Indicators as datasets of a catalogue: what they are, from whom, in which files."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from accord.base.discovery import linked
from accord.base.discovery.datasets import Dataset, Distribution, Origin
from accord.observatory import reading, store, taking
from accord.observatory.choosing import Choice
from accord.observatory.models import Indicator, Source
from accord.observatory.sdmx.pages import address_of_indicator

_PARQUET = "application/vnd.apache.parquet"
_SDMX = "application/vnd.sdmx.genericdata+xml"
_FILES = (
    ("csv", "text/csv", "CSV"),
    ("json", "application/json", "JSON"),
    ("parquet", _PARQUET, "PARQUET"),
    ("zip", "application/zip", "ZIP"),
)


def datasets() -> list[Dataset]:
    """Return every indicator that has figures, in the order of the registry."""
    coverage = reading.coverage()
    compiled = store.compiled_at()
    modified = datetime.fromtimestamp(compiled, UTC) if compiled else None
    # An address of the catalogue has one content: files in the main language.
    with override(settings.LANGUAGE_CODE):
        return [
            _dataset(each, coverage[each.code], modified)
            for each in Indicator.objects.for_listing()
            if each.code in coverage
        ]


def _dataset(
    each: Indicator, found: reading.Coverage, modified: datetime | None
) -> Dataset:
    sources = taking.sources_of(each)
    return Dataset(
        id=linked.permanent_id("indicator", each.code),
        identifier=each.code,
        titles=each.names,
        descriptions=each.definition or each.names,
        page=f"{settings.PUBLIC_URL}{each.get_absolute_url()}",
        distributions=_distributions(each.code),
        theme="SOCI",
        frequency="IRREG",
        licence=next((source.licence_url for source in sources), ""),
        keywords=[challenge.names for challenge in each.challenges.all()],
        origins=[_origin(source) for source in sources],
        modified=modified,
        version=taking.edition(),
        first=found.first,
        last=found.last,
    )


def _origin(source: Source) -> Origin:
    return Origin(source.publishers, source.url)


def _distributions(code: str) -> list[Distribution]:
    files = [
        Distribution(
            f"{code}.{ending}",
            f"{settings.PUBLIC_URL}{taking.file_of(code, Choice(), ending)}",
            media_type,
            kind,
        )
        for ending, media_type, kind in _FILES
    ]
    page = reverse("observatory:indicator", args=[code])
    sdmx = address_of_indicator(code)
    return [
        *files,
        Distribution(f"{code} (SDMX)", sdmx, _SDMX, "XML", is_service=True),
        Distribution(
            f"{code} (RDF)", f"{sdmx}?format=turtle", "text/turtle", "RDF_TURTLE"
        ),
        Distribution(
            f"{code} (HTML)", f"{settings.PUBLIC_URL}{page}", "text/html", "HTML"
        ),
    ]
