"""The figures of an indicator as files: CSV, JSON, metadata, and all in one ZIP."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.atlas.models import Country, Region
from accord.observatory import (
    columns,
    describing,
    packages,
    reading,
    showing,
    taking,
)
from accord.observatory.choosing import Choice
from accord.observatory.columns import COLUMNS
from accord.observatory.models import Indicator, Source
from accord.observatory.packages import Written
from accord.observatory.reading import Observation
from tally.sheets import csv_lines

_BETWEEN = b",\n"
_CHUNK = 16_384
# The earliest moment a ZIP knows: the same figures give the same bytes.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Bundle:
    """The figures of one choice, ready to be written; all lines with `every`."""

    indicator: Indicator
    choice: Choice
    every: bool = False

    def observations(self) -> Iterator[Observation]:
        return showing.each_line(self.indicator.code, self.choice, every=self.every)

    def rows(self) -> Iterator[list[Any]]:
        """Yield what the files say of each observation, in the order of COLUMNS."""
        names = _names()
        sources = {each.code: each for each in Source.objects.all()}
        for told in self.observations():
            beside = columns.beside(names, sources.get(told.source), told)
            yield [each.value_of(told, beside) for each in COLUMNS]

    def csv(self) -> Iterator[bytes]:
        """Write for people and programs alike: names of columns never change."""
        header = [each.name for each in COLUMNS]
        return csv_lines(header, map(columns.cells, self.rows()), guarded=True)

    def json(self) -> Iterator[bytes]:
        """Write one JSON object with an observation a line."""
        start = json.dumps(self.head(), ensure_ascii=False)[:-1]
        waiting, size = [f'{start}, "observations": [\n'.encode()], 0
        names = [each.name for each in COLUMNS]
        for count, row in enumerate(self.rows()):
            told = dict(zip(names, row, strict=True))
            line = json.dumps(told, ensure_ascii=False).encode()
            waiting.append(_BETWEEN + line if count else line)
            size += len(line)
            if size >= _CHUNK:
                yield b"".join(waiting)
                waiting, size = [], 0
        yield b"".join([*waiting, b"\n]}\n"])

    def parquet(self) -> bytes:
        """Return all lines of the indicator, whatever was chosen."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "figures.parquet"
            reading.write_parquet(self.indicator.code, path)
            return path.read_bytes()

    def head(self) -> dict[str, Any]:
        """Return what stands before the observations: what they are and from whom."""
        indicator = self.indicator
        return {
            "indicator": indicator.code,
            "name": indicator.name,
            "title": taking.title_of(indicator, self.choice),
            "url": self.page,
            "unit": indicator.unit.code,
            "sources": [describing.source(s) for s in taking.sources_of(indicator)],
            "edition": taking.edition(),
            "chosen": self.choice.query,
        }

    def metadata(self) -> bytes:
        return _json(describing.metadata(self.indicator))

    def write_zip(self, file: IO[bytes]) -> None:
        """Write data, what describes it, and a text to read first.

        Same figures, same bytes.
        """
        name = f"{self.indicator.code}.csv"
        indicator, sources = self.indicator, self.sources
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            self._add(bundle, "README.txt", [self.read_me().encode()])
            written = self._add(bundle, name, self.csv())
            self._add(bundle, "metadata.json", [self.metadata()])
            package = packages.data_package(indicator, self.page, sources, written)
            table = packages.csvw(indicator, sources, name)
            self._add(bundle, "datapackage.json", [_json(package)])
            self._add(bundle, f"{name}-metadata.json", [_json(table)])

    def _add(
        self, bundle: zipfile.ZipFile, name: str, chunks: Iterable[bytes]
    ) -> Written:
        entry = zipfile.ZipInfo(name, _NO_MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = _READABLE
        digest, size = hashlib.sha256(), 0
        with bundle.open(entry, "w") as part:
            for chunk in chunks:
                part.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return Written(name, size, digest.hexdigest())

    @property
    def sources(self) -> Sequence[Source]:
        return taking.sources_of(self.indicator)

    def beside(self, ending: str) -> str:
        """The whole address of the same in another format."""
        path = taking.file_of(self.indicator.code, self.choice, ending)
        return f"{settings.PUBLIC_URL}{path}"

    @property
    def page(self) -> str:
        path = self.indicator.get_absolute_url()
        return f"{settings.PUBLIC_URL}{path}{self.choice.asked}"

    def read_me(self) -> str:
        """Return what to know of the files, in the language of the address."""
        indicator = self.indicator
        parts = [
            taking.title_of(indicator, self.choice),
            indicator.meaning,
            _("Address: {address}").format(address=self.page),
            _("Edition of the figures: {edition}").format(edition=taking.edition()),
            _("Unit: {unit}").format(unit=indicator.unit.name),
            *(
                [_("What to beware of: {caveat}").format(caveat=indicator.caveat)]
                if indicator.caveat
                else []
            ),
            _("Sources and their terms"),
            *(
                f"- {taking.attribution(each)} {each.licence_url}".rstrip()
                for each in taking.sources_of(indicator)
            ),
            _("Files"),
            _("- {name}: the values, one a line, in UTF-8").format(
                name=f"{indicator.code}.csv"
            ),
            _(
                "- metadata.json: definitions, sources, vintages with their digests, "
                "flags and columns, in all languages"
            ),
            _(
                "- datapackage.json and {name}-metadata.json: the same file for "
                "programs, as Data Package and CSV on the Web"
            ).format(name=f"{indicator.code}.csv"),
            _("Columns"),
            *(f"- {each.name}: {each.meaning}" for each in COLUMNS),
        ]
        return (
            "\n\n".join(each for each in parts if each).replace("\n\n- ", "\n- ") + "\n"
        )


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _names() -> dict[str, str]:
    """Return the name of every country and region, in two queries."""
    records: list[Country | Region] = [
        *Country.objects.only("names"),
        *Region.objects.only("names"),
    ]
    return {each.pk: each.name for each in records}


def file_name(indicator: Indicator, ending: str, choice: Choice) -> str:
    """Return a name that says what is in the file, and in which language."""
    selection = "-selection" if choice.query else ""
    return f"{indicator.code}{selection}-{get_language()}.{ending}"
