"""Where figures come from, and what they say."""

from accord.observatory.models.arriving import Correction, SeriesFile
from accord.observatory.models.indicators import Indicator, Line, Unit
from accord.observatory.models.vintages import Source, Vintage, VintageSeries

__all__ = [
    "Correction",
    "Indicator",
    "Line",
    "SeriesFile",
    "Source",
    "Unit",
    "Vintage",
    "VintageSeries",
]
