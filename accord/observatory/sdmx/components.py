"""The dimensions, attributes and measure of the figures, and the columns of each."""

from dataclasses import dataclass

from tally.sdmx.writing.artefacts import MEASURE, TIME, Component

_FREQUENCY = (
    "CASE WHEN time LIKE '%-Q%' THEN 'Q' WHEN length(time) = 7 THEN 'M' ELSE 'A' END"
)
# Of a missing value, the status says why it is missing.
_STATUS = (
    "CASE WHEN value IS NULL THEN coalesce(nullif(missing, ''), 'M')"
    " ELSE coalesce(nullif(status, ''), 'A') END"
)
# What has the length of a month and is none counts as January, so that nothing fails.
_MONTH = "coalesce(least(nullif(try_cast(right(time, 2) AS INTEGER), 0), 12), 1)"
# The first and the last day of the period of an observation.
BEGINS = (
    "CASE WHEN time LIKE '%-Q%'"
    " THEN make_date(year, 3 * right(time, 1)::INTEGER - 2, 1)"
    f" WHEN length(time) = 7 THEN make_date(year, {_MONTH}, 1)"
    " ELSE make_date(year, 1, 1) END"
)
ENDS = (
    "CASE WHEN time LIKE '%-Q%' THEN"
    " last_day(make_date(year, 3 * right(time, 1)::INTEGER, 1))"
    f" WHEN length(time) = 7 THEN last_day(make_date(year, {_MONTH}, 1))"
    " ELSE make_date(year, 12, 31) END"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A component with the SQL of its value in the figures."""

    component: Component
    sql: str

    @property
    def is_number(self) -> bool:
        return self.component.text == "Double"


def _coded(name: str, sql: str, *, of_series: bool = False) -> Figure:
    return Figure(Component(name, f"CL_{name}", of_series=of_series), sql)


DIMENSIONS = (
    _coded("FREQ", _FREQUENCY),
    _coded("REF_AREA", "area"),
    _coded("INDICATOR", "indicator"),
    _coded("SEX", "sex"),
    _coded("AGE", "age"),
    _coded("BREAKDOWN", "dimensions"),
    _coded("DEFINITION", "definition"),
)
ATTRIBUTES = (
    # Values are in the unit of their indicator; the book leads from one to the other.
    _coded("UNIT_MEASURE", "indicator", of_series=True),
    _coded("OBS_STATUS", _STATUS),
    _coded("NATURE", "nullif(nature, '')"),
    _coded("BASIS", "basis"),
    Figure(Component("TIME_SERIES_BREAK", text="Boolean"), "breaks"),
    Figure(Component("HEADLINE", text="Boolean"), "headline"),
    Figure(Component("LOWER_BOUND", text="Double"), "lower"),
    Figure(Component("UPPER_BOUND", text="Double"), "upper"),
    _coded("DATA_SOURCE", "source"),
    Figure(Component("SERIES_CODE"), "series"),
    Figure(Component("SOURCE_UNIT"), "nullif(unit, '')"),
    Figure(Component("SURVEY"), "nullif(survey, '')"),
    Figure(Component("VINTAGE"), "vintage"),
    Figure(Component("COMMENT_OBS"), "nullif(source_note, '')"),
)
MEASURES = (Figure(Component(MEASURE, text="Double"), "value"),)
PERIODS = (Figure(Component(TIME, text="ObservationalTimePeriod"), "time"),)
ALL = {
    each.component.id: each for each in (*DIMENSIONS, *PERIODS, *MEASURES, *ATTRIBUTES)
}
CODED = tuple(name for name, each in ALL.items() if each.component.codelist)
