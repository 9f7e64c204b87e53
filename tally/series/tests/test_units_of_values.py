"""Values in thousands, and values that a source does not let go."""

from importlib import import_module

import duckdb
import pytest

from tally.series import Facet, Plan, convert
from tally.series.reasons import reason


class Thousands:
    code = title = "thousands"

    def recognises(self, sample):
        return sample.has("power")

    def plan(self, table, sample, work):
        plan = Plan(
            facets=[
                Facet(("area",), ("area",), lambda area: (area,)),
                Facet(("time",), ("time",), lambda time: (time,)),
            ],
            values=("value",),
            lower="lower",
            power="power",
            withheld=("free", {"N": reason("area_missing")}),
            constants={"series": "S"},
        )
        return table, plan


@pytest.fixture
def converted(tmp_path, monkeypatch):
    monkeypatch.setattr(
        import_module("tally.series.recognise"), "layouts", lambda: (Thousands(),)
    )

    def run(*rows: str):
        path = tmp_path / "file.csv"
        path.write_text("\n".join(["area;time;value;lower;power;free", *rows]) + "\n")
        report = convert(path, tmp_path / "o.parquet")
        stored = (
            duckdb.read_parquet(str(tmp_path / "o.parquet"))
            .order("row")
            .project("value, missing, lower")
            .fetchall()
        )
        return report, stored

    return run


def test_a_value_in_thousands_is_stored_in_the_unit_without_losing_a_digit(converted):
    _, stored = converted(
        "KEN;2001;2152.8;1.005;3;",
        "KEN;2002;0.1;;0;",
        "KEN;2003;0.1;0.1;;",
        "KEN;2004;1.5E2;;-2;",
        "KEN;2005;<7;;3;",
        "KEN;2006;;;3;",
        "KEN;2007;12;;six;",
    )

    assert stored == [
        (2152800.0, "", 1005.0),
        (0.1, "", None),
        (0.1, "", 0.1),
        (1.5, "", None),
        (None, "B", None),
        (None, "M", None),
        (12.0, "", None),
    ]


def test_a_value_that_is_not_free_is_refused_and_a_missing_one_kept(converted):
    report, stored = converted("KEN;2001;5;;;N", "KEN;2002;;;;N", "KEN;2003;7;;;F")

    assert stored == [(None, "M", None), (7.0, "", None)]
    assert [(r.row, r.column, r.value) for r in report.refused] == [(2, "free", "N")]
    assert report.read == report.stored + report.refused_count == 3
