"""The formats that every list and record can be taken away in."""

from enum import StrEnum

from django.urls import register_converter
from django.urls.converters import StringConverter


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    # What CSV on the Web calls the description of a table, beside the table.
    METADATA = "csv-metadata.json"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8; header=present",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
    Format.METADATA: "application/csvm+json",
}


class FileFormatConverter(StringConverter):
    """The end of an address: `actions.<file_format:format>`."""

    regex = r"csv-metadata\.json|csv|xlsx|json"

    def to_python(self, value: str) -> Format:
        return Format(value)


register_converter(FileFormatConverter, "file_format")
