"""From which value progress is counted."""

from tally.progress.model import Course, Point

# Surveys that come every four years or less often may be counted from the year before.
_RARE = 4


def baseline(course: Course) -> Point | None:
    """Return the point of the baseline year, or the one that stands for it.

    That is the first after it; where points lie four years apart or more on average,
    one of the year before stands first (Open SDG's rule). None where there is none.
    """
    year = course.baseline_year
    by_year = {each.year: each for each in course.points}
    if year in by_year:
        return by_year[year]
    if year - 1 in by_year and _interval(course) >= _RARE:
        return by_year[year - 1]
    return next((each for each in course.points if each.year > year), None)


def _interval(course: Course) -> float:
    years = [each.year for each in course.points]
    return (years[-1] - years[0]) / (len(years) - 1) if len(years) > 1 else 0.0
