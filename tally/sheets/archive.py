"""Open the archive that an Excel workbook is, without trusting a word of it.

Everything is judged before a parser sees it: first the few bytes at the end that say
how many entries there are, then the list of entries, then each part as it is inflated.
What goes on is a new archive of the parts that were inflated here.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from tally.sheets.model import MEGABYTE, Limits
from tally.sheets.reasons import refuse

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_BYTES_PER_ENTRY = 1_000
_IS_ENCRYPTED = 0x1
_PIECE = 262_144
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
)
# What a reader of tables needs; pictures, charts, comments and other files stay out.
_NEEDED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
_NEEDED_IN = ("xl/worksheets/", "xl/_rels/")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a workbook that were inflated, by name."""

    files: dict[str, bytes]

    def archive(self) -> io.BytesIO:
        """Return them as a new archive, stored as they are."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
            for name, content in self.files.items():
                packed.writestr(zipfile.ZipInfo(name), content)
        target.seek(0)
        return target


def opened(content: bytes, limits: Limits) -> Parts:
    """Return the parts of the workbook that are read, or refuse the file."""
    _check_end(content, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _check_entries(entries, content, limits)
            _check_kind(packed, entries)
            return Parts(_inflated(packed, entries, limits))
    except _DAMAGE as error:
        raise refuse("archive_broken", detail=str(error) or "cut off") from error


def _check_end(content: bytes, limits: Limits) -> None:
    """Judge the number of entries before the list of them is read."""
    place = content.rfind(_END, -(_END_SIZE + _LONGEST_COMMENT))
    if place < 0 or len(content) < place + _END_SIZE:
        raise refuse("archive_broken", detail="cut off")
    entries, size = struct.unpack_from("<HL", content, place + 10)
    if entries > limits.entries or size > limits.entries * _BYTES_PER_ENTRY:
        raise refuse("archive_entries", limit=limits.entries)


def _check_entries(
    entries: list[zipfile.ZipInfo], content: bytes, limits: Limits
) -> None:
    if len(entries) > limits.entries:
        raise refuse("archive_entries", limit=limits.entries)
    declared = sum(entry.file_size for entry in entries)
    if declared > limits.unpacked_megabytes * MEGABYTE:
        raise refuse("archive_large", limit=limits.unpacked_megabytes)
    if declared > limits.ratio * len(content):
        raise refuse("archive_ratio", limit=limits.ratio)
    names: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & _IS_ENCRYPTED:
            raise refuse("encrypted")
        if entry.filename.casefold() in names:
            raise refuse("archive_broken", detail="two parts have the same name")
        if entry.header_offset < end:
            raise refuse("archive_broken", detail="parts lie over each other")
        if _leaves_its_folder(entry):
            raise refuse("archive_broken", detail="a part lies outside")
        names.add(entry.filename.casefold())
        end = entry.header_offset + 30 + entry.compress_size


def _leaves_its_folder(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    is_link = (entry.external_attr >> 28) == 0xA
    return is_link or name.startswith("/") or ":" in name or ".." in name.split("/")


def _check_kind(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Say what else the archive is, or that its workbook holds programs."""
    names = {entry.filename.replace("\\", "/").casefold() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise refuse("macros")
    if any(name.startswith("xl/macrosheets/") for name in names):
        raise refuse("macros")
    if "xl/workbook.bin" in names:
        raise refuse("binary_excel")
    if "xl/workbook.xml" in names:
        return
    if "mimetype" in names:
        with packed.open("mimetype") as file:
            if file.read(100).decode("ascii", "replace").startswith(_OPEN_DOCUMENT):
                raise refuse("open_document")
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise refuse("apple_numbers")
    raise refuse("archive_other")


def _inflated(
    packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = limits.unpacked_megabytes * MEGABYTE
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name not in _NEEDED and not name.startswith(_NEEDED_IN):
            continue
        if not name.endswith((".xml", ".rels")):
            continue
        # By pieces: zipfile stops after the piece that reaches the declared size, and
        # then compares the checksum.
        with packed.open(entry) as file:
            content = b"".join(iter(lambda: file.read(_PIECE), b""))
        left -= len(content)
        if left < 0:
            raise refuse("archive_large", limit=limits.unpacked_megabytes)
        _check_xml(name, content)
        files[name] = content
    kinds = files.get("[Content_Types].xml", b"").lower()
    if b"macroenabled" in kinds or b"vbaproject" in kinds:
        raise refuse("macros")
    return files


def _check_xml(name: str, content: bytes) -> None:
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    is_wide = b"\x00" in content[:200] or content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = start.partition(b"?>")[0].lower()
    is_other = start.startswith(b"<?xml") and (
        b"encoding" in encoding and b"utf-8" not in encoding
    )
    if is_wide or is_other or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refuse("xml_declarations", part=name)
