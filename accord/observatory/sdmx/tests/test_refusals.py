"""What cannot be answered is refused by the right status, code and remedy."""

import random

import pytest

DATA = "/data/DF_FIGURES"
DATA_2 = "/data/dataflow/ACCORD/DF_FIGURES/1.0.0"


@pytest.mark.parametrize(
    ("address", "status", "code", "remedy"),
    [
        (f"{DATA}/.XXX", 404, "100", "no code XXX (REF_AREA). See the codes at"),
        (f"{DATA}/.TUV", 404, "100", "See what there is at /sdmx/availableconstraint"),
        ("/data/NOWHERE", 404, "100", "There are: DF_FIGURES"),
        ("/data/OTHER,DF_FIGURES", 404, "100", "all of agency ACCORD"),
        ("/data/ACCORD,DF_FIGURES,2.0", 404, "100", "version 1.0.0"),
        ("/data/DF_FIGURES/all/OTHER", 404, "100", "the only one is ACCORD"),
        ("/dataflow/ACCORD/NOWHERE", 404, "100", "at /sdmx/dataflow"),
        ("/categoryscheme", 404, "100", "no such structure"),
        ("/nothing", 404, "100", "there are data, availableconstraint"),
        (f"{DATA}/.F RA", 400, "140", "is no code"),
        (f"{DATA}/.*", 400, "140", "is no code"),
        (f"{DATA}?startperiod=2020", 400, "140", "did you mean startPeriod?"),
        (f"{DATA}?startPeriod=20", 400, "140", "write 2021, 2021-Q3"),
        (f"{DATA}?startPeriod=2021-13", 400, "140", "is no period"),
        (f"{DATA}?startPeriod=2020&startPeriod=2021", 400, "140", "stands twice"),
        (f"{DATA}?lastNObservations=0", 400, "140", "no whole number from 1 up"),
        (f"{DATA}?detail=some", 400, "140", "serieskeysonly"),
        (f"{DATA}?updatedAfter=yesterday", 400, "140", "write 2026-11-25T12:00:00Z"),
        (f"{DATA}/all/all/all", 400, "140", "leave out “all”"),
        (f"{DATA_2}?c[OBS_VALUE]=gt:a", 400, "140", "is no number"),
        (f"{DATA_2}?c[REF_AREA]=", 400, "140", "empty value"),
        ("/data/dataflow/ACCORD/DF_FIGURES/x.y", 400, "140", "is no version"),
        ("/data/provisionagreement/ACCORD/X/*", 404, "100", "ask for a dataflow"),
        ("/dataflow?references=cousins", 400, "140", "parentsandsiblings"),
        ("/dataflow?detail=little", 400, "140", "referencepartial"),
        ("/availableconstraint/DF_FIGURES?mode=any", 400, "140", "exact or available"),
        (f"{DATA}/.......A", 422, "150", "FREQ.REF_AREA.INDICATOR.SEX"),
        (f"{DATA}?startPeriod=2021&endPeriod=2020", 422, "150", "exchange them"),
        (f"{DATA}?dimensionAtObservation=NO", 422, "150", "TIME_PERIOD, AllDimensions"),
        (f"{DATA_2}?c[NO]=A", 422, "150", "names no component; there are FREQ"),
        (f"{DATA_2}?attributes=NO", 422, "150", "no attribute"),
        (f"{DATA_2}?measures=NO", 422, "150", "all, none or OBS_VALUE"),
        ("/availableconstraint/DF_FIGURES/all/all/NO", 422, "150", "is no dimension"),
        ("/dataflow/ACCORD/DF_FIGURES/latest/A", 422, "150", "Only code lists"),
        (f"{DATA_2}?asOf=2026-01-01", 501, "501", "take a snapshot"),
        (f"{DATA}?includeHistory=true", 501, "501", "Leave it out"),
        (f"{DATA_2}?sort=*", 501, "501", "order of the key"),
        ("/metadata/ACCORD", 501, "501", "on its page"),
        ("/registration/id/1", 501, "501", "Nothing is registered"),
        ("/data/dataflow/*/DF_PILLAR_2,DF_CHALLENGE_1", 501, "501", "one dataflow"),
        (f"{DATA}?format=excel", 406, "140", "format=excel is not offered"),
    ],
)
def test_a_refusal_says_what_to_do(ask, address, status, code, remedy):
    answer = ask(address)

    assert answer.error[:2] == (status, code)
    assert remedy in answer.error[2]
    assert answer.headers["Content-Type"].startswith("application/vnd.sdmx.error+xml")


def test_a_media_type_that_is_not_offered_is_refused_with_those_that_are(ask):
    status, code, sentence = ask(DATA, accept="image/png").error

    assert (status, code) == (406, "140")
    assert "ask for application/vnd.sdmx.genericdata+xml;version=2.1" in sentence


