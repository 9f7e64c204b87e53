"""Every file of official series that lies beside the project, counted twice."""

import math
from collections import Counter

import pytest

from tally.series import FileRefused, convert
from tally.series.tests.files import SHARED, tidy
from tally.series.tests.published import FILES, counted


def is_refused(name: str) -> bool:
    return name in REFUSED or "codes/" in name


pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared data are not beside the project"
)

# Files beside the figures that are none, and why.
REFUSED = {
    "worldbank/Metadata_Country.csv": "metadata",
    "worldbank/Metadata_Indicator_poverty.csv": "metadata",
    "worldbank/income_classification_1987-2021.csv": "no_numbers",
}


@pytest.mark.parametrize("name", [name for name in FILES if not is_refused(name)])
def test_all_observations_are_read_and_stored(name, tmp_path):
    report = convert(SHARED / name, tmp_path / "o.parquet")
    many, total = counted(SHARED / name)
    assert (report.read, report.stored, report.refused_count) == (many, many, 0)
    kept = [value for (value,) in tidy(tmp_path / "o.parquet", "value")]
    assert len(kept) == many
    assert math.fsum(value or 0 for value in kept) == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("name", REFUSED)
def test_files_beside_the_figures_are_refused_for_what_they_are(name, tmp_path):
    with pytest.raises(FileRefused) as refused:
        convert(SHARED / name, tmp_path / "o.parquet")
    assert refused.value.code == REFUSED[name]


def test_lists_of_codes_are_refused_as_such(tmp_path):
    for path in (SHARED / "unsdg/codes").iterdir():
        with pytest.raises(FileRefused) as refused:
            convert(path, tmp_path / "o.parquet")
        assert refused.value.code == "code_list", path.name


def test_ilostat_tells_countries_regions_and_groups_apart(tmp_path):
    """Recipe: zcat FILE | tail -n +2 | cut -d, -f1 | grep -c '^X0[2-5]' and so on."""
    convert(SHARED / "ilostat/SDG_0852_SEX_AGE_RT_A.csv.gz", tmp_path / "o.parquet")
    found = Counter(tidy(tmp_path / "o.parquet", "area_kind", "basis"))
    assert found == {
        ("country", "reported"): 23480,
        ("group", "modelled"): 900,
        ("region", "modelled"): 1125,
        ("world", "modelled"): 225,
    }
