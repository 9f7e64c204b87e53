"""Data messages of SDMX-JSON 2.0.0, written while rows come.

Values are places in lists that grow as codes are met; the lists stand at the end of the
message, where all of them are known.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from tally.sdmx.writing.artefacts import MEASURE, TIME, Dataflow, Texts
from tally.sdmx.writing.data_csv import Names
from tally.sdmx.writing.markup import Header, pieces
from tally.sdmx.writing.shape import Row, Shape

VERSION_2 = "application/vnd.sdmx.data+json;version=2.0.0"
_SCHEMAS = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master"


def write(
    rows: Iterable[Row],
    shape: Shape,
    flow: Dataflow,
    header: Header,
    *,
    names: Names,
    language: str,
) -> Iterator[bytes]:
    """Write rows that come series by series."""
    return pieces(_parts(rows, shape, flow, header, names, language))


class _Places(dict[str, int]):
    """The values of one component, each with its place in the order of meeting."""

    def __missing__(self, value: str) -> int:
        self[value] = place = len(self)
        return place


def meta(header: Header, language: str, *, kind: str) -> dict[str, Any]:
    """Return the head of a message; by the schema it names, readers know its kind."""
    return {
        "schema": f"{_SCHEMAS}/{kind}-message/tools/schemas/2.0.0/"
        f"sdmx-json-{kind}-schema.json",
        "id": header.id,
        "prepared": header.moment,
        "test": False,
        "contentLanguages": [language],
        "sender": {"id": header.sender, "name": best(header.sender_names, language)},
    }


def best(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get("en", "")


def _parts(
    rows: Iterable[Row],
    shape: Shape,
    flow: Dataflow,
    header: Header,
    names: Names,
    language: str,
) -> Iterator[str]:
    places = {each: _Places() for each in shape.columns}
    yield f'{{"meta":{_json(meta(header, language, kind="data"))},"data":{{"dataSets":['
    links = _json([{"rel": "dataflow", "urn": flow.urn}])
    yield f'{{"structure":0,"action":"{shape.action}","links":{links},'
    if shape.series:
        yield '"series":{'
        yield from _series(rows, shape, places)
    else:
        yield '"observations":{'
        yield from _flat(rows, shape, places)
    yield f'}}}}],"structures":[{_json(_structure(shape, flow, names, places))}]}}}}'


def _series(
    rows: Iterable[Row], shape: Shape, places: dict[str, _Places]
) -> Iterator[str]:
    begin, attributes = len(shape.series), shape.series_attributes
    end = begin + len(attributes)
    comma = ""
    for key, observations in groupby(rows, itemgetter(slice(0, end))):
        told = ":".join(
            str(places[name][value or ""])
            for name, value in zip(shape.series, key, strict=False)
        )
        yield f'{comma}"{told}":{{'
        comma = ","
        if attributes:
            yield f'"attributes":{_json(_placed(attributes, key[begin:], places))},'
        yield '"observations":{'
        if shape.observation:
            (at,) = shape.observation
            yield ",".join(
                f'"{places[at][row[end] or ""]}":'
                + _values(row[end + 1 :], shape, places)
                for row in observations
            )
        yield "}}"


def _flat(
    rows: Iterable[Row], shape: Shape, places: dict[str, _Places]
) -> Iterator[str]:
    end = len(shape.observation)
    comma = ""
    for row in rows:
        key = ":".join(
            str(places[name][value or ""])
            for name, value in zip(shape.observation, row, strict=False)
        )
        yield f'{comma}"{key}":{_values(row[end:], shape, places)}'
        comma = ","


def _values(rest: Row, shape: Shape, places: dict[str, _Places]) -> str:
    told: list[Any] = []
    if shape.measure:
        told.append(None if rest[0] is None else float(rest[0]))
        rest = rest[1:]
    return _json(told + _placed(shape.attributes, rest, places))


def _placed(
    names: tuple[str, ...], values: Row, places: dict[str, _Places]
) -> list[int | None]:
    return [
        None if value is None else places[name][value]
        for name, value in zip(names, values, strict=False)
    ]


def _structure(
    shape: Shape, flow: Dataflow, names: Names, places: dict[str, _Places]
) -> dict[str, Any]:
    structure = flow.structure
    order = [each.id for each in structure.dimensions] + [TIME]

    def component(name: str) -> dict[str, Any]:
        known = names.codes.get(name)
        values = [
            {"value": value}
            if known is None
            else {"id": value, "name": known.get(value) or value}
            for value in places[name]
        ]
        # A list without any would not be valid.
        told = {"values": values} if values else {}
        return {"id": name, "name": names.components.get(name, name)} | told

    def dimension(name: str) -> dict[str, Any]:
        return component(name) | {"keyPosition": order.index(name)}

    def attribute(name: str) -> dict[str, Any]:
        of_series = name in {e.id for e in structure.attributes if e.of_series}
        relation: dict[str, Any] = (
            {"dimensions": [each.id for each in structure.dimensions]}
            if of_series
            else {"observation": {}}
        )
        return component(name) | {"relationship": relation}

    measures = [{"id": MEASURE, "name": names.components.get(MEASURE, MEASURE)}]
    return {
        "links": [
            {"rel": "dataflow", "urn": flow.urn},
            {"rel": "datastructure", "urn": structure.urn},
        ],
        "name": names.flow,
        "dimensions": {
            "series": [dimension(each) for each in shape.series],
            "observation": [dimension(each) for each in shape.observation],
        },
        "measures": {"observation": measures if shape.measure else []},
        "attributes": {
            "series": [attribute(each) for each in shape.series_attributes],
            "observation": [attribute(each) for each in shape.attributes],
        },
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
