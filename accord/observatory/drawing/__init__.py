"""Figures of the observatory: chart = table = sentence, made from the same values.

Each function takes an indicator (`Subject.of(indicator)`, its unit loaded) and
observations of `reading`, and returns a `components.Figure` in the reader's language,
with source, attribution, licence and a legend of the flags that occur. Areas and
sources are looked up in a `Background`; a page with several figures makes one and gives
it to all (`Background.of(observations)`, four queries). `which` names the figure on its
page and where its values can be had:

    background = Background.of(observations)
    trend_figure(Subject.of(indicator), observations, background,
                 Which("trend", csv_url=…))

| Function | Draws |
|---|---|
| `trend_figure` | lines over time of up to six areas, sexes or definitions |
| `comparison_figure` | the latest values of a few areas, with their intervals |
| `distribution_figure` | all areas on one scale, some of them named |
| `map_figure` | the latest values on the world map |
| `breakdown_figure` | one area's latest values by sex or by age |
| `courses_figure` | the courses of all areas, a panel a region, some named; large |
| `country_small` | one area's value, its course and an arrow, for a profile |
"""

from accord.observatory.drawing.courses import courses_figure
from accord.observatory.drawing.frame import Which
from accord.observatory.drawing.groups import breakdown_figure, comparison_figure
from accord.observatory.drawing.places import distribution_figure, map_figure
from accord.observatory.drawing.small import Small, country_small
from accord.observatory.drawing.trends import trend_figure

__all__ = [
    "Small",
    "Which",
    "breakdown_figure",
    "comparison_figure",
    "country_small",
    "courses_figure",
    "distribution_figure",
    "map_figure",
    "trend_figure",
]
