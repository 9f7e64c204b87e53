"""The world map: where a place lies on it, and how values are shown on it.

The projection is Equal Earth (B. Šavrič, T. Patterson and B. Jenny, 2018, "The Equal
Earth map projection", doi:10.1080/13658816.2018.1504949): areas keep their size, so
that a country counts for what it is. The map is centred on 11° East, which cuts no
continent: its edge runs through the Bering Strait. Antarctica is left out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

CENTRE = 11.0
WIDTH = 960.0
NORTH, SOUTH = 84.0, -56.5
STEPS, STRONGEST = 4, 5

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_ROOT_3 = sqrt(3)


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees onto the unit sphere's plane: x to the east, y to the north.

    `longitude` counts from the central meridian and stays within ±180.
    """
    theta = asin(_ROOT_3 / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = 2 * _ROOT_3 * radians(longitude) * cos(theta) / (3 * slope)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y


_SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
_TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((_TOP - equal_earth(0, SOUTH)[1]) * _SCALE, 1)


def unwrapped(longitude: float) -> float:
    """Return degrees from the central meridian, within ±180."""
    return (longitude - CENTRE + 180) % 360 - 180


def on_sheet(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the place on the map of degrees counted from the central meridian."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x from the left and y from the top, in a map WIDTH by HEIGHT."""
    x, y = on_sheet(unwrapped(longitude), latitude)
    return round(x, 1), round(y, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A country as the map needs it. Degrees are those of a point inside it."""

    iso3: str
    name: str
    longitude: float
    latitude: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One country on the map: its outline or, where it is too small, a dot.

    `level` is a step of the five-step scale for a count, or the kind itself where the
    value is a word.
    """

    iso3: str
    name: str
    value: int | str
    level: int | str
    href: str
    x: float
    y: float

    @property
    def count(self) -> int | None:
        """The value where it is a count."""
        return self.value if isinstance(self.value, int) else None


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the legend: the counts from `least` to `most` are at `level`."""

    level: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class WorldMap:
    """What a template draws: outlines, dots above them, a legend, a table.

    Widths and heights are in the units of the viewBox.
    """

    areas: tuple[Mark, ...]
    dots: tuple[Mark, ...]
    legend: tuple[Step, ...]
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def marks(self) -> list[Mark]:
        """Every country with a value, the largest counts first, then by name."""
        return sorted(
            (*self.areas, *self.dots), key=lambda mark: (-(mark.count or 0), mark.name)
        )


def steps(counts: Iterable[int]) -> tuple[Step, ...]:
    """Divide positive counts into at most four steps of about as many countries each.

    Equal counts are never parted, so there may be fewer steps.
    """
    ordered = sorted(count for count in counts if count > 0)
    if not ordered:
        return ()
    starts = sorted({ordered[len(ordered) * part // STEPS] for part in range(STEPS)})
    ends = [max(c for c in ordered if c < start) for start in starts[1:]]
    # A few steps take the strongest tones, so that they stand out from the land.
    first = STRONGEST - len(starts) + 1
    return tuple(
        Step(first + index, least, most)
        for index, (least, most) in enumerate(
            zip(starts, [*ends, ordered[-1]], strict=True)
        )
    )


def world_map(
    values: Mapping[str, int | str],
    places: Iterable[Place],
    *,
    outlined: Collection[str] | None = None,
) -> WorldMap:
    """Return the map of `values` by ISO alpha-3 code.

    Counts of zero are not marked. A code without a place is refused with KeyError,
    so that no country is lost silently. `outlined` are the codes that the base map
    has an outline for.
    """
    outlined = OUTLINED if outlined is None else outlined
    by_code = {item.iso3: item for item in places}
    legend = steps(value for value in values.values() if isinstance(value, int))
    mark = _marker(legend)
    marks = [mark(by_code[iso3], value) for iso3, value in values.items() if value != 0]
    return WorldMap(
        areas=tuple(item for item in marks if item.iso3 in outlined),
        dots=tuple(item for item in marks if item.iso3 not in outlined),
        legend=legend,
    )


def _marker(legend: tuple[Step, ...]) -> Callable[[Place, int | str], Mark]:
    def mark(item: Place, value: int | str) -> Mark:
        level: int | str = value
        if isinstance(value, int):
            level = next(step.level for step in legend if value <= step.most)
        x, y = place(item.longitude, item.latitude)
        return Mark(item.iso3, item.name, value, level, item.href, x, y)

    return mark


# The countries of accord/atlas/static/atlas/world.svg, where an outline's id is the
# code. All others are too small for its scale (1:110 million) and are drawn as dots.
_OUTLINED = (
    "AFG AGO ALB ARE ARG ARM ATF AUS AUT AZE BDI BEL BEN BFA BGD BGR BHS BIH BLR "
    "BLZ BOL BRA BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL CRI CUB CYP "
    "CZE DEU DJI DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA GAB GBR "
    "GEO GHA GIN GMB GNB GNQ GRC GRL GTM GUF GUY HND HRV HTI HUN IDN IND IRL IRN "
    "IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KOR KWT LAO LBN LBR LBY LKA LSO "
    "LTU LUX LVA MAR MDA MDG MEX MKD MLI MMR MNE MNG MOZ MRT MWI MYS NAM NCL NER "
    "NGA NIC NLD NOR NPL NZL OMN PAK PAN PER PHL PNG POL PRI PRK PRT PRY PSE QAT "
    "ROU RUS RWA SAU SDN SEN SJM SLB SLE SLV SOM SRB SSD SUR SVK SVN SWE SWZ SYR "
    "TCD TGO THA TJK TKM TLS TTO TUN TUR TZA UGA UKR URY USA UZB VEN VNM VUT YEM "
    "ZAF ZMB ZWE "
)
OUTLINED = frozenset(_OUTLINED.split())
