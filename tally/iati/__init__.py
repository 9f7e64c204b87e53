"""IATI activity files, versions 2.01 to 2.03: `read` them, one activity at a time."""

from tally.iati.model import Activity, Notice, Refusal, Where
from tally.iati.read import Reading, read
from tally.iati.reasons import FileRefused, Reason

__all__ = [
    "Activity",
    "FileRefused",
    "Notice",
    "Reading",
    "Reason",
    "Refusal",
    "Where",
    "read",
]
