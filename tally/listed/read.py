"""Read a list from a file, told apart by its content."""

import io
from collections.abc import Iterable
from typing import BinaryIO

from tally.listed import columns, elements
from tally.listed.model import Listed, Listing, Skipped
from tally.listed.reasons import reason, refuse

MEGABYTES = 40


def read(source: BinaryIO) -> Listing:
    """Read a CSV file, an Excel workbook, or the XML of a published list.

    Raises FileRefused, with one sentence, if nothing of the file can be read. Entries
    without a name, or with a number that was there before, are left out with a reason.
    """
    content = source.read(MEGABYTES * 1_000_000 + 1)
    if len(content) > MEGABYTES * 1_000_000:
        raise refuse("too_large", limit=MEGABYTES)
    start = content[:512].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if not start:
        raise refuse("empty")
    if start.startswith(b"<"):
        shape, found = elements.read(io.BytesIO(content))
    else:
        shape, found = columns.read(io.BytesIO(content))
    listing = Listing(shape)
    _sort_out(found, listing)
    if not listing.entries and not listing.skipped:
        raise refuse("empty")
    return listing


def _sort_out(found: Iterable[tuple[int, Listed]], listing: Listing) -> None:
    seen: set[str] = set()
    for place, entry in found:
        if not entry.names:
            listing.skipped.append(Skipped(place, reason("no_name")))
        elif entry.key in seen:
            listing.skipped.append(Skipped(place, reason("twice", key=entry.key)))
        else:
            seen.add(entry.key)
            listing.entries.append(entry)
