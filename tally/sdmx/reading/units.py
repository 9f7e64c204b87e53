"""Whether observations are told apart by their units alone.

In some structures the unit is a dimension (the product of a country in euro and as an
index), in others a remark on the value. Structure-specific messages and CSV files do
not say which, but the observations do.
"""

from pathlib import Path

from tally.sdmx.reading.concepts import Concepts
from tally.series import Limits, Table, engine


def apart_of(meant: Concepts, table: Table, work: Path) -> str | None:
    """The column of the unit if one observation is given in several units.

    So it is taken to be in an irregular text, which only the engine reads: the unit
    then stands twice, which loses nothing.
    """
    import duckdb  # noqa: PLC0415  (a second; only where series are read)

    key = [
        name
        for name in (
            meant.series,
            meant.area,
            meant.time,
            meant.sex,
            meant.age,
            *meant.dimensions,
        )
        if name is not None
    ]
    place = {name: f"c{number}" for number, name in enumerate(table.columns)}
    unit = meant.unit
    if unit is None:
        return None
    of_unit = place[unit]
    limits = Limits()
    rows = engine.scan(table, limits)
    many = f"SELECT count(DISTINCT {of_unit}) FROM {rows}"  # noqa: S608
    columns = ", ".join(place[name] for name in key)
    apart = (
        f"SELECT count(*) FROM (SELECT 1 FROM {rows} GROUP BY {columns} "  # noqa: S608
        f"HAVING count(DISTINCT {of_unit}) > 1 LIMIT 1)"
    )
    try:
        with engine.connected(work, table.path, limits) as connection:
            if engine.counted(connection, many) < 2:
                return None
            return unit if engine.counted(connection, apart) else None
    except duckdb.Error:
        return unit
