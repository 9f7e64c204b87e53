"""A few figures of every kind, some of them missing, and what makes them one."""

from typing import Any

ROWS: list[dict[str, Any]] = [
    {"time": "2019", "value": 86.5, "lower": 85.25, "upper": 87.75},
    {"time": "2021", "value": 85.0, "status": "B", "source_note": "New <survey>"},
    {"time": "2022", "value": None, "missing": "C"},
    {"time": "2021", "value": 88.0, "sex": "F", "headline": False},
    {"time": "2021", "value": 70.0, "age": "Y15T24", "headline": False},
    {
        "time": "2021",
        "value": 60.0,
        "headline": False,
        "dimensions": '{"ECO":"AGNAG_TOTAL","LOCATION":"URB"}',
    },
    {"time": "2021", "value": 91.0, "definition": "icls-13-17", "headline": False},
    {"area": "FRA", "time": "2023", "value": 9.5},
    {"area": "FRA", "time": "2024", "value": 9.25},
    {"area": "FRA", "time": "2025", "value": 9.125, "basis": "projected"},
    {"area": "SEN", "time": "2024", "value": 90.0, "nature": ""},
    {"area": "001", "area_kind": "world", "time": "2021", "value": 58.0},
    {"area": "AFE", "area_kind": "group", "time": "2021-Q3", "value": 57.0},
    {"area": "AFE", "area_kind": "group", "time": "2021-07", "value": 57.5},
    {
        "indicator": "gini",
        "area": "KEN",
        "time": "2015",
        "value": 40.8,
        "unit": "gini-point",
        "source": "worldbank-wdi",
        "series": "SI.POV.GINI",
        "vintage": "VIN-2026-0002",
    },
]
INFORMAL = {"indicator": "informal-employment", "area": "KEN"}
FIGURES = [{**INFORMAL, **row} for row in ROWS]
