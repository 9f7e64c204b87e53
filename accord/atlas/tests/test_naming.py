"""Countries by the names that lists of others give them."""

import pytest

from accord.atlas.naming import names_of_countries
from accord.atlas.tests.factories import make_country, make_region
from accord.base.imports.cells import Unreadable

COUNTRIES = [
    ("TZA", "TZ", "834", "United Republic of Tanzania"),
    ("COD", "CD", "180", "Democratic Republic of the Congo"),
    ("COG", "CG", "178", "Congo"),
    ("GMB", "GM", "270", "Gambia"),
    ("NLD", "NL", "528", "Netherlands"),
    ("PHL", "PH", "608", "Philippines"),
    ("GBR", "GB", "826", "United Kingdom"),
    ("PSE", "PS", "275", "State of Palestine"),
    ("KOR", "KR", "410", "Republic of Korea"),
    ("PRK", "KP", "408", "Democratic People's Republic of Korea"),
]


@pytest.fixture(autouse=True)
def countries(db):
    region = make_region()
    for iso3, iso2, m49, name in COUNTRIES:
        make_country(iso3, iso2, m49, names={"en": name}, region=region)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Tanzania, United Republic of", "TZA"),
        ("Congo (DRC)", "COD"),
        ("RD Congo", "COD"),
        ("Congo, Rep.", "COG"),
        ("Gambia, The", "GMB"),
        ("The Netherlands", "NLD"),
        ("Philippines (the)", "PHL"),
        ("UK", "GBR"),
        ("Palestine", "PSE"),
    ],
)
def test_countries_are_known_as_lists_write_them(name, code):
    assert names_of_countries().code(name) == code


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Korea", "may be KOR, PRK"),
        ("West Africa", "not one country"),
        ("Atlantis", "no country"),
    ],
)
def test_what_is_no_one_country_is_refused(name, words):
    with pytest.raises(Unreadable, match=words):
        names_of_countries().code(name)
