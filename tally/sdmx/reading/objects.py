"""Observations of an SDMX-JSON data message, versions 1.0 and 2.0.

A message may say what its numbers mean behind them, so it is held in memory as a whole
and limited in size. Series and observations are named by places in
lists of values, joined by colons; attributes too are places, or in 2.0 also values.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from tally.quoting import shown
from tally.sdmx.reading.concepts import ACTION, DATAFLOW
from tally.sdmx.reading.envelope import TIME, Said
from tally.sdmx.reading.groups import Groups
from tally.sdmx.reading.meaning import DELETIONS
from tally.sdmx.reading.reasons import refuse
from tally.sdmx.reading.table import Rows, on_one_line
from tally.series.opening import MARKS

LARGEST = 64_000_000
VALUE = "OBS_VALUE"
AREA = "REF_AREA"
LANGUAGE = "en"

_FLOW = re.compile(
    r"=[^:=]*:([^(:=]+)\(|/(?:dataflow|datastructure)/[^/]+/([^/?]+)", re.IGNORECASE
)
_STRUCTURES = (
    "dataStructures",
    "codelists",
    "conceptSchemes",
    "dataflows",
    "categorySchemes",
    "agencySchemes",
    "hierarchies",
)

Object = Mapping[str, Any]


def read_objects(path: Path, work: Path) -> tuple[Rows, list[Said]]:
    """Read all observations into the folder `work`; FileRefused if it has none."""
    message = _loaded(path)
    body = message.get("data")
    if not isinstance(body, dict):
        body = message
    said = _errors(message)
    sets = body.get("dataSets")
    structures = body.get("structures", body.get("structure"))
    if not isinstance(sets, list) or structures is None:
        _refuse_other(message, body, said)
    rows = Rows(work)
    for number, one in enumerate(sets):
        if not isinstance(one, dict):
            _contradict(f"dataSets[{number}]")
        structure = _structure_of(one, structures)
        _Reader(rows, one, _components(structure), f"dataSets[{number}]").read(
            _flow(one, structure)
        )
    return rows, said


def _loaded(path: Path) -> Object:
    if path.stat().st_size > LARGEST:
        raise refuse("json_too_large", limit=LARGEST // 1_000_000)
    content = path.read_bytes()
    encoding = next((e for mark, e in MARKS if content.startswith(mark)), "utf-8")
    try:
        message = json.loads(content.decode(encoding), parse_float=str)
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise refuse("encoding_broken", line=line, encoding=encoding) from None
    except RecursionError:
        raise refuse("json_broken", detail="nested too deeply") from None
    except ValueError as broken:
        raise refuse("json_broken", detail=broken) from None
    if not isinstance(message, dict):
        raise refuse("json_unknown", found=type(message).__name__)
    return message


def _errors(message: Object) -> list[Said]:
    """What the service says went wrong."""
    errors = message.get("errors")
    texts = []
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict):
            words = [error.get(key) for key in ("code", "title", "detail", "message")]
            texts.append(" ".join(str(word) for word in words if word))
        else:
            texts.append(str(error))
    return [Said(shown("; ".join(texts)), is_error=True)] if texts else []


def _refuse_other(message: Object, body: Object, said: Sequence[Said]) -> NoReturn:
    """Refuse a message without data by what it is."""
    if said:
        raise refuse("error_message", found=said[0].text)
    kinds = [kind for kind in _STRUCTURES if kind in body]
    if kinds:
        raise refuse("structure_message", found=f"SDMX-JSON, {', '.join(kinds)}")
    if "metadataSets" in body:
        raise refuse("metadata_message", found="SDMX-JSON, metadataSets")
    names = [shown(str(name)) for name in list(message)[:6]]
    raise refuse("json_unknown", found=", ".join(names) or "{}")


def _contradict(place: str) -> NoReturn:
    raise refuse("json_wrong", place=place)


def _structure_of(one: Object, structures: object) -> Object:
    """The structure a data set refers to."""
    if isinstance(structures, list):
        place = one.get("structure", 0)
        if not isinstance(place, int) or not 0 <= place < len(structures):
            _contradict("structure")
        structures = structures[place]
    if not isinstance(structures, dict):
        _contradict("structure")
    return structures


def _flow(one: Object, structure: Object) -> str:
    """The id of the dataflow or of the structure of the data, or the name they have."""
    for holder in (structure, one):
        links = holder.get("links")
        links = [link for link in links or [] if isinstance(link, dict)]
        links.sort(key=lambda link: link.get("rel") != "dataflow")
        for link in links:
            for key in ("urn", "href"):
                if found := _FLOW.search(str(link.get(key, ""))):
                    return found[1] or found[2]
    return _text(structure.get("name") or structure.get("id"))


def _text(value: object) -> str:
    """What a value says, on one line; of several languages the first that we know."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return _text(value.get(LANGUAGE) or next(iter(value.values()), ""))
    if isinstance(value, list):
        return "; ".join(text for part in value if (text := _text(part)))
    return on_one_line(str(value))


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension or attribute and its values, which may not be listed."""

    name: str
    values: Sequence[str] | None
    default: str = ""

    def value(self, given: object, place: str) -> str:
        """The value meant by a place in the list, or given as it is."""
        if given is None:
            return self.default
        if self.values is None or not isinstance(given, int):
            return _text(given)
        if not 0 <= given < len(self.values):
            _contradict(f"{place}, {self.name}")
        return self.values[given]


@dataclass(slots=True)
class Components:
    """The components of a structure by where they are said."""

    dimensions: dict[str, list[Component]] = field(default_factory=dict)
    attributes: dict[str, list[Component]] = field(default_factory=dict)
    measures: list[str] = field(default_factory=list)


def _listed(structure: Object, kind: str, level: str) -> Sequence[Any]:
    """The components of a kind that a structure lists at a level, or none."""
    holder = structure.get(kind)
    listed = holder.get(level) if isinstance(holder, dict) else None
    if listed and not isinstance(listed, list):
        _contradict(f"{kind}.{level}")
    return listed or []


def _components(structure: Object) -> Components:
    found = Components()
    for kind, into in (
        ("dimensions", found.dimensions),
        ("attributes", found.attributes),
    ):
        for level in ("dataSet", "dimensionGroup", "series", "observation"):
            into[level] = [
                _component(one, f"{kind}.{level}")
                for one in _listed(structure, kind, level)
            ]
    _rename_by_role(structure, found)
    listed = _listed(structure, "measures", "observation")
    found.measures = [_component(one, "measures").name for one in listed]
    if len(found.measures) <= 1:
        found.measures = [VALUE]
    return found


def _component(one: object, place: str) -> Component:
    if not isinstance(one, dict) or not isinstance(one.get("id"), str):
        _contradict(place)
    name = _text(one["id"])
    if not name.strip():
        _contradict(place)
    values = one.get("values")
    if not isinstance(values, list) or not values:
        return Component(name, None, _text(one.get("default")))
    texts = []
    for value in values:
        if isinstance(value, dict):
            said = [value.get(key) for key in ("id", "value", "name")]
            texts.append(_text(next((v for v in said if v is not None), "")))
        else:
            texts.append(_text(value))
    return Component(name, texts, _text(one.get("default")))


def _rename_by_role(structure: Object, found: Components) -> None:
    """Call the time and the area by their concepts where only the role says which."""
    names = {c.name for level in found.dimensions.values() for c in level}
    for level, components in found.dimensions.items():
        listed = _listed(structure, "dimensions", level)
        for place, (component, one) in enumerate(zip(components, listed, strict=True)):
            roles = one.get("roles", one.get("role"))
            for role in roles if isinstance(roles, list) else [roles]:
                if role in (TIME, AREA) and role not in names:
                    components[place] = Component(role, component.values)
                    names.add(role)


class _Reader:
    """Reads one data set into rows."""

    def __init__(
        self, rows: Rows, one: Object, components: Components, place: str
    ) -> None:
        self.rows = rows
        self.one = one
        self.components = components
        self.place = place
        self.groups = Groups()
        for level in components.dimensions.values():
            rows.known.dimensions.update(c.name for c in level)
        for level in components.attributes.values():
            rows.known.attributes.update(c.name for c in level)
        rows.known.attributes.update(set(components.measures) - {VALUE})

    def read(self, flow: str) -> None:
        before = self.rows.count
        context = {DATAFLOW: flow} if flow else {}
        action = _text(self.one.get("action"))
        is_deletion = action.upper() in DELETIONS
        if is_deletion:
            context[ACTION] = action
        dimensions = self.components.dimensions
        for component in dimensions["dataSet"]:
            context[component.name] = component.value(0, self.place)
        listed = self.components.attributes["dataSet"]
        context |= self._attributes(listed, self.one.get("attributes"))
        self._read_groups()
        for key, series in self._items("series"):
            said = self._values(key, dimensions["series"])
            if not isinstance(series, dict):
                _contradict(f"{self.place}.series.{shown(key)}")
            of_series = self.components.attributes["series"]
            attributes = self._attributes(of_series, series.get("attributes"))
            self._read_observations(context, said, attributes, series)
        if "observations" in self.one:
            self._read_observations(context, {}, {}, self.one)
        if is_deletion:
            self.rows.deleted += self.rows.count - before
        self.rows.flush()

    def _items(self, key: str) -> Iterator[tuple[str, Any]]:
        held = self.one.get(key)
        if held is None:
            return
        if not isinstance(held, dict):
            _contradict(f"{self.place}.{key}")
        yield from held.items()

    def _values(self, key: str, components: Sequence[Component]) -> dict[str, str]:
        """The values a key names by places; an empty one names none."""
        places = key.split(":") if key else []
        if len(places) != len(components):
            _contradict(f"{self.place}, {shown(key)}")
        said = {}
        for place, component in zip(places, components, strict=True):
            if not place:
                continue
            if not place.isascii() or not place.isdigit() or len(place) > 9:
                _contradict(f"{self.place}, {shown(key)}")
            said[component.name] = component.value(int(place), self.place)
        return said

    def _attributes(
        self, components: Sequence[Component], given: object
    ) -> dict[str, str]:
        values = given if isinstance(given, list) else []
        return {
            component.name: text
            for place, component in enumerate(components)
            if (
                text := component.value(
                    values[place] if place < len(values) else None, self.place
                )
            )
        }

    def _read_groups(self) -> None:
        dimensions = [
            component
            for level in ("dataSet", "series", "observation")
            for component in self.components.dimensions[level]
        ]
        listed = self.components.attributes["dimensionGroup"]
        for key, given in self._items("dimensionGroupAttributes"):
            self.groups.add(
                self._values(key, dimensions), self._attributes(listed, given)
            )

    def _read_observations(
        self,
        context: Mapping[str, str],
        said: Mapping[str, str],
        attributes: Mapping[str, str],
        holder: Object,
    ) -> None:
        observations = holder.get("observations")
        if observations is None:
            return
        if not isinstance(observations, dict):
            _contradict(f"{self.place}.observations")
        dimensions = self.components.dimensions["observation"]
        listed = self.components.attributes["observation"]
        measures = self.components.measures
        names = [
            *(component.name for component in dimensions),
            *measures,
            *(component.name for component in listed),
        ]
        known = {**context, **attributes, **said}
        self.rows.begin(known)
        frame = self.rows.frame(names)
        for key, given in observations.items():
            values = given if isinstance(given, list) else [given]
            place = self._values(key, dimensions)
            of_measures = [_text(value) for value in values[: len(measures)]]
            of_measures += [""] * (len(measures) - len(of_measures))
            rest = self._attributes(listed, values[len(measures) :])
            cells = [
                *(place.get(component.name, "") for component in dimensions),
                *of_measures,
                *(rest.get(component.name, "") for component in listed),
            ]
            if self.groups:
                of_groups = self.groups.attributes({**known, **place})
                self.rows.begin({**context, **of_groups, **attributes, **said})
                frame = self.rows.frame(names)
            self.rows.add(frame, [cells])
