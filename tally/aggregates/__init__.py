"""Figures of regions and of the world from those of countries, with their coverage.

A ratio is weighted by its own denominator; a count is raised to the whole. What covers
less than half of the denominator is not published; below 0.66 it is flagged.
Ginis and medians are not aggregated here: no average of them means anything.
"""

from tally.aggregates.coverage import FLAGGED_BELOW, LEAST, Coverage
from tally.aggregates.means import Aggregate, Value, total, weighted_mean
from tally.aggregates.windows import nearest

__all__ = [
    "FLAGGED_BELOW",
    "LEAST",
    "Aggregate",
    "Coverage",
    "Value",
    "nearest",
    "total",
    "weighted_mean",
]
