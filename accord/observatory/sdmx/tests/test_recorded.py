"""Requests as real clients send them, replayed: path, Accept, what is answered.

Recorded from sdmx1 2.28, pysdmx 1.21 and rsdmx 0.6-2 against a running Accord.
"""

import pytest

FRANCE = {("FRA", "T", "2023", 9.5), ("FRA", "T", "2024", 9.25)}
PROJECTED = {("FRA", "T", "2025", 9.125)}
XML = "application/xml"
STRUCTURE = "application/vnd.sdmx.structure+xml;version=2.1"
STRUCTURE_JSON = "application/vnd.sdmx.structure+json;version=2.0.0"
GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1"
SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
CSV_2 = "application/vnd.sdmx.data+csv;version=2.0.0"


@pytest.mark.parametrize(
    ("address", "accept", "media_type"),
    [
        # sdmx1, REST 1 and REST 2
        ("/dataflow/ACCORD/all/latest", "*/*", STRUCTURE),
        ("/dataflow/ACCORD/DF_FIGURES/latest?references=all", "*/*", STRUCTURE),
        ("/data/DF_FIGURES/.FRA..?startPeriod=2024", "*/*", GENERIC),
        ("/data/DF_FIGURES/.FRA.....?startPeriod=2024", SPECIFIC, SPECIFIC),
        ("/data/DF_FIGURES?detail=serieskeysonly", "*/*", GENERIC),
        ("/availableconstraint/DF_FIGURES/.FRA.....", "*/*", STRUCTURE),
        ("/structure/dataflow/ACCORD/*/+", "*/*", STRUCTURE),
        ("/data/*/ACCORD/DF_FIGURES/+/A.FRA", "*/*", GENERIC),
        # rsdmx
        ("/dataflow/all/all/latest/", XML, STRUCTURE),
        ("/datastructure/all/DSD_FIGURES/latest/?references=children", XML, STRUCTURE),
        (
            "/data/DF_FIGURES/.FRA...../all/?startPeriod=2020&endPeriod=2030",
            XML,
            GENERIC,
        ),
        ("/data/DF_FIGURES/.FRA/all/", XML, GENERIC),
        # pysdmx
        (
            "/dataflow/ACCORD/DF_FIGURES/latest/?references=descendants",
            STRUCTURE,
            STRUCTURE,
        ),
        ("/data/ACCORD,DF_FIGURES,1.0.0/.FRA...../", CSV_2, CSV_2),
        ("/data/dataflow/ACCORD/DF_FIGURES/1.0.0/.FRA...../", CSV_2, CSV_2),
        ("/codelist/ACCORD/CL_SEX/1.0.0/", STRUCTURE_JSON, STRUCTURE_JSON),
        (
            "/schema/dataflow/ACCORD/DF_FIGURES/1.0.0/",
            STRUCTURE_JSON,
            STRUCTURE_JSON,
        ),
    ],
)
def test_a_recorded_request_is_answered(ask, address, accept, media_type):
    answer = ask(address, accept)

    assert answer.status == 200, answer.content
    assert answer.headers["Content-Type"].startswith(media_type)
    assert answer.content


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/data/DF_FIGURES/.FRA..?startPeriod=2024",
            {*FRANCE, *PROJECTED} - {("FRA", "T", "2023", 9.5)},
        ),
        ("/data/*/ACCORD/DF_FIGURES/+/A.FRA", FRANCE | PROJECTED),
        (
            "/data/DF_FIGURES/.FRA...../all/?startPeriod=2020&endPeriod=2024",
            FRANCE,
        ),
    ],
)
def test_a_recorded_request_for_figures_gives_those_figures(ask, address, expected):
    assert ask(address).rows() == expected
