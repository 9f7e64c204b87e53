"""Read a table from a spreadsheet file, whatever its name says it is."""

from typing import BinaryIO

from tally.sheets import separated, workbook
from tally.sheets.model import MEGABYTE, Limits, Sheet
from tally.sheets.reasons import refuse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
# How files that are no tables begin, and the names of their formats.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"PAR1", "Parquet"),
    (b"<", "HTML / XML"),
    (b"{", "JSON"),
    (b"[{", "JSON"),
)


def read(source: BinaryIO, name: str = "", *, limits: Limits | None = None) -> Sheet:
    """Read the table of a CSV file or Excel workbook, told apart by content.

    Raises FileRefused, with one sentence, if the file as a whole cannot be read; never
    another exception for any bytes. `name` is for people only.
    """
    limits = limits or Limits()
    content = source.read(limits.megabytes * MEGABYTE + 1)
    if len(content) > limits.megabytes * MEGABYTE:
        raise refuse("too_large", limit=limits.megabytes)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return workbook.read(content, name, limits)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not content.strip():
        raise refuse("empty")
    if content.startswith(_OLE):
        is_locked = _ENCRYPTED_PART in content
        raise refuse("encrypted" if is_locked else "old_excel")
    for signature, what in _OTHERS:
        if start.startswith(signature):
            raise refuse("not_a_table", format=what)
    return separated.read(content, name, limits)
