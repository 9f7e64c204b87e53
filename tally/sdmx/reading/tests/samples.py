"""A small cube, written in each of the shapes that are read, with writers of our own.

They are as plain as can be and share nothing with the readers or with
`tally.sdmx.writing`.
"""

import csv
import io
import json
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
GENERIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"

DIMENSIONS = ("FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE", "ECO")
TIME = "TIME_PERIOD"
OF_SERIES = ("UNIT_MEASURE", "UNIT_MULT")
OF_VALUES = ("OBS_STATUS", "LOWER_BOUND", "COMMENT_OBS")


@dataclass(frozen=True)
class Observation:
    key: tuple[str, ...]  # in the order of DIMENSIONS
    time: str
    value: str | None
    of_series: tuple[str, ...]
    of_value: tuple[str, ...]

    @property
    def dimensions(self) -> dict[str, str]:
        return dict(zip(DIMENSIONS, self.key, strict=True))

    @property
    def series_attributes(self) -> dict[str, str]:
        return said(OF_SERIES, self.of_series)

    @property
    def attributes(self) -> dict[str, str]:
        return said(OF_VALUES, self.of_value)


def said(names, values) -> dict[str, str]:
    return {n: v for n, v in zip(names, values, strict=True) if v}


Cube = list[Observation]


def by_series(cube: Cube) -> dict[tuple, Cube]:
    series: dict[tuple, Cube] = {}
    for one in cube:
        series.setdefault((one.key, one.of_series), []).append(one)
    return series


def envelope(kind: str, at: str, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<m:{kind} xmlns:m="{MESSAGE}" '
        f'xmlns:g="{GENERIC}" xmlns:c="{COMMON}" xmlns:ss="{SPECIFIC}">'
        f'<m:Header><m:ID>T</m:ID><m:Structure structureID="S" '
        f'dimensionAtObservation="{at}"><c:Structure><Ref agencyID="A" id="FLOW" '
        f'version="1.0"/></c:Structure></m:Structure></m:Header>{body}</m:{kind}>'
    )


def pairs(values: dict[str, str]) -> str:
    return "".join(
        f"<g:Value id={quoteattr(n)} value={quoteattr(v)}/>" for n, v in values.items()
    )


def generic_observation(one: Observation, key: str, attributes: dict[str, str]) -> str:
    value = "" if one.value is None else f"<g:ObsValue value={quoteattr(one.value)}/>"
    listed = f"<g:Attributes>{pairs(attributes)}</g:Attributes>" if attributes else ""
    return f"<g:Obs>{key}{value}{listed}</g:Obs>"


def generic_series(cube: Cube) -> str:
    body = ""
    for series in by_series(cube).values():
        first = series[0]
        of_series = first.series_attributes
        body += f"<g:Series><g:SeriesKey>{pairs(first.dimensions)}</g:SeriesKey>"
        if of_series:
            body += f"<g:Attributes>{pairs(of_series)}</g:Attributes>"
        for one in series:
            key = f"<g:ObsDimension value={quoteattr(one.time)}/>"
            body += generic_observation(one, key, one.attributes)
        body += "</g:Series>"
    data = f'<m:DataSet structureRef="S">{body}</m:DataSet>'
    return envelope("GenericData", TIME, data)


def generic_flat(cube: Cube) -> str:
    body = ""
    for one in cube:
        whole = pairs({**one.dimensions, TIME: one.time})
        attributes = {**one.series_attributes, **one.attributes}
        body += generic_observation(one, f"<g:ObsKey>{whole}</g:ObsKey>", attributes)
    data = f'<m:DataSet structureRef="S">{body}</m:DataSet>'
    return envelope("GenericData", "AllDimensions", data)


