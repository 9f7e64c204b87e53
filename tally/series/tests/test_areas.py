import csv
import gzip
import io

import pytest

from tally.series import CellRefused, areas
from tally.series.tests.files import SHARED

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared data are not beside the project"
)


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("KEN", "KEN", "country"),
        ("404", "KEN", "country"),
        ("4", "AFG", "country"),
        ("Côte d’Ivoire", "CIV", "country"),
        ("Cote d'Ivoire", "CIV", "country"),
        ("Turkey", "TUR", "country"),
        ("Türkiye", "TUR", "country"),
        ("Congo, Dem. Rep.", "COD", "country"),
        ("Congo, Rep.", "COG", "country"),
        ("Korea, Rep.", "KOR", "country"),
        ("Swaziland", "SWZ", "country"),
        ("Kosovo", "XKX", "country"),
        ("KOS", "XKX", "country"),
        ("WLD", "001", "world"),
        ("1", "001", "world"),
        ("X01", "001", "world"),
        ("ZZK.WORLD", "001", "world"),
        ("X06", "X06", "region"),
        ("202", "202", "region"),
        ("SSF", "SSF", "region"),
        ("HIC", "HIC", "group"),
        ("199", "199", "group"),
        ("ZZA.VHHD", "ZZA.VHHD", "group"),
        ("99042", "99042", "other"),
        ("Atlantis", "Atlantis", "other"),
    ],
)
def test_an_area_is_known_by_code_number_or_name(text, code, kind):
    assert areas.resolved(text) == (code, kind)


@pytest.mark.parametrize("text", ["", "=1+1", "x" * 200, "99999999", "<b>"])
def test_what_can_be_no_area_is_refused(text):
    with pytest.raises(CellRefused):
        areas.resolved(text)


def rows_of(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        yield from csv.DictReader(io.StringIO(file.read().decode("utf-8-sig")))


@needs_shared
def test_every_area_of_the_shared_files_is_known():
    """Recipe: the area column of each file, read with csv alone."""
    named = {
        "ilostat/SDG_0831_SEX_ECO_RT_A.csv.gz": "ref_area",
        "ilostat/SDG_0852_SEX_AGE_RT_A.csv.gz": "ref_area",
        "unsdg/codes/entities--geo_area.csv": "geo_area",
        "worldbank/Metadata_Country.csv": "Country Code",
        "worldbank/wdi_social_development_long.csv.gz": "Country Name",
        "worldbank/income_classification_1987-2021.csv": "Entity",
        "undp/HDR23-24_Composite_indices_complete_time_series.csv.gz": "iso3",
        "owid/mpi_2022_current.csv": "Entity",
        "owid/oecd_gender_wage_gap_2017.csv": "Entity",
        "owid/oecd_gini_2016.csv": "Entity",
        "owid/wid_top_income_shares_2018.csv": "Entity",
        "owid/wvs_trust.csv": "Entity",
        "labour_relations/oecd_labour_income_share_2020-10.csv.gz": "Country",
        "labour_relations/oecd_trade_union_density_2018-11.csv": "COU",
    }
    unknown = {
        (file, row[column])
        for file, column in named.items()
        for row in rows_of(SHARED / file)
        if areas.resolved(row[column])[0] not in areas.areas()
    }
    assert unknown == set()


@needs_shared
def test_codes_and_names_of_the_world_bank_mean_the_same_country():
    """Recipe: Metadata_Country.csv; a row with a region is a country."""
    for row in rows_of(SHARED / "worldbank/Metadata_Country.csv"):
        if row["Region"]:
            by_code = areas.resolved(row["Country Code"])
            assert areas.resolved(row["TableName"]) == by_code, row["TableName"]
            assert by_code[1] == "country"
