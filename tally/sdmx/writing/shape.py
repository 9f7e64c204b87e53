"""How the rows of a data message are laid out."""

from dataclasses import dataclass
from typing import TypeAlias

from tally.sdmx.writing.artefacts import (
    ALL_DIMENSIONS,
    MEASURE,
    TIME,
    DataStructure,
)

# The values of the columns of a shape, as text; None where there is none.
Row: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a row, in this order; a part that is not asked for is empty.

    `series` is the key that rows of one series share, `observation` the dimension that
    tells its observations apart. A flat message has no series: all dimensions are at
    the observation. A message of series alone has no `observation`.
    """

    series: tuple[str, ...]
    series_attributes: tuple[str, ...]
    observation: tuple[str, ...]
    measure: str
    attributes: tuple[str, ...]
    # The dimension at the observation as a message names it, even where none is shown.
    at: str = TIME
    action: str = "Information"

    @property
    def after_series(self) -> tuple[str, ...]:
        measure = (self.measure,) if self.measure else ()
        return (*self.observation, *measure, *self.attributes)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.series, *self.series_attributes, *self.after_series)


def shape_of(
    structure: DataStructure,
    *,
    at: str = TIME,
    attributes: frozenset[str] | None = None,
    with_measure: bool = True,
    with_observations: bool = True,
) -> Shape:
    """Return the shape that puts `at` at the observation; None lets all attributes in.

    Without observations only series are told, with the attributes that they have.
    """
    dimensions = tuple(each.id for each in structure.dimensions)
    wanted = [
        each
        for each in structure.attributes
        if attributes is None or each.id in attributes
    ]
    of_series = tuple(each.id for each in wanted if each.of_series)
    others = tuple(each.id for each in wanted if not each.of_series)
    if not with_observations:
        return Shape(dimensions, of_series, (), "", ())
    measure = MEASURE if with_measure else ""
    if at == ALL_DIMENSIONS:
        return Shape((), (), (*dimensions, TIME), measure, of_series + others, at=at)
    key = tuple(each for each in (*dimensions, TIME) if each != at)
    if at != TIME:
        # What a series over time shares, a section through other series does not.
        of_series, others = (), of_series + others
    return Shape(key, of_series, (at,), measure, others, at=at)
