"""Official series: recognise a file, convert it to tidy Parquet, compare two."""

from tally.series.comparing import Change, Comparison, Counts, Kind, compare
from tally.series.convert import convert
from tally.series.layout import Facet, Layout, Plan, Sample, Table
from tally.series.model import Limits, Refusal, Report, SeriesFound
from tally.series.reasons import CellRefused, FileRefused, Reason
from tally.series.recognise import recognise

__all__ = [
    "CellRefused",
    "Change",
    "Comparison",
    "Counts",
    "Facet",
    "FileRefused",
    "Kind",
    "Layout",
    "Limits",
    "Plan",
    "Reason",
    "Refusal",
    "Report",
    "Sample",
    "SeriesFound",
    "Table",
    "compare",
    "convert",
    "recognise",
]
