"""Large charts: silent failures are refused, and colours are those of the page."""

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from lxml import etree

from tally.charts import vega
from tally.charts.course import Line, Point
from tally.charts.courses import NARROW, WIDE, Panel, courses
from tally.charts.vega import ARABIC, LATIN, Manner, Refused

FRENCH = Manner(
    {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", ""]}
)
BAR = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": "Kenya", "b": 1234.5}, {"a": "Tchad", "b": 2}]},
    "mark": {"type": "bar", "fill": "var(--scale-4)"},
    "encoding": {
        "y": {"field": "a", "type": "nominal"},
        "x": {"field": "b", "type": "quantitative", "axis": {"format": ",.1f"}},
    },
    "config": {
        "background": None,
        "view": {"stroke": None},
        "axis": {
            f"{part}Color": "var(--ink)"
            for part in ("grid", "domain", "tick", "label", "title")
        },
    },
}
PANELS = [
    Panel(
        "Afrique",
        {
            "KEN": Line(
                "Kenya",
                [
                    Point(2010, 80),
                    Point(2011, 79),
                    Point(2012, 60, breaks=True),
                    Point(2013, 61),
                    Point(2014, None),
                    Point(2015, 55),
                ],
            ),
            "TCD": Line("Tchad", [Point(2010, 95), Point(2015, 91)]),
        },
    ),
    Panel("Asie", {"IND": Line("Inde", [Point(2012, 88.5)])}),
]


def parsed(drawing: vega.Drawing) -> etree._Element:
    return etree.fromstring(f'<svg xmlns="{vega.SVG}">{drawing.inside}</svg>')


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"data": {"url": "data.csv"}}, "/data/url loads from an address"),
        (
            {"transform": [{"lookup": "a", "from": {"data": {"url": "x"}}}]},
            "/transform/0/from/data/url loads",
        ),
        ({"config": {"font": "Comic Sans"}}, "/config/font asks for 'Comic Sans'"),
        ({"config": {"axis": {"labelFont": "Roboto"}}}, "labelFont asks for 'Roboto'"),
        ({"mark": {"type": "bar", "fill": "#c00"}}, "/mark/fill is '#c00'"),
        ({"config": {"axis": {"gridColor": "red"}}}, "gridColor is 'red'"),
    ],
)
def test_what_would_fail_without_a_word_is_refused(change, said):
    with pytest.raises(Refused, match=re.escape(said)):
        vega.draw({**BAR, **change}, FRENCH)


def test_a_colour_that_the_renderer_adds_by_itself_is_refused():
    spec = {**BAR, "config": {**BAR["config"], "axis": {}}}

    with pytest.raises(Refused, match="name it in config"):
        vega.draw(spec, FRENCH)


def test_the_renderer_itself_fetches_nothing(monkeypatch):
    asked = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(vega, "check", lambda _spec: None)
    try:
        vega.draw(
            {**BAR, "data": {"url": f"http://127.0.0.1:{server.server_port}/d.json"}},
            FRENCH,
        )
    except ValueError:
        pass
    finally:
        server.shutdown()

    assert asked == []


def test_numbers_are_written_in_the_readers_manner_and_text_stays_text():
    words = [each.text for each in parsed(vega.draw(BAR, FRENCH)).iter("{*}text")]

    assert {"Kenya", "Tchad"} <= set(words)
    assert "1\u202f000,0" in words


def test_colours_are_tokens_and_the_typeface_is_the_pages():
    inside = vega.draw(BAR, FRENCH).inside

    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', inside))
    assert colours == {"var(--scale-4)", "var(--ink)"}
    assert "font-family" not in inside
    assert "aria-" not in inside


@pytest.mark.parametrize("typeface", [LATIN, ARABIC])
def test_both_typefaces_measure_text(typeface):
    import fontpkg_amiri  # noqa: PLC0415

    vega.register(fontpkg_amiri.ROOT / "files")
    short, long = (
        vega.draw(
            {**BAR, "data": {"values": [{"a": "ب" * n, "b": 1}]}},
            Manner(FRENCH.numbers, typeface),
        ).width
        for n in (2, 20)
    )

    # Without the typeface both would be as wide as the plot.
    assert long > short + 40


def test_the_lines_of_an_area_share_an_id_and_leave_their_colour_to_the_page():
    drawing = vega.draw(courses(PANELS, WIDE, symbol=" %"), FRENCH, "wide")

    chart = parsed(drawing)
    kenya = chart.xpath("//*[@id='wide-KEN']")[0]
    # Two measured runs and a value alone: the break and the gap join nothing.
    assert [each.get("d").count("L") for each in kenya] == [1, 1, 0]
    assert [each.get("stroke-width") for each in kenya] == [
        None,
        None,
        "0.18em",
    ]
    assert all(each.get("stroke") is None for each in kenya)
    assert kenya.getparent().get("stroke") == "var(--edge)"
    assert {each.get("id") for each in chart.xpath("//*[@id]")} == {
        "wide-KEN",
        "wide-TCD",
        "wide-IND",
    }


@pytest.mark.parametrize("layout", [WIDE, NARROW])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_place_kept_for_a_drawing_holds_it(layout, direction):
    panels = PANELS + [Panel(f"Region {n}", PANELS[0].lines) for n in range(3)]

    drawing = vega.draw(
        courses(panels, layout, symbol="\u202f%", direction=direction), FRENCH
    )

    width, height = layout.size(len(panels))
    assert width - 40 < drawing.width <= width
    assert height - 40 < drawing.height <= height


def test_right_to_left_time_runs_to_the_left():
    corners = []
    for direction in ("ltr", "rtl"):
        spec = courses(PANELS, WIDE, direction=direction)
        chart = parsed(vega.draw(spec, FRENCH, "wide"))
        path = chart.xpath("//*[@id='wide-TCD']/*")[0].get("d")
        corners.append(re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path))

    left, right = corners
    assert sorted((205 - float(x), y) for x, y in left) == sorted(
        (float(x), y) for x, y in right
    )
    assert left != right


def test_the_name_of_a_drawing_changes_with_all_that_is_on_it():
    spec = courses(PANELS, WIDE)
    other = courses(PANELS[:1], WIDE)
    arabic = Manner(FRENCH.numbers, ARABIC)
    english = Manner({**FRENCH.numbers, "decimal": "."})

    sources = {
        vega.digest_source(*each)
        for each in (
            (spec, FRENCH),
            (other, FRENCH),
            (spec, arabic),
            (spec, english),
        )
    }
    assert len(sources) == 4
    assert vega.digest_source(courses(PANELS, WIDE), FRENCH) in sources
