"""Chart, table and sentence of a figure are one."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accord.observatory import changes, drawing, large, reading
from accord.observatory.background import Background
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject, rounded
from accord.observatory.reading import Observation
from accord.observatory.tests.figures import write_figures
from accord.observatory.tests.seen import line, seen, subject

NOBODY = Background()


# The sign before the decimals, in each language.
POINTS = {"en": ".", "fr": ",", "es": ",", "ar": "."}


def numbers(text: str) -> set[Decimal]:
    """Return the numbers with decimals that a text of the reader's language holds."""
    point = POINTS[translation.get_language()]
    found = re.findall(rf"-?\d+{re.escape(point)}\d+", text)
    return {Decimal(each.replace(point, ".")) for each in found}


@st.composite
def observed(draw) -> list[Observation]:
    years = sorted(draw(st.sets(st.integers(2000, 2024), min_size=1, max_size=12)))
    told = []
    for year in years:
        value = draw(st.none() | st.floats(0, 100).map(lambda each: round(each, 3)))
        bounded = value is not None and draw(st.booleans())
        told.append(
            seen(
                str(year),
                value,
                status=draw(st.sampled_from(["A", "B", "E"])),
                basis=draw(st.sampled_from(["reported", "modelled", "projected"])),
                lower=max(0, value - 3) if bounded else None,
                upper=min(100, value + 3) if bounded else None,
            )
        )
    return told


@given(observed(), st.sampled_from(sorted(POINTS)))
def test_numbers_of_chart_and_sentence_stand_in_the_table_which_is_the_data(
    told, language
):
    with translation.override(language):
        figure = drawing.trend_figure(subject(), told, NOBODY)
        cells = [numbers(str(row[1].text)) for row in figure.table.rows]
        said = numbers(figure.sentence), numbers(figure.title)
        drawn = [
            numbers("".join(each.itertext()))
            for each in etree.fromstring(figure.chart).iter("{*}text")
            if {"chart__name", "chart__value"} & set(each.get("class", "").split())
        ]

    assert cells == [
        set() if each.value is None else {rounded(each.value, 1)} for each in told
    ]
    values = set().union(*cells)
    change = changes.change_of(told, worth=1.0, decimals=1)
    derived = {rounded(abs(change.difference), 1), Decimal("1.0")} if change else set()
    bounds = {
        rounded(bound, 1)
        for each in told
        for bound in (each.lower, each.upper)
        if bound is not None
    }
    assert said[0] <= values | derived | bounds
    assert said[1] <= values
    assert set().union(*drawn) <= values


def test_flags_that_occur_are_in_the_legend_and_no_others():
    plain = drawing.trend_figure(subject(), line(50, 40), NOBODY)
    flagged = drawing.trend_figure(
        subject(),
        [
            seen("2010", 50, lower=48, upper=52),
            seen("2011", 45, status="B"),
            seen("2012", 44, basis="modelled"),
            seen("2030", 30, basis="projected"),
        ],
        NOBODY,
    )

    assert list(plain.legend) == []
    assert [key.label for key in flagged.legend] == [
        "reported by national sources",
        "estimate of a model",
        "projection, not an observation",
        "interval in which the true value probably lies",
        "break in series: values before and after do not compare",
    ]
    remarks = [str(row[-1].text) for row in flagged.table.rows]
    assert remarks == ["", "break in series", "estimate of a model", "projection"]


def test_definitions_never_share_a_line():
    told = [
        *line(50, 49, definition="ppp-2011"),
        *line(60, 59, definition="ppp-2017", start=2011),
    ]

    figure = drawing.trend_figure(subject(), told, NOBODY)

    paths = etree.fromstring(figure.chart).findall(".//{*}path")
    assert [each.get("class").split()[-1] for each in paths] == ["line-1", "line-2"]


def test_a_scale_that_does_not_begin_at_zero_is_said():
    high = drawing.trend_figure(subject(), line(90, 95, 94, 93), NOBODY)
    low = drawing.trend_figure(subject(), line(1, 9, 8, 7), NOBODY)

    assert high.note.startswith("The scale does not begin at zero.")
    assert "zero" not in low.note


def test_few_values_are_columns_from_zero_and_estimates_hollow():
    told = [seen("2015", 80.0), seen("2019", 40.0, basis="modelled")]

    chart = etree.fromstring(drawing.trend_figure(subject(), told, NOBODY).chart)

    drawn = [(each.get("height"), each.get("class")) for each in chart.iter("{*}rect")]
    assert drawn == [
        ("10em", "chart__mark"),
        ("5em", "chart__mark chart__mark--hollow"),
    ]
    # A break cannot be seen between columns: such values stay a line.
    broken = [*told[:1], seen("2019", 40.0, status="B")]
    lines = etree.fromstring(drawing.trend_figure(subject(), broken, NOBODY).chart)
    assert lines.findall(".//{*}rect") == []


