"""Make the world map and the countries' points from Natural Earth's TopoJSON.

Natural Earth draws lines of control. Where the United Nations draws otherwise and the
file allows, the map follows the United Nations: see README.md.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tally.charts import maps

Point = tuple[float, float]
Ring = list[Point]

GRID = 28
SMALLEST = 0.35  # square units of the map: islands below are not worth their bytes


def build_world(topology: Path, codes: dict[str, str], target: Path) -> None:
    """Write the map: one path for each country, all of them inside #land."""
    shapes: dict[str, list[str]] = {}
    for iso3, ring in rings(topology, codes):
        for part in cut(ring):
            outline = path_of([maps.on_sheet(*point) for point in part])
            if outline:
                shapes.setdefault(iso3, []).append(outline)
    lines = [
        f'<path id="{iso3}" d="{"".join(shapes[iso3])}"/>'
        for iso3 in sorted(shapes)
        if iso3
    ]
    # Areas without a code are land, and no country's: nothing can refer to them.
    lines.append(f'<path d="{"".join(shapes[""])}"/>')
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {maps.WIDTH:g} {maps.HEIGHT:g}">\n<g id="land">\n'
        + "\n".join(lines)
        + "\n</g>\n</svg>\n",
        encoding="utf-8",
    )


def rings(topology: Path, codes: dict[str, str]) -> Iterator[tuple[str, Ring]]:
    """Yield (ISO code or "", ring in degrees) of each piece of land."""
    for m49, pieces in read_shapes(topology).items():
        iso3 = codes.get(m49, "")
        for polygon in pieces:
            for ring in polygon:
                owner = whose(iso3, m49, ring)
                if owner != "ATA":
                    yield owner, ring


def whose(iso3: str, m49: str, ring: Ring) -> str:
    """Return the area of M49 that a piece of land belongs to."""
    longitude, latitude = middle_of_box(ring)
    if iso3 == "RUS" and 32 < longitude < 37 and 44 < latitude < 46.5:
        return "UKR"  # A/RES/68/262
    if iso3 == "FRA" and longitude < -50:
        return "GUF"
    if iso3 == "NOR" and latitude > 74:
        return "SJM"
    if m49 == "158":
        return "CHN"  # M49 has no area of its own for it
    return iso3


def read_shapes(topology: Path) -> dict[str, list[list[Ring]]]:
    """Return the polygons by M49 code; those without one are under ""."""
    data = json.loads(topology.read_text("utf-8"))
    arcs = [decoded(arc, data["transform"]) for arc in data["arcs"]]
    shapes: dict[str, list[list[Ring]]] = {}
    for geometry in data["objects"]["countries"]["geometries"]:
        several = geometry["type"] == "MultiPolygon"
        polygons = geometry["arcs"] if several else [geometry["arcs"]]
        shapes.setdefault(geometry.get("id", ""), []).extend(
            [joined(indexes, arcs) for indexes in polygon] for polygon in polygons
        )
    return shapes


def decoded(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def joined(indexes: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def around(ring: Ring, centre: float) -> Ring:
    """Return the ring in unbroken degrees from a meridian: no jump at ±180."""
    first = (ring[0][0] - centre + 180) % 360 - 180
    degrees = [first]
    for (before, _), (after, _) in pairwise(ring):
        degrees.append(degrees[-1] + (after - before + 180) % 360 - 180)
    return [(x, y) for x, (_, y) in zip(degrees, ring, strict=True)]


def cut(ring: Ring) -> list[Ring]:
    """Return the parts of a ring on the sheet, in degrees from its centre."""
    whole = around(ring, maps.CENTRE)
    parts = []
    for turn in (-360, 0, 360):
        moved = [(x + turn, y) for x, y in whole]
        part = clipped(clipped(moved, 180, keep_below=True), -180, keep_below=False)
        if len(part) > 2:
            parts.append(part)
    return parts


def clipped(ring: Ring, edge: float, *, keep_below: bool) -> Ring:
    """Cut a closed ring at a meridian (Sutherland and Hodgman, 1974)."""

    def is_kept(point: Point) -> bool:
        return point[0] <= edge if keep_below else point[0] >= edge

    kept: Ring = []
    for before, after in zip([*ring[-1:], *ring], ring, strict=False):
        if is_kept(before) != is_kept(after):
            share = (edge - before[0]) / (after[0] - before[0])
            kept.append((edge, before[1] + share * (after[1] - before[1])))
        if is_kept(after):
            kept.append(after)
    return kept


def path_of(points: Ring) -> str:
    """Return the points as path data in tenths of a unit, or "" if it is a speck."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    corners = [
        point
        for point, before in zip(tenths, [None, *tenths], strict=False)
        if point != before
    ]
    if corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3 or abs(area(corners)) / 100 < SMALLEST:
        return ""
    steps = [
        (x - a, y - b) for (x, y), (a, b) in zip(corners[1:], corners, strict=False)
    ]
    start = f"M{number(corners[0][0])}{signed(corners[0][1])}"
    return (
        start
        + "l"
        + "".join(
            (number(x) if index == 0 else signed(x)) + signed(y)
            for index, (x, y) in enumerate(steps)
        )
        + "z"
    )


def number(tenths: int) -> str:
    """Return tenths as the shortest decimal: 5 is ".5", 20 is "2"."""
    text = f"{abs(tenths) // 10 or ''}" + (
        f".{abs(tenths) % 10}" if tenths % 10 else ""
    )
    return ("-" if tenths < 0 else "") + (text or "0")


def signed(tenths: int) -> str:
    return number(tenths) if tenths < 0 else " " + number(tenths)


def area(ring: Sequence[tuple[float, float]]) -> float:
    """Return the signed area of a closed ring."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * b - a * y for (x, y), (a, b) in pairs) / 2


def middle_of_box(ring: Ring) -> Point:
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def points(
    coarse: Path, fine: Path, codes: dict[str, str], by_hand: dict[str, list[float]]
) -> dict[str, tuple[float, float]]:
    """Return (latitude, longitude) inside the largest piece of land of each country.

    The coarse file is enough for those it has; the fine one has the small ones.
    """
    largest: dict[str, Ring] = {}
    for topology in (coarse, fine):
        known = set(largest)
        for iso3, ring in rings(topology, codes):
            if iso3 and iso3 not in known:
                old = largest.get(iso3)
                if old is None or abs(area(around(ring, 0))) > abs(area(old)):
                    largest[iso3] = around(ring, 0)
    found = {iso3: innermost(ring) for iso3, ring in largest.items()}
    return found | {iso3: (lat, lon) for iso3, (lat, lon) in by_hand.items()}


def innermost(ring: Ring) -> tuple[float, float]:
    """Return (latitude, longitude) of the grid point farthest from the coast."""
    xs, ys = zip(*ring, strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    candidates = [
        (min(xs) + width * (i + 0.5) / GRID, min(ys) + height * (j + 0.5) / GRID)
        for i in range(GRID)
        for j in range(GRID)
    ]
    inside = [point for point in candidates if contains(ring, point)]
    x, y = max(inside, key=lambda point: clearance(ring, point))
    return round(y, 2), round((x + 180) % 360 - 180, 2)


def contains(ring: Ring, point: Point) -> bool:
    px, py = point
    inside = False
    for (x, y), (a, b) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y > py) != (b > py) and px < (a - x) * (py - y) / (b - y) + x:
            inside = not inside
    return inside


def clearance(ring: Ring, point: Point) -> float:
    """Return the squared distance to the nearest corner: enough to compare."""
    px, py = point
    return min((x - px) ** 2 + (y - py) ** 2 for x, y in ring)
