"""The data sets of an SDMX-ML message: series, observations and groups.

A data set is read while it is parsed: what is complete is read and taken out of the
tree, also from within a series that goes on.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import methodcaller

from lxml import etree

from tally.sdmx.reading.concepts import ACTION, DATAFLOW
from tally.sdmx.reading.envelope import FLAT, Declared, local
from tally.sdmx.reading.groups import Groups
from tally.sdmx.reading.meaning import DELETIONS
from tally.sdmx.reading.table import Frame, Rows

VALUE = "OBS_VALUE"
OBSERVATION = "{*}Obs"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# What a data set says about itself, not about its observations.
_OF_THE_SET = frozenset(
    [
        "action",
        "dataScope",
        "publicationPeriod",
        "publicationYear",
        "reportingBeginDate",
        "reportingEndDate",
        "setID",
        "structureRef",
        "validFromDate",
        "validToDate",
        "REPORTING_YEAR_START_DAY",
    ]
)


attribute_names = methodcaller("keys")
attribute_values = methodcaller("values")


class DataSet:
    """A data set that is being parsed."""

    def __init__(
        self, element: etree._Element, declared: Declared, action: str, rows: Rows
    ) -> None:
        self.element = element
        self.rows = rows
        self.at_observation = declared.at_observation
        self.groups = Groups()
        self.context: dict[str, str] = {}
        # The series whose end has not been parsed, once observations of it were read.
        self._open: etree._Element | None = None
        self._said: dict[str, str] = {}
        for name, value in element.attrib.items():
            if local(str(name)) == "action":
                action = str(value)
        if declared.flow:
            self.context[DATAFLOW] = declared.flow
        self._before = rows.count
        self.is_deletion = action.upper() in DELETIONS
        if self.is_deletion:
            self.context[ACTION] = action

    def advance(self) -> bool:
        """Read the children but for the last one; whether anything was taken out.

        The last one may not be complete, and the parser may still write behind it.
        """
        found = list(self.element.iterchildren("*"))
        if not found:
            return False
        last = found.pop()
        self._read(found)
        moved = last.getprevious() is not None
        del self.element[:-1]
        if local(str(last.tag)) == "Series":
            moved = self._advance_in(last) or moved
        return moved

    def finish(self) -> None:
        """Read what is left."""
        self._read(self.element.iterchildren("*"))
        if self.is_deletion:
            self.rows.deleted += self.rows.count - self._before

    def _advance_in(self, series: etree._Element) -> bool:
        """Read the observations of a series that may go on, but for the last one."""
        observations = list(series.iterchildren(OBSERVATION))[:-1]
        if not observations:
            return False
        self._read_series(series, observations)
        del series[: series.index(observations[-1]) + 1]
        self._open = series
        return True

    def _read(self, found: Iterable[etree._Element]) -> None:
        flat: list[etree._Element] = []
        for child in found:
            name = local(str(child.tag))
            if name == "Obs":
                flat.append(child)
            elif name == "Series":
                self._read_series(child, child.iterchildren(OBSERVATION))
                self._open = None
            elif name == "Group":
                self.read_group(child)
            elif name == "Attributes":
                self.context.update(self.read_attributes(child))
        if flat:
            self._read_observations({}, flat)

    def _read_series(
        self, series: etree._Element, observations: Iterable[etree._Element]
    ) -> None:
        if series is not self._open:
            self._said = self.read_key(series)
        self._read_observations(self._said, observations)

    def _read_observations(
        self, said: Mapping[str, str], observations: Iterable[etree._Element]
    ) -> None:
        """Add observations of a series that says `said`, with what groups say."""
        if not self.groups:
            self.rows.begin({**self.context, **said})
            self.read_observations(observations)
            return
        at_observation = (
            {} if self.at_observation == FLAT else {self.at_observation: ""}
        )
        if said:
            groups = self.groups.attributes({**said, **at_observation})
            if not self.groups.need(said):
                self.rows.begin({**self.context, **groups, **said})
                self.read_observations(observations)
                return
        for observation in observations:
            values = {**said, **self.read_values(observation)}
            groups = self.groups.attributes(values)
            self.rows.begin({**self.context, **groups, **said})
            self.read_observations([observation])

    def read_key(self, series: etree._Element) -> dict[str, str]:
        """What the message says about a whole series."""
        raise NotImplementedError

    def read_attributes(self, element: etree._Element) -> dict[str, str]:
        raise NotImplementedError

    def read_group(self, group: etree._Element) -> None:
        raise NotImplementedError

    def read_values(self, observation: etree._Element) -> dict[str, str]:
        """What an observation says itself."""
        raise NotImplementedError

    def read_observations(self, observations: Iterable[etree._Element]) -> None:
        """Add observations of the series begun."""
        raise NotImplementedError


class Specific(DataSet):
    """Components are attributes of XML named like them."""

    def __init__(
        self, element: etree._Element, declared: Declared, action: str, rows: Rows
    ) -> None:
        super().__init__(element, declared, action, rows)
        of_set = {
            name: value
            for name, value in _own(element).items()
            if name not in _OF_THE_SET
        }
        self.rows.known.attributes.update(of_set)
        self.context.update(of_set)

    def read_key(self, series: etree._Element) -> dict[str, str]:
        return _own(series)

    def read_attributes(self, element: etree._Element) -> dict[str, str]:
        return {}

    def read_group(self, group: etree._Element) -> None:
        self.groups.add_mixed(_own(group))

    def read_values(self, observation: etree._Element) -> dict[str, str]:
        values = _own(observation)
        measured = observation.get(_TYPE)
        if measured and self._is_typed(values):
            values[self.at_observation] = local(measured.replace(":", "}"))
        return values

    def read_observations(self, observations: Iterable[etree._Element]) -> None:
        for names, alike in groupby(observations, attribute_names):
            frame, typed = self._frame(names)
            if typed is None:
                self.rows.add(frame, map(attribute_values, alike))
                continue
            found = [observation.values() for observation in alike]
            for values in found:
                values[typed] = values[typed].rpartition(":")[2]
            self.rows.add(frame, found)

    def _frame(self, names: list[str]) -> tuple[Frame, int | None]:
        """The frame of observations with these names; where the type is the measure."""
        own: list[str | None] = [None if n.startswith("{") else n for n in names]
        typed = None
        if _TYPE in names and self._is_typed(own):
            typed = names.index(_TYPE)
            own[typed] = self.at_observation
        return self.rows.frame(own), typed

    def _is_typed(self, names: Iterable[str | None]) -> bool:
        """Whether the type of an observation says which measure it is."""
        return self.at_observation != FLAT and self.at_observation not in names


class Generic(DataSet):
    """Components are elements `Value` with an id and a value."""

    def read_key(self, series: etree._Element) -> dict[str, str]:
        key: dict[str, str] = {}
        attributes: dict[str, str] = {}
        for child in series.iterchildren("{*}SeriesKey", "{*}Attributes", "{*}Obs"):
            name = local(str(child.tag))
            if name == "SeriesKey":
                key.update(_values(child))
            elif name == "Attributes":
                attributes.update(self.read_attributes(child))
            else:
                break
        self.rows.known.dimensions.update(key)
        return {**attributes, **key}

    def read_attributes(self, element: etree._Element) -> dict[str, str]:
        attributes = _values(element)
        self.rows.known.attributes.update(attributes)
        return attributes

    def read_group(self, group: etree._Element) -> None:
        key: dict[str, str] = {}
        attributes: dict[str, str] = {}
        for child in group.iterchildren("{*}GroupKey", "{*}Attributes"):
            if local(str(child.tag)) == "GroupKey":
                key.update(_values(child))
            else:
                attributes.update(self.read_attributes(child))
        self.groups.add(key, attributes)

    def read_values(self, observation: etree._Element) -> dict[str, str]:
        names, values = self._read_observation(observation, Tags(observation))
        return dict(zip(names, values, strict=True))

    def read_observations(self, observations: Iterable[etree._Element]) -> None:
        shape: list[str] | None = None
        alike: list[list[str]] = []
        frame = Frame("", "", None)
        tags: Tags | None = None
        for observation in observations:
            if tags is None:
                tags = Tags(observation)
            names, values = self._read_observation(observation, tags)
            if names != shape:
                self.rows.add(frame, alike)
                alike = []
                shape = names
                self._learn(observation)
                frame = self.rows.frame(names)
            alike.append(values)
        self.rows.add(frame, alike)

    def _read_observation(
        self, observation: etree._Element, tags: "Tags"
    ) -> tuple[list[str], list[str]]:
        names: list[str] = []
        values: list[str] = []
        for child in observation:
            tag = child.tag
            if tag == tags.dimension:
                names.append(child.get("id", self.at_observation))
                values.append(child.get("value", ""))
            elif tag == tags.value:
                names.append(VALUE)
                values.append(child.get("value", ""))
            elif tag in tags.lists:
                for component in child:
                    names.append(component.get("id", ""))
                    values.append(component.get("value", ""))
        return names, values

    def _learn(self, observation: etree._Element) -> None:
        """Learn which of the names are attributes and which dimensions."""
        for child in observation.iterchildren("{*}Attributes"):
            self.read_attributes(child)
        for child in observation.iterchildren("{*}ObsKey"):
            self.rows.known.dimensions.update(_values(child))


class Tags:
    """The names of the parts of a generic observation, with its namespace."""

    def __init__(self, observation: etree._Element) -> None:
        namespace = str(observation.tag).removesuffix("Obs")
        self.dimension = namespace + "ObsDimension"
        self.value = namespace + "ObsValue"
        self.lists = frozenset([namespace + "Attributes", namespace + "ObsKey"])


def _own(element: etree._Element) -> dict[str, str]:
    """The attributes of an element that belong to no other namespace."""
    return {
        name: value
        for name, value in zip(element.keys(), element.values(), strict=True)
        if name[0] != "{"
    }


def _values(element: etree._Element) -> dict[str, str]:
    """The ids and values of a generic key or list of attributes."""
    return {
        child.get("id", ""): child.get("value", "")
        for child in element.iterchildren("{*}Value")
        if child.get("id")
    }
