"""A small data structure with everything that messages can hold, and its rows."""

from datetime import UTC, datetime

from tally.sdmx.writing.artefacts import (
    AgencyScheme,
    Codelist,
    Component,
    ConceptScheme,
    ContentConstraint,
    Dataflow,
    DataStructure,
    Item,
    Structures,
)
from tally.sdmx.writing.data_csv import Names
from tally.sdmx.writing.markup import Header
from tally.sdmx.writing.shape import Row

OWN = {"agency": "COALITION", "version": "1.0.0"}
HEADER = Header(
    "M1", datetime(2026, 6, 1, 12, tzinfo=UTC), "COALITION", {"en": "A coalition"}
)
FREQ = Codelist(
    **OWN, id="CL_FREQ", names={"en": "Frequency"}, items=[Item("A", {"en": "Annual"})]
)
AREA = Codelist(
    **OWN,
    id="CL_AREA",
    names={"en": "Area", "fr": "Zone", "es": "Área", "ar": "المنطقة"},
    items=[
        Item("001", {"en": "World", "fr": "Monde"}),
        Item("FRA", {"en": "France", "ar": "فرنسا"}, parent="001"),
        Item("CIV", {"en": "Côte d’Ivoire <&\"'>\u0001"}, parent="001"),
    ],
)
STATUS = Codelist(
    **OWN,
    id="CL_STATUS",
    names={"en": "Status"},
    items=[Item("A", {"en": "Normal"}), Item("M", {"en": "Missing"})],
)
CONCEPTS = ConceptScheme(
    **OWN,
    id="CS",
    names={"en": "Concepts"},
    items=[
        Item("FREQ", {"en": "Frequency", "fr": "Fréquence"}),
        Item("REF_AREA", {"en": "Area"}, {"en": "Where."}),
        Item("TIME_PERIOD", {"en": "Time"}),
        Item("OBS_VALUE", {"en": "Value"}),
        Item("UNIT", {"en": "Unit"}),
        Item("OBS_STATUS", {"en": "Status"}),
        Item("COMMENT", {"en": "Comment"}),
    ],
)
STRUCTURE = DataStructure(
    **OWN,
    id="DSD",
    names={"en": "Figures"},
    concepts=CONCEPTS,
    dimensions=[Component("FREQ", "CL_FREQ"), Component("REF_AREA", "CL_AREA")],
    attributes=[
        Component("UNIT", of_series=True),
        Component("OBS_STATUS", "CL_STATUS"),
        Component("COMMENT"),
    ],
)
FLOW = Dataflow(
    **OWN,
    id="DF",
    names={"en": "Figures", "ar": "الأرقام"},
    descriptions={"en": "All."},
    structure=STRUCTURE,
)
CONSTRAINT = ContentConstraint(
    **OWN,
    id="CC",
    names={"en": "What there is"},
    dataflow=FLOW,
    values={"FREQ": ["A"], "REF_AREA": ["001", "FRA"]},
    first="2020",
    last="2021",
    series=2,
    observations=3,
)
AGENCIES = AgencyScheme(
    agency="SDMX",
    id="AGENCIES",
    version="1.0",
    names={"en": "Agencies"},
    items=[Item("COALITION", {"en": "A coalition"})],
)
ALL = Structures([AGENCIES, FREQ, AREA, STATUS, CONCEPTS, STRUCTURE, FLOW, CONSTRAINT])
NAMES = Names(
    "Figures",
    {each.id: each.names["en"] for each in CONCEPTS.items},
    {
        "FREQ": {"A": "Annual"},
        "REF_AREA": {each.id: each.names["en"] for each in AREA.items},
        "OBS_STATUS": {"A": "Normal", "M": "Missing"},
    },
)
# Columns: FREQ, REF_AREA, UNIT, TIME_PERIOD, OBS_VALUE, OBS_STATUS, COMMENT.
BY_SERIES: list[Row] = [
    ("A", "001", "PC", "2020", "12.5", "A", None),
    ("A", "001", "PC", "2021", None, "M", 'A "quoted" <note>, & more'),
    ("A", "FRA", None, "2020", "-1e-05", "A", "été\nune ligne"),
]
# Columns: FREQ, REF_AREA, TIME_PERIOD, OBS_VALUE, UNIT, OBS_STATUS, COMMENT.
FLAT: list[Row] = [
    (freq, area, time, value, unit, status, comment)
    for freq, area, unit, time, value, status, comment in BY_SERIES
]
# Columns: FREQ, TIME_PERIOD, REF_AREA, OBS_VALUE, UNIT, OBS_STATUS, COMMENT.
BY_AREA: list[Row] = sorted(
    (
        (freq, time, area, value, unit, status, comment)
        for freq, area, unit, time, value, status, comment in BY_SERIES
    ),
    key=lambda row: row[:3],
)
