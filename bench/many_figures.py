"""Fill a database with the registry, real figures, and copies of them beside.

Copies differ from the real ones in a dimension, so that the main lines stay what they
are and millions of other values lie between them, as breakdowns do.
"""

import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

NAME = "many"
ORDERS = {
    "by_indicator": "indicator, headline DESC, area, definition, sex, age,"
    " dimensions, time",
    "by_area": "area, headline DESC, indicator, definition, sex, age, dimensions, time",
}


def fill(observations: int) -> None:
    call_command("migrate", verbosity=0)
    for each in ("atlas", "registry", "series"):
        call_command(f"load_{each}", verbosity=0)
    folder = Path(settings.OBSERVATORY_FOLDER) / "figures"
    real = folder / (folder / "current").read_text()
    made = folder / NAME
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(real, made)
    _multiply(real, made, observations)
    (folder / "current").write_text(NAME)


def _multiply(real: Path, made: Path, observations: int) -> None:
    import duckdb  # noqa: PLC0415 - it is not needed where the bench only measures

    settled = {
        "threads": 2,
        "memory_limit": "3GB",
        "temp_directory": str(made / "spill"),
    }
    with duckdb.connect(config=settled) as engine:
        engine.execute(f"CREATE VIEW real AS FROM '{real}/by_indicator.parquet'")
        (count,) = engine.execute("SELECT count(*) FROM real").fetchone()
        engine.execute(
            f"""
            CREATE TABLE many AS
            SELECT real.* REPLACE (
                CASE WHEN copy = 0 THEN dimensions
                    ELSE '{{"COPY":"' || copy || '"}}' END AS dimensions,
                headline AND copy = 0 AS headline
            )
            FROM real, range({observations // count + 1}) AS copies(copy)
            """  # noqa: S608 - numbers and paths of ours
        )
        for name, order in ORDERS.items():
            engine.execute(
                f"COPY (FROM many ORDER BY {order}) TO '{made}/{name}.parquet'"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
    shutil.rmtree(made / "spill", ignore_errors=True)


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