def written(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


def measured(one: Observation) -> dict[str, str]:
    return {} if one.value is None else {"OBS_VALUE": one.value}


def specific_series(cube: Cube) -> str:
    body = ""
    for series in by_series(cube).values():
        first = series[0]
        body += f"<Series{written({**first.dimensions, **first.series_attributes})}>"
        for one in series:
            body += (
                f"<Obs{written({TIME: one.time, **measured(one), **one.attributes})}/>"
            )
        body += "</Series>"
    data = f'<m:DataSet ss:structureRef="S">{body}</m:DataSet>'
    return envelope("StructureSpecificTimeSeriesData", TIME, data)


def specific_flat(cube: Cube) -> str:
    body = "".join(
        "<Obs"
        + written(
            {
                **one.attributes,
                **measured(one),
                TIME: one.time,
                **one.series_attributes,
                **one.dimensions,
            }
        )
        + "/>"
        for one in cube
    )
    data = f'<m:DataSet ss:structureRef="S">{body}</m:DataSet>'
    return envelope("StructureSpecificData", "AllDimensions", data)


def specific_by_area(cube: Cube) -> str:
    """Cross-sectional: the area stands on the observation, the time on the series."""
    series: dict[tuple, Cube] = {}
    for one in cube:
        rest = {**one.dimensions, TIME: one.time, **one.series_attributes}
        del rest["REF_AREA"]
        series.setdefault(tuple(rest.items()), []).append(one)
    body = ""
    for rest, ones in series.items():
        body += f"<Series{written(dict(rest))}>"
        for one in ones:
            area = {"REF_AREA": one.dimensions["REF_AREA"]}
            body += f"<Obs{written({**area, **measured(one), **one.attributes})}/>"
        body += "</Series>"
    data = f'<m:DataSet ss:structureRef="S">{body}</m:DataSet>'
    return envelope("StructureSpecificData", "REF_AREA", data)


START = ("dataflow", "A:FLOW(1.0)", "I")


class Lists:
    """The values of JSON components, named by their places."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}

    def place(self, name: str, value: str) -> int | None:
        if not value:
            return None
        known = self.values.setdefault(name, [])
        if value not in known:
            known.append(value)
        return known.index(value)

    def components(self, names) -> list[dict]:
        return [
            {"id": n, "values": [{"id": v} for v in self.values.get(n, [])]}
            for n in names
        ]


def number(value: str | None) -> float | None:
    return None if value is None else float(value)


def json_series(cube: Cube) -> str:
    lists = Lists()
    held: dict[str, dict] = {}
    for (key, of_series), ones in by_series(cube).items():
        places = [lists.place(n, v) for n, v in zip(DIMENSIONS, key, strict=True)]
        one_series = held.setdefault(":".join(map(str, places)), {"observations": {}})
        one_series["attributes"] = [
            lists.place(n, v) for n, v in zip(OF_SERIES, of_series, strict=True)
        ]
        for one in ones:
            rest = [
                lists.place(n, v) for n, v in zip(OF_VALUES, one.of_value, strict=True)
            ]
            place = str(lists.place(TIME, one.time))
            one_series["observations"][place] = [number(one.value), *rest]
    structure = {
        "links": [{"rel": "dataflow", "href": "https://x/dataflow/A/FLOW/1.0"}],
        "dimensions": {
            "dataSet": [],
            "series": lists.components(DIMENSIONS),
            "observation": lists.components([TIME]),
        },
        "attributes": {
            "dataSet": [],
            "series": lists.components(OF_SERIES),
            "observation": lists.components(OF_VALUES),
        },
    }
    sets = [{"action": "Information", "series": held}]
    return json.dumps({"header": {}, "structure": structure, "dataSets": sets})


def json_flat(cube: Cube) -> str:
    lists = Lists()
    held = {}
    for one in cube:
        whole = {**one.dimensions, TIME: one.time}
        key = ":".join(str(lists.place(n, v)) for n, v in whole.items())
        attributes = zip(
            (*OF_SERIES, *OF_VALUES), (*one.of_series, *one.of_value), strict=True
        )
        held[key] = [number(one.value), *(lists.place(n, v) for n, v in attributes)]
    structure = {
        "links": [{"rel": "dataflow", "urn": "urn:sdmx:x.Dataflow=A:FLOW(1.0)"}],
        "dimensions": {"observation": lists.components((*DIMENSIONS, TIME))},
        "attributes": {"observation": lists.components((*OF_SERIES, *OF_VALUES))},
    }
    sets = [{"observations": held}]
    return json.dumps({"data": {"structure": structure, "dataSets": sets}})


def table(header, rows, separator=",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def csv_1(cube: Cube) -> str:
    header = ["DATAFLOW", *DIMENSIONS, TIME, "OBS_VALUE", *OF_SERIES, *OF_VALUES]
    rows = [
        ["A:FLOW(1.0)", *o.key, o.time, o.value or "", *o.of_series, *o.of_value]
        for o in cube
    ]
    return table(header, rows)


def csv_2(cube: Cube) -> str:
    header = ["STRUCTURE", "STRUCTURE_ID", "ACTION", TIME, *DIMENSIONS, "OBS_VALUE"]
    header += [*OF_VALUES, *OF_SERIES]
    rows = [
        [
            "dataflow",
            "A:FLOW(1.0)",
            "I",
            o.time,
            *o.key,
            o.value or "NaN",
            *o.of_value,
            *o.of_series,
        ]
        for o in cube
    ]
    return table(header, rows, ";")


def csv_2_labelled(cube: Cube) -> str:
    """With `labels=both`: names behind the codes."""
    coded = [*DIMENSIONS, *OF_SERIES]
    header = ["STRUCTURE[|]", "STRUCTURE_ID", "ACTION"]
    header += [f"{name}: The {name}" for name in (*coded, TIME, "OBS_VALUE")]
    header += [f"{name}: The {name}" for name in OF_VALUES]
    rows = [
        ["dataflow", "A:FLOW(1.0): A flow: of data", "M"]
        + [f"{code}: Name of {code}" if code else "" for code in (*o.key, *o.of_series)]
        + [o.time, o.value or "", *o.of_value]
        for o in cube
    ]
    return table(header, rows)


def csv_2_named(cube: Cube) -> str:
    """With `labels=name`: names in columns of their own."""
    header = ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"]
    for name in (*DIMENSIONS, TIME, "OBS_VALUE", *OF_SERIES, *OF_VALUES):
        header += [name, f"The {name.capitalize()}"]
    rows = []
    for o in cube:
        cells = (*o.key, o.time, o.value or "", *o.of_series, *o.of_value)
        named = [(cell, f"Name of {cell}") for cell in cells]
        flow = ("dataflow", "A:FLOW(1.0)", "A flow, of data", "M")
        rows.append([*flow, *(cell for pair in named for cell in pair)])
    return table(header, rows)


SHAPES = {
    "generic series": (generic_series, ".xml"),
    "generic flat": (generic_flat, ".xml"),
    "specific series": (specific_series, ".xml"),
    "specific flat": (specific_flat, ".xml"),
    "specific by area": (specific_by_area, ".xml"),
    "json series": (json_series, ".json"),
    "json flat": (json_flat, ".json"),
    "csv 1.0": (csv_1, ".csv"),
    "csv 2.0": (csv_2, ".csv"),
    "csv 2.0 with names": (csv_2_labelled, ".csv"),
    "csv 2.0 names beside": (csv_2_named, ".csv"),
}
