"""Files that applicants send: what they may be, and where they lie.

What a file is, its content says; name and declared type are not believed. It is kept
as it came, under its digest, outside everything that the web server hands out, and
leaves as an attachment of its own type only.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accord.base.imports.storage import keep
from accord.joining.models import Paper

MOST_BYTES = 10 * 1024 * 1024
MOST_PAPERS = 20
_MOST_PIXELS = 60_000_000
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
ACCEPTED = ".pdf,.jpg,.jpeg,.png"
_PNG = b"\x89PNG\r\n\x1a\n"
_MARKER, _SCAN = 0xFF, 0xDA
# Start of frame, in each of its kinds (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# The end of a ZIP archive, which may stand before a comment of 64 KiB.
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 2**16 + 22
# What would make a PDF do something when it is opened.
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept."""

    name: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def checked(file: UploadedFile, *, held: int = 0) -> Checked:
    """Return the file if it may be kept; ValidationError says why it may not."""
    name = _tidy(file.name or "")
    if held >= MOST_PAPERS:
        raise _refusal(
            _("An application holds %(count)s papers at most. Remove one first."),
            count=MOST_PAPERS,
        )
    if (file.size or 0) > MOST_BYTES:
        raise _refusal(
            _(
                "“%(name)s” is larger than %(size)s MB. Scan it in grey at 150 dots"
                " per inch, or send the pages that matter."
            ),
            name=name,
            size=MOST_BYTES // 1024**2,
        )
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise _refusal(
            _("“%(name)s” is empty. Open it on your device, and save it again."),
            name=name,
        )
    media_type = _type_of(content)
    if media_type is None:
        raise _refusal(
            _("“%(name)s” is no PDF, JPEG or PNG file. Save it as a PDF."), name=name
        )
    stem = PurePath(name).stem or "paper"
    return Checked(f"{stem[:200]}.{ENDINGS[media_type]}", media_type, content)


def _type_of(content: bytes) -> str | None:
    for media_type, is_whole in _WHOLE.items():
        if is_whole(content):
            return media_type
    return None


def _is_pdf(content: bytes) -> bool:
    """Say whether it is a PDF from its first byte to its last, that does nothing."""
    _before, marker, after = content.rpartition(b"%%EOF")
    return (
        content.startswith(b"%PDF-")
        and bool(marker)
        and not after.strip(b"\r\n\0 ")
        and _ZIP_END not in content[-_ZIP_TAIL:]
        and not _ACTIVE.search(content)
    )


def _is_png(content: bytes) -> bool:
    """Say whether it is one whole PNG image, chunk by chunk."""
    if not content.startswith(_PNG):
        return False
    at, kinds = len(_PNG), []
    while at + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + size
        if end > len(content):
            return False
        (told,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(content[at + 4 : end - 4]) != told:
            return False
        kinds.append(kind)
        at = end
        if kind == b"IEND":
            break
    if at != len(content) or not kinds or (kinds[0], kinds[-1]) != (b"IHDR", b"IEND"):
        return False
    return b"IDAT" in kinds and _can_be_shown(*struct.unpack_from(">II", content, 16))


def _is_jpeg(content: bytes) -> bool:
    """Say whether it is one whole JPEG image: segments, a frame, a scan, an end."""
    if not content.startswith(b"\xff\xd8\xff") or not content.endswith(b"\xff\xd9"):
        return False
    at, is_shown = 2, False
    while at + 4 <= len(content) and content[at] == _MARKER:
        marker = content[at + 1]
        (size,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES and at + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, at + 5)
            is_shown = _can_be_shown(width, height)
        if marker == _SCAN:
            return is_shown
        at += 2 + size
    return False


def _can_be_shown(width: int, height: int) -> bool:
    return 0 < width * height <= _MOST_PIXELS


_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "application/pdf": _is_pdf,
    "image/jpeg": _is_jpeg,
    "image/png": _is_png,
}


def _tidy(name: str) -> str:
    """Return a name without folders and without what cannot be seen."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(
        each for each in last if unicodedata.category(each)[0] != "C"
    ).strip()


def _refusal(sentence: str, **values: object) -> ValidationError:
    return ValidationError(sentence, "paper", params=values)


def path_of(digest: str) -> Path:
    """Return where the file of that digest lies."""
    return Path(settings.PAPERS_FOLDER) / digest[:2] / digest


def store(paper: Checked) -> None:
    """Write the file under its digest; what is there already stays."""
    path = path_of(paper.digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    keep(path.parent, [paper.content], path_of)


def forget(digest: str) -> None:
    """Delete the file of that digest unless some paper still names it."""
    if not Paper.objects.filter(digest=digest).exists():
        path_of(digest).unlink(missing_ok=True)
