"""The same cube gives the same rows in whatever shape it comes."""

import os
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tally.sdmx.reading.tests.samples import SHAPES, Observation
from tally.series import convert

# Each example is ten conversions.
EXAMPLES = 40 if os.environ.get("ACCORD_TEST_COUNTS") == "full" else 3

AREAS = st.sampled_from(["KEN", "KE", "404", "X01", "001", "FR", "EL", "ZZ9"])
SEXES = st.sampled_from(["_T", "F", "M", "SEX_F", "_Z"])
AGES = st.sampled_from(["_T", "Y15T24", "Y_GE15", "AGE_YTHADULT_YGE25", "Y15-24"])
ECO = st.sampled_from(["_Z", "A", "B-E", "ECO_SECTOR_TOTAL"])
TIMES = st.sampled_from(["2019", "2020", "2021-Q3", "2021-07", "2021-W05"])
VALUES = st.one_of(
    st.none(),
    st.integers(-1000, 10**7).map(str),
    st.decimals(-1000, 1000, places=3).map(lambda d: str(float(d))),
)
# Notes as people write them: quotation marks, separators, braces, other scripts.
NOTES = st.one_of(
    st.just(""),
    st.text(st.sampled_from("aé\"'<&>;,{}%|: \u00a0مش"), min_size=1, max_size=12).map(
        lambda text: f"n{text}n"
    ),
)
KEYS = st.tuples(
    st.sampled_from(["A", "Q"]), AREAS, st.sampled_from(["I1", "I2"]), SEXES, AGES, ECO
)


@st.composite
def cubes(draw):
    of_series = {}
    cube = {}
    for _ in range(draw(st.integers(1, 8))):
        key, time = draw(KEYS), draw(TIMES)
        if key not in of_series:
            of_series[key] = (
                draw(st.sampled_from(["PT", "PS"])),
                draw(st.sampled_from(["", "0", "3"])),
            )
        cube[key, time] = Observation(
            key,
            time,
            draw(VALUES),
            of_series[key],
            (
                draw(st.sampled_from(["", "A", "B", "E", "U"])),
                draw(st.sampled_from(["", "0.5", "-3"])),
                draw(NOTES),
            ),
        )
    return list(cube.values())


def tidy(text: str, ending: str) -> tuple:
    """All rows but for the number of the row, and how many were refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"message{ending}"
        path.write_text(text, encoding="utf-8", newline="")
        report = convert(path, Path(folder) / "o.parquet")
        assert report.read == report.stored + report.refused_count
        rows = duckdb.read_parquet(str(Path(folder) / "o.parquet"))
        stored = sorted(row[:-1] for row in rows.fetchall())
    return report.read, dict(report.refused_by_code), [map_nulls(r) for r in stored]


def map_nulls(row: tuple) -> tuple:
    return tuple("NULL" if cell is None else cell for cell in row)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    # A counterexample is small as it is; making it smaller takes minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(cubes())
def test_a_cube_gives_the_same_rows_in_every_shape(cube):
    tidied = {
        shape: tidy(write(cube), ending) for shape, (write, ending) in SHAPES.items()
    }

    expected = tidied["csv 1.0"]
    assert expected[0] == len(cube)
    for shape, found in tidied.items():
        assert found == expected, shape


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_says_what_the_message_says(shape):
    write, ending = SHAPES[shape]
    key = ("A", "KE", "SDG_1", "SEX_F", "AGE_YTHADULT_Y15-24", "AGR")
    cube = [Observation(key, "2021", "2152.8", ("PS", "3"), ("E", "2", "“so” said"))]

    _, _, rows = tidy(write(cube), ending)

    assert rows == [
        (
            "SDG_1", "KEN", "country", "2021", "F", "Y15T24", '{"ECO":"AGR"}',
            2152800.0, "", "PS", "E", "", "modelled", 2000.0, "NULL", "“so” said",
        )
    ]  # fmt: skip
