"""Official series: recognise a file, convert it to tidy Parquet, compare two."""

from tally.series.convert import convert
from tally.series.layout import Facet, Layout, Plan, Sample, Table
from tally.series.model import Limits, Refusal, Report, SeriesFound
from tally.series.reasons import CellRefused, FileRefused, Reason
from tally.series.recognise import recognise

__all__ = [
    "CellRefused",
    "Facet",
    "FileRefused",
    "Layout",
    "Limits",
    "Plan",
    "Reason",
    "Refusal",
    "Report",
    "Sample",
    "SeriesFound",
    "Table",
    "convert",
    "recognise",
]
