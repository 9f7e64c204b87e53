"""Read every table of a snapshot with DuckDB: `read_tables.py FOLDER NAME…`.

Prints for each the types of its columns in Parquet, and the rows as text, of the
Parquet file and of the CSV.
"""

import json
import sys
from pathlib import Path

import duckdb

folder, *names = sys.argv[1:]
connection = duckdb.connect()
connection.execute("SET TimeZone = 'UTC'")
told = {}
for name in names:
    parquet = connection.read_parquet(str(Path(folder) / f"{name}.parquet"))
    csv = connection.read_csv(str(Path(folder) / f"{name}.csv"), all_varchar=True)
    told[name] = {
        "columns": dict(zip(parquet.columns, map(str, parquet.types), strict=True)),
        "parquet": [
            [None if cell is None else str(cell) for cell in row]
            for row in parquet.fetchall()
        ],
        "csv": csv.fetchall(),
    }
json.dump(told, sys.stdout)