def test_women_and_men_are_compared_in_words_only_where_they_differ():
    apart = drawing.breakdown_figure(
        subject(), [seen("2019", 89.1, sex="F"), seen("2019", 84.0, sex="M")], NOBODY
    )
    alike = drawing.breakdown_figure(
        subject(),
        [
            seen("2019", 50, sex="F", lower=45, upper=55),
            seen("2019", 52, sex="M", lower=48, upper=56),
        ],
        NOBODY,
    )

    assert apart.sentence == (
        "KEN, 2019: women 89.1%, men 84.0%, a difference of 5.1 percentage points."
    )
    assert alike.sentence.endswith("the two cannot be told apart.")


def test_a_small_one_has_an_arrow_by_the_published_rule_only():
    fell = drawing.country_small(subject(), line(90, 80), NOBODY)
    still = drawing.country_small(subject(), line(90, 89.5), NOBODY)

    assert (fell.value, fell.time, fell.course, fell.better) == (
        "80.0%",
        "2011",
        "fell",
        True,
    )
    assert (still.course, still.better) == ("", None)
    assert drawing.country_small(subject(), [], NOBODY).value == ""


# With the registry and stored figures

CODE = "informal-employment"
ROWS = [
    {
        "indicator": "informal-employment",
        "area": area,
        "time": str(year),
        "value": value,
    }
    for area, value in (("KEN", 86.5), ("UGA", 95.2), ("FRA", 4.5), ("TUV", 60.0))
    for year in (2018, 2019)
]


@pytest.fixture
def stored(registered, settings: Any, tmp_path: Path, db: None) -> list[Observation]:
    settings.OBSERVATORY_FOLDER = tmp_path
    settings.CHARTS_ROOT = tmp_path / "charts"
    write_figures(tmp_path, ROWS)
    return reading.of_indicator("informal-employment")


def test_a_map_names_countries_in_the_readers_language_in_four_queries(
    stored, django_assert_num_queries
):
    indicator = Indicator.objects.select_related("unit").get(code=CODE)
    with translation.override("fr"), django_assert_num_queries(4):
        figure = drawing.map_figure(Subject.of(indicator), stored, total=248)

    assert figure.sentence.startswith("Sur 248 pays et territoires, 4 ont un chiffre.")
    chart = etree.fromstring(figure.chart[figure.chart.index("<svg") :])
    titles = [each.text for each in chart.iter("{*}title")]
    assert titles[:2] == ["France 4,5\u00a0%", "Kenya 86,5\u00a0%"]
    assert len(chart.findall(".//{*}circle[@class]")) == 2


def test_the_large_chart_is_drawn_once_at_an_address_that_never_changes(
    stored, client, monkeypatch
):
    informal = Subject.of(Indicator.objects.get(code="informal-employment"))
    figure = drawing.courses_figure(informal, stored, named=["UGA"])
    address = re.search(r'href="([^"#]+)#wide-UGA"', figure.chart)[1]

    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "immutable" in answer["Cache-Control"]
    drawn = etree.fromstring(answer.content)
    ids = drawn.xpath("//@id")
    assert {"wide", "wide-UGA", "narrow", "narrow-UGA"} <= set(ids)
    assert len(answer.content) < 100_000

    monkeypatch.setattr(large, "draw", None)
    assert client.get(address).content == answer.content
    old = client.get(re.sub(r"-[0-9a-f]{20}", "-" + "0" * 20, address))
    assert (old.status_code, old["Location"]) == (302, address)
    french = client.get(address.replace("/en/", "/fr/"))
    assert french["Location"].startswith("/fr/")


def test_the_courses_of_countries_are_counted_by_the_published_rule(
    registered, settings, tmp_path, db
):
    settings.OBSERVATORY_FOLDER = tmp_path
    values = {"KEN": (90, 80), "UGA": (80, 80.5), "FRA": (4, 8), "TUV": (60,)}
    told = [each for area, own in values.items() for each in line(*own, area=area)]

    figure = drawing.courses_figure(subject(), told)

    assert figure.sentence.endswith(
        "Of 3 whose values compare over time, risen: 1; fallen: 1; no change that can"
        " be told: 1."
    )
    rows = [[str(cell.text) for cell in row] for row in figure.table.rows]
    assert rows == [
        ["Africa", "2", "80.2", "0", "1", "1"],
        ["Europe", "1", "8.0", "1", "0", "0"],
        ["Oceania", "1", "60.0", "0", "0", "0"],
    ]


def test_an_indicator_without_figures_has_no_large_chart(registered, client, db):
    address = "/en/indicators/informal-employment/courses-00000000000000000000.svg"
    assert client.get(address).status_code == 404
