"""Files of official series of any size, invented but written as ILOSTAT writes them."""

from pathlib import Path

DIMENSIONS = ("REF_AREA", "MEASURE", "SOURCE", "SEX", "AGE", "ECO", "TIME_PERIOD")
ATTRIBUTES = ("OBS_STATUS", "NOTE_INDICATOR", "NOTE_SOURCE")
YEARS = "range(1999, 2024)"

# As ILOSTAT orders them: by area and indicator, the newest year first.
ROWS = f"""
SELECT
    upper(chr(65 + (a // 26)::INT) || chr(65 + (a % 26)::INT) || 'X') AS ref_area,
    'EMP_' || chr(65 + i::INT) || 'EMP_SEX_AGE_ECO_NB' AS indicator,
    'BA:' || (1000 + hash(a, i) % 500) AS source,
    s AS sex,
    'AGE_AGGREGATE_Y' || (15 + k % 5 * 10) || '-' || (24 + k % 5 * 10) AS classif1,
    'ECO_SECTOR_' || ['AGR', 'IND', 'SER'][k // 5 + 1] AS classif2,
    y AS time,
    CASE WHEN hash(a, i, s, k, y) % 40 = 0 THEN ''
        ELSE (hash(a, i, s, k, y) % 10000000 / 1000.0)::VARCHAR END AS obs_value,
    CASE WHEN hash(a, i, s, k, y) % 40 = 0 THEN 'U'
        WHEN hash(a, i, s, k, y) % 11 = 0 THEN 'B' ELSE '' END AS obs_status,
    '' AS note_classif,
    CASE WHEN hash(a, i) % 5 = 0 THEN 'I11:264' ELSE '' END AS note_indicator,
    CASE WHEN hash(a, i, y) % 3 = 0 THEN 'R1:3513_S3:' || a % 9 ELSE '' END
        AS note_source
FROM range(200) areas(a), range(24) indicators(i),
    (VALUES ('SEX_T'), ('SEX_M'), ('SEX_F')) sexes(s), range(15) classes(k),
    {YEARS} years(y)
ORDER BY a, i, y DESC, s, k
"""  # noqa: S608


def fill(folder: Path, rows: int) -> tuple[Path, Path]:
    """Two files of so many rows each, as ILOSTAT and as SDMX-CSV; made once."""
    import duckdb  # noqa: PLC0415 - the peers' environment asks for names only

    bulk, sdmx = folder / f"ilostat-{rows}.csv", folder / f"sdmx-{rows}.csv"
    with duckdb.connect() as connection:
        if not bulk.exists():
            connection.execute(
                f"COPY ({ROWS} LIMIT {rows}) TO '{bulk}.new' (FORMAT csv, HEADER)"
            )
            Path(f"{bulk}.new").rename(bulk)
        if not sdmx.exists():
            names = [*DIMENSIONS, "OBS_VALUE", *ATTRIBUTES]
            columns = (
                "ref_area, indicator, source, sex, classif1, classif2, time, "
                "obs_value, obs_status, note_indicator, note_source"
            )
            named = ", ".join(
                f"{column} AS {name}"
                for column, name in zip(columns.split(", "), names, strict=True)
            )
            which = "'dataflow' AS STRUCTURE, 'ILO:DF_X(1.0)' AS STRUCTURE_ID"
            rows_of = f"read_csv('{bulk}', all_varchar = true)"
            connection.execute(
                f"COPY (SELECT {which}, 'I' AS ACTION, {named} FROM {rows_of}) "  # noqa: S608
                f"TO '{sdmx}.new' (FORMAT csv, HEADER)"
            )
            Path(f"{sdmx}.new").rename(sdmx)
    return bulk, sdmx
