"""Where sent IATI files lie, and the lines of what was worked out from them."""

from accord.actions.models import ImportFile
from accord.base.imports.storage import Line, Storage

__all__ = ["STORAGE", "Line"]

STORAGE = Storage(ImportFile, "imports", ".xml")
