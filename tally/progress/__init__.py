"""Whether things get better, and fast enough: trends, and progress to a target.

`trend` says which way a line went lately. `assess` judges a course by four published
rules side by side; where they disagree, that is a finding. `with_probabilities` says
how sure a verdict is. Nothing here knows of indicators, pages or languages.
"""

from tally.progress.baseline import baseline
from tally.progress.model import Z_95, Assessment, Course, Point, Rule, Verdict, Why
from tally.progress.rules import CUTS, CUTS_WITHOUT_TARGET, assess, assess_by
from tally.progress.trend import Step, Trend, Way, trend
from tally.progress.uncertainty import growth_error, with_probabilities

__all__ = [
    "CUTS",
    "CUTS_WITHOUT_TARGET",
    "Z_95",
    "Assessment",
    "Course",
    "Point",
    "Rule",
    "Step",
    "Trend",
    "Verdict",
    "Way",
    "Why",
    "assess",
    "assess_by",
    "baseline",
    "growth_error",
    "trend",
    "with_probabilities",
]
