"""Lists of persons and organizations that somebody barred, as they are published."""

from tally.listed.model import Kind, Listed, Listing, Skipped
from tally.listed.read import read
from tally.listed.reasons import FileRefused, Reason

__all__ = ["FileRefused", "Kind", "Listed", "Listing", "Reason", "Skipped", "read"]
