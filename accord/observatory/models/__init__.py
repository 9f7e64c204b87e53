"""Where figures come from, and what they say."""

from accord.observatory.models.indicators import Indicator, Line, Unit
from accord.observatory.models.vintages import Source, Vintage, VintageSeries

__all__ = ["Indicator", "Line", "Source", "Unit", "Vintage", "VintageSeries"]
