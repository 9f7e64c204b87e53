"""Data messages of SDMX-ML 2.1: generic and structure-specific, in four roots."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from tally.sdmx.writing.artefacts import TIME, Dataflow
from tally.sdmx.writing.markup import (
    SCHEMAS,
    Header,
    opening,
    pieces,
    quoted,
)
from tally.sdmx.writing.shape import Row, Shape

GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1"
GENERIC_SERIES = "application/vnd.sdmx.generictimeseriesdata+xml;version=2.1"
SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
SPECIFIC_SERIES = "application/vnd.sdmx.structurespecifictimeseriesdata+xml;version=2.1"
_ROOTS = {
    GENERIC: "GenericData",
    GENERIC_SERIES: "GenericTimeSeriesData",
    SPECIFIC: "StructureSpecificData",
    SPECIFIC_SERIES: "StructureSpecificTimeSeriesData",
}


def write_generic(
    rows: Iterable[Row],
    shape: Shape,
    flow: Dataflow,
    header: Header,
    *,
    media_type: str = GENERIC,
) -> Iterator[bytes]:
    """Write rows that come series by series. Nothing is held but one observation."""
    return pieces(_generic(rows, shape, flow, header, _ROOTS[media_type]))


def write_specific(
    rows: Iterable[Row],
    shape: Shape,
    flow: Dataflow,
    header: Header,
    *,
    media_type: str = SPECIFIC,
) -> Iterator[bytes]:
    """Write rows that come series by series, as attributes of elements."""
    return pieces(_specific(rows, shape, flow, header, _ROOTS[media_type]))


def _structure(flow: Dataflow, shape: Shape, *, namespace: str = "") -> str:
    structure = flow.structure
    named = f' namespace="{namespace}"' if namespace else ""
    return (
        # Some clients take this for the id of the structure, and fetch it by it.
        f'<message:Structure structureID="{structure.id}"{named} '
        f'dimensionAtObservation="{shape.at}">'
        f'<common:Structure><Ref id="{structure.id}" version="{structure.version}" '
        f'agencyID="{structure.agency}" package="datastructure" class="DataStructure"/>'
        "</common:Structure></message:Structure>"
        f"<message:DataSetAction>{shape.action}</message:DataSetAction>"
        f"<message:DataSetID>{flow.id}</message:DataSetID>"
    )


def _generic(
    rows: Iterable[Row], shape: Shape, flow: Dataflow, header: Header, root: str
) -> Iterator[str]:
    yield opening(
        root,
        f' xmlns:generic="{SCHEMAS}/data/generic"',
        header,
        _structure(flow, shape),
    )
    yield (
        f'<message:DataSet structureRef="{flow.structure.id}" action="{shape.action}" '
        f'setID="{flow.id}">\n'
    )
    if shape.series:
        yield from _generic_series(rows, shape)
    else:
        for row in rows:
            yield f"{_generic_flat(row, shape)}\n"
    yield f"</message:DataSet></message:{root}>\n"


def _generic_series(rows: Iterable[Row], shape: Shape) -> Iterator[str]:
    begin, attributes = len(shape.series), shape.series_attributes
    end = begin + len(attributes)
    (at,) = shape.observation or ("",)
    named = "" if at == TIME else f' id="{at}"'
    for key, observations in groupby(rows, itemgetter(slice(0, end))):
        yield (
            "<generic:Series><generic:SeriesKey>"
            f"{_values(shape.series, key)}</generic:SeriesKey>"
            f"{_generic_attributes(attributes, key[begin:])}\n"
        )
        if shape.observation:
            for row in observations:
                yield (
                    f'<generic:Obs><generic:ObsDimension{named} value="{row[end]}"/>'
                    f"{_generic_rest(row[end + 1 :], shape)}</generic:Obs>\n"
                )
        yield "</generic:Series>\n"


def _generic_flat(row: Row, shape: Shape) -> str:
    end = len(shape.observation)
    return (
        f"<generic:Obs><generic:ObsKey>{_values(shape.observation, row)}"
        f"</generic:ObsKey>{_generic_rest(row[end:], shape)}</generic:Obs>"
    )


def _generic_rest(rest: Row, shape: Shape) -> str:
    """Return the value, where there is one, and the attributes of an observation."""
    value = ""
    if shape.measure:
        if rest[0] is not None:
            value = f'<generic:ObsValue value="{rest[0]}"/>'
        rest = rest[1:]
    return value + _generic_attributes(shape.attributes, rest)


def _generic_attributes(names: tuple[str, ...], values: Row) -> str:
    told = _values(names, values)
    return f"<generic:Attributes>{told}</generic:Attributes>" if told else ""


def _values(names: tuple[str, ...], values: Row) -> str:
    return "".join(
        [
            f'<generic:Value id="{name}" value="{quoted(value)}"/>'
            for name, value in zip(names, values, strict=False)
            if value is not None
        ]
    )


def _specific(
    rows: Iterable[Row], shape: Shape, flow: Dataflow, header: Header, root: str
) -> Iterator[str]:
    structure = flow.structure
    namespace = f"{structure.urn}:ObsLevelDim:{shape.at}"
    yield opening(
        root,
        f' xmlns:specific="{SCHEMAS}/data/structurespecific" xmlns:figures="'
        f'{namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
        header,
        _structure(flow, shape, namespace=namespace),
    )
    yield (
        '<message:DataSet specific:dataScope="DataStructure" '
        f'specific:structureRef="{structure.id}" specific:action="{shape.action}" '
        f'specific:setID="{flow.id}" xsi:type="figures:DataSetType">\n'
    )
    if shape.series:
        names = (*shape.series, *shape.series_attributes)
        end, others = len(names), shape.after_series
        for key, observations in groupby(rows, itemgetter(slice(0, end))):
            yield f"<Series{_attributes(names, key)}>\n"
            if shape.observation:
                for row in observations:
                    yield f"<Obs{_attributes(others, row[end:])}/>\n"
            yield "</Series>\n"
    else:
        for row in rows:
            yield f"<Obs{_attributes(shape.columns, row)}/>\n"
    yield f"</message:DataSet></message:{root}>\n"


def _attributes(names: tuple[str, ...], values: Row) -> str:
    return "".join(
        [
            f' {name}="{quoted(value)}"'
            for name, value in zip(names, values, strict=False)
            if value is not None
        ]
    )
