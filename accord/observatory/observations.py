"""One published value, as every surface reads it."""

from dataclasses import dataclass, fields

from tally.progress import Z_95


@dataclass(frozen=True, slots=True)
class Observation:
    """One published value, or a missing one with its kind.

    `area` is an ISO alpha-3 code, the three digits of an M49 region ("001" is the
    world) or a source's own group. `definition` keeps apart what must not share a line.
    `basis` is reported, modelled or projected; `status` a letter of CL_OBS_STATUS;
    `nature` that of the UN's database; `unit` is the source's word, the value is in the
    unit of the indicator. `vintage` is a reference, `series` and `source`
    are where the value comes from; `survey` is the source's own name of the survey or
    register behind it. `breaks` says that the value does not compare with the one
    before it on its line: the source marks a break, or another survey speaks.
    """

    indicator: str
    area: str
    area_kind: str
    time: str
    year: int
    sex: str
    age: str
    dimensions: str
    definition: str
    headline: bool
    value: float | None
    missing: str
    lower: float | None
    upper: float | None
    unit: str
    status: str
    nature: str
    basis: str
    source: str
    series: str
    vintage: str
    source_note: str
    survey: str = ""
    breaks: bool = False

    @property
    def error(self) -> float | None:
        """The standard error behind the interval, where the source gives one."""
        if self.lower is None or self.upper is None:
            return None
        return (self.upper - self.lower) / (2 * Z_95)


COLUMNS = tuple(field.name for field in fields(Observation))
# Where an observation stands among those of its indicator: by area, line and time.
PLACE = ("area", "definition", "sex", "age", "dimensions", "time")

# The last headline value of each indicator in each area; projections are none.
LAST_OF_EACH = (
    "headline AND value IS NOT NULL AND basis <> 'projected'"
    " QUALIFY row_number() OVER (PARTITION BY indicator, area"
    " ORDER BY time DESC, definition DESC) = 1"
)


def place_of(observation: Observation) -> list[str]:
    """Return where an observation stands among those of its indicator."""
    return [getattr(observation, name) for name in PLACE]