def test_rest_2_says_by_an_empty_answer_that_there_is_nothing(ask):
    answer = ask(f"{DATA_2}/*.TUV")

    assert (answer.status, answer.content) == (204, b"")


def test_more_than_one_answer_holds_is_refused_before_it_begins(ask, settings):
    settings.SDMX_MOST_OBSERVATIONS = 10

    refused, part = ask(DATA), ask(f"{DATA}/.FRA")

    assert refused.error[:2] == (413, "510")
    assert "15 observations, more than the 10 of one answer" in refused.error[2]
    assert part.status == 200


def test_an_address_that_is_too_long_is_refused(ask):
    answer = ask(f"{DATA}/.{'+'.join(['FRA'] * 2_100)}")

    assert answer.error[:2] == (414, "140")


def test_whoever_takes_json_is_refused_in_json(ask):
    answer = ask(f"{DATA}/.XXX", "application/vnd.sdmx.data+json;version=2.0.0")

    (error,) = answer.json["errors"]
    assert error["code"] == 100
    assert "XXX" in error["titles"]["en"]


def test_nothing_can_be_sent_here(client, sdmx_figures):
    answer = client.post("/sdmx/data/DF_FIGURES")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_people_are_led_to_the_page_that_explains(client, sdmx_figures):
    assert client.get("/sdmx/").headers["Location"] == "/en/sdmx/"


def test_before_the_first_compile_there_are_structures_and_no_figures(
    ask, settings, tmp_path
):
    settings.OBSERVATORY_FOLDER = tmp_path / "empty"

    assert ask("/dataflow").status == 200
    assert ask(DATA).error[:2] == (404, "100")
    assert ask(DATA_2).status == 204


PIECES = (
    *("data", "DF_FIGURES", "availability", "availableconstraint", "structure"),
    *(
        "dataflow",
        "codelist",
        "*",
        "+",
        "~",
        "all",
        "latest",
        "ACCORD",
        ".FRA..",
        "1.0",
    ),
    *("A.FRA", "ACCORD,DF_FIGURES,1.0.0", "", "..", "%00", "%FF", "é", "schema", "$@-"),
    *("A+Q..", "a,b,c,d", "....................", "%2F", "1+.0.0", "'", '"', "<x>"),
)
NAMES = (
    *("startPeriod", "endPeriod", "updatedAfter", "firstNObservations", "limit"),
    *("lastNObservations", "offset", "dimensionAtObservation", "detail", "format"),
    *("references", "mode", "attributes", "measures", "c[TIME_PERIOD]", "labels"),
    *("c[OBS_VALUE]", "c[REF_AREA]", "c[COMMENT_OBS]", "c[HEADLINE]", "c[]", "c"),
    *("c[FREQ]", "asOf", "sort", "includeHistory", "c[SERIES_CODE]"),
)
VALUES = (
    *("2021", "0000", "9999", "2021-W53", "2021-D366", "9999-12-31T23:59:59", "1e999"),
    *("ge:2020+le:2021", "co:", "ne:A,B+C", "nan", "-1", "99999999999999999999"),
    *("AllDimensions", "REF_AREA", "csv", "json", "structurespecificdata", "'; --"),
    *("all", "none", "true", "%00", "%F0%9F%92%A9", "", "sw:9", "gt:9999", "lt:0001"),
    *("2021-01-01T00:00:00+25:00", "0001-01-01", "both", "name", "x" * 300, "eq:true"),
)
ACCEPTED = (
    *("*/*", "", "text/html;q=x", "application/vnd.sdmx.data+csv;version=9", "a/b;c=d"),
    *("application/json", "text/csv;labels=all", ";;;", "application/xml;q=0,*/*"),
)
ALLOWED = {200, 204, 400, 404, 406, 413, 414, 422, 501}


BEGINNINGS = (
    *(
        "structure/",
        "data/DF_FIGURES/",
        "data/*/",
        "availability/*/",
        "data/DF_FIGURES",
        "data",
    ),
    *("data/DF_FIGURES/.FRA", "data/*/*/*/*/A.KEN", "availableconstraint/DF_FIGURES"),
)


def test_whatever_is_asked_is_answered_or_refused(ask, counts):
    chance = random.Random(20240613)  # noqa: S311 (the same in every run)
    seen = set()
    for _number in range(5_000 if counts == "full" else 400):
        path = "/".join(chance.choices(PIECES, k=chance.choice((0, 0, 1, 2, 5))))
        query = "&".join(
            f"{chance.choice(NAMES)}={chance.choice(VALUES)}"
            for _each in range(chance.choice((0, 1, 1, 2, 3)))
        )
        address = f"/{chance.choice(BEGINNINGS)}{path}?{query}"

        answer = ask(address, chance.choice(ACCEPTED))

        assert answer.status in ALLOWED, address
        if answer.status == 501:
            assert answer.content.startswith((b"<?xml", b'{"errors"')), address
        seen.add(answer.status)
    assert {200, 204, 400, 404, 406, 422, 501} <= seen
