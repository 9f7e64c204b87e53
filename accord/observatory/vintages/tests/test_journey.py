"""This year’s file revises 214 values: one sees them first, then the pages follow."""

import pytest

from accord.observatory import reading
from accord.observatory.models import Vintage
from accord.observatory.tests.series import make_correction, make_vintage
from accord.observatory.vintages.figures import compile_job
from accord.observatory.vintages.tests.test_pages import agree, send

REVISED = 214
LAST_YEAR = [
    (area, "SEX_T", str(year), f"{5 + (year % 7) / 10:.1f}", "")
    for area in ("KEN", "SEN", "GHA", "UGA", "TZA", "RWA", "ETH", "NGA", "ZAF", "EGY")
    for year in range(1996, 2024)
]
THIS_YEAR = [
    (area, sex, year, f"{float(value) + 0.4:.1f}" if place < REVISED else value, flag)
    for place, (area, sex, year, value, flag) in enumerate(LAST_YEAR)
]
INDICATOR = "unemployment"


@pytest.mark.django_db
def test_the_pages_follow_the_file_of_this_year(
    registered,
    folder,
    tmp_path,
    sana,
    monkeypatch,
):
    monkeypatch.setattr("accord.observatory.vintages.uploads.IN_REQUEST_BYTES", 10**6)
    make_vintage(tmp_path, LAST_YEAR)
    compile_job.func()
    before = {each.area: each for each in reading.of_indicator(INDICATOR, until=1996)}
    assert before["KEN"].value == 5.1

    page = sana.get(send(sana, THIS_YEAR, edition="This year").url)

    assert f"{REVISED} values are revised." in page.content.decode()
    assert "+0.4" in page.content.decode()
    assert Vintage.objects.count() == 1
    agree(sana, page)
    compile_job.func()
    after = {each.area: each for each in reading.of_indicator(INDICATOR, until=1996)}
    assert after["KEN"].value == 5.5
    assert after["KEN"].vintage == Vintage.objects.in_use()[0].reference


@pytest.mark.django_db
def test_the_page_of_an_indicator_says_which_values_are_corrected(
    registered,
    folder,
    tmp_path,
    client,
):
    make_correction(time="1996", was=5.1, now=5.3)
    make_vintage(tmp_path, LAST_YEAR)
    compile_job.func()

    page = client.get(f"/en/indicators/{INDICATOR}/vintages/").content.decode()

    assert (
        "Kenya, 1996, 15 years and over, SOURCE: BA:1: 5.1 in the source, 5.3" in page
    )
    assert "A digit was mistyped. (Accord, 2026-06-01)" in page
