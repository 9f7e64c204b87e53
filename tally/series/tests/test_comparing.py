"""Two tidy files side by side: counted here one by one."""

import pytest

from tally.series import convert
from tally.series.comparing import Kind, compare

HEADER = "ref_area,indicator,source,sex,time,obs_value,obs_status"
OLD = ["KEN 2019 5.0 B", "KEN 2020 5.6", "KEN 2021 5.5", "SEN 2019 2.9", "SEN 2020 3"]
NEW = ["KEN 2019 5.0", "KEN 2020 6.1", "KEN 2021 5.4", "KEN 2022 5.7", "SEN 2020 -"]


def tidy(folder, name, rows, series="UNE_RT"):
    lines = [HEADER]
    for row in rows:
        area, time, value, *status = row.split()
        value = value.strip("-")
        lines.append(f"{area},{series},BA:1,SEX_T,{time},{value},{''.join(status)}")
    path = folder / f"{name}.csv"
    path.write_text("\n".join([*lines, ""]))
    convert(path, path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


def test_changes_are_counted_and_measured(tmp_path):
    found = compare(tidy(tmp_path, "old", OLD), tidy(tmp_path, "new", NEW))

    assert (found.added, found.removed, found.revised) == (1, 1, 3)
    assert (found.same, found.reflagged) == (0, 1)
    counts = found.by_series["UNE_RT"]
    # 5.6 to 6.1 and 5.5 to 5.4; a value that went missing has no difference.
    assert counts.median == pytest.approx(0.3)
    assert counts.largest == pytest.approx(0.5)
    assert [(each.kind, each.area, each.time) for each in found.examples] == [
        (Kind.REVISED, "KEN", "2020"),
        (Kind.REVISED, "KEN", "2021"),
        (Kind.REVISED, "SEN", "2020"),
        (Kind.ADDED, "KEN", "2022"),
        (Kind.REMOVED, "SEN", "2019"),
        (Kind.REFLAGGED, "KEN", "2019"),
    ]
    assert found.examples[0].difference == pytest.approx(0.5)
    assert found.examples[2].difference is None
    assert (found.examples[5].was_status, found.examples[5].now_status) == ("B", "A")


def test_a_file_is_the_same_as_itself_in_any_order(tmp_path):
    one = tidy(tmp_path, "one", OLD)
    other = tidy(tmp_path, "other", OLD[::-1])

    found = compare(one, other)

    assert found.same == len(OLD)
    assert not found.examples


def test_only_the_series_asked_for_are_compared(tmp_path):
    old = tidy(tmp_path, "old", OLD, series="OLDER")
    new = tidy(tmp_path, "new", NEW)

    assert compare(old, new).removed == len(OLD)
    found = compare(old, new, series=["UNE_RT"])

    assert (found.added, found.removed) == (len(NEW), 0)
    assert list(found.by_series) == ["UNE_RT"]


def test_a_revision_is_measured_by_how_far_its_series_spreads(tmp_path):
    """10 points among thousands are less than half a point among a few per cent."""
    for name, (large, small) in {"old": (7000, 5.6), "new": (7010, 6.1)}.items():
        rows = [f"{HEADER}\nKEN,GDP,X,SEX_T,2020,{large},", "KEN,GDP,X,SEX_T,2019,100,"]
        rows += [f"KEN,UNE,X,SEX_T,2020,{small},", "KEN,UNE,X,SEX_T,2019,5.0,", ""]
        (tmp_path / f"{name}.csv").write_text("\n".join(rows))
        convert(tmp_path / f"{name}.csv", tmp_path / f"{name}.parquet")

    found = compare(tmp_path / "old.parquet", tmp_path / "new.parquet")

    assert [each.series for each in found.examples] == ["UNE", "GDP"]
