"""Questions for data, read from an address: REST 1 (SDMX 2.1) and REST 2 (SDMX 3)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches

from django.http import QueryDict

from accord.observatory.sdmx import components, periods
from accord.observatory.sdmx.collection import Collection, Flow
from accord.observatory.sdmx.figures import Portion
from accord.observatory.sdmx.filters import Key
from accord.observatory.sdmx.flow_references import (
    of_rest_1,
    of_rest_2,
    refuse_provider,
)
from accord.observatory.sdmx.keys import keys_1, keys_2
from accord.observatory.sdmx.refusals import Misspelt, NotOffered, Senseless
from tally.sdmx.writing.artefacts import ALL_DIMENSIONS, TIME

DETAILS = ("full", "dataonly", "serieskeysonly", "nodata")
_LARGEST = 2**31
_DIMENSIONS = tuple(each.component.id for each in components.DIMENSIONS)
_ATTRIBUTES = frozenset(each.component.id for each in components.ATTRIBUTES)
_OF_SERIES = frozenset(
    each.component.id for each in components.ATTRIBUTES if each.component.of_series
)
_FILTER = re.compile(r"c\[([^\]]*)\]")
_ANYWHERE = ("format", "labels", "startPeriod", "endPeriod", "updatedAfter")
_DATA_1 = (
    *_ANYWHERE,
    *("firstNObservations", "lastNObservations", "dimensionAtObservation"),
    *("detail", "includeHistory"),
)
_DATA_2 = (
    *(each for each in _DATA_1 if each != "detail"),
    *("attributes", "measures", "offset", "limit", "asOf", "sort"),
    "reportingYearStartDay",
)
_AVAILABLE = (*_ANYWHERE, "mode", "references")
_REFERENCES = frozenset(
    {"none", "all", "dataflow", "datastructure", "conceptscheme", "codelist"}
    | {"dataproviderscheme", "valuelist"}
)
_NOT_OFFERED = {
    "asOf": "take a snapshot of that day from /data/, or leave it out.",
    "sort": "figures come in the order of the key and the period.",
    "reportingYearStartDay": "years begin on 1 January. Leave it out.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """Which figures of a flow, and how they shall come.

    None for attributes is all of them. `component` is the one that a question for
    what is available is about, none where it is about all.
    """

    flow: Flow
    keys: Sequence[Key] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    updated_after: datetime | None = None
    portion: Portion = field(default_factory=Portion)
    at: str = TIME
    attributes: frozenset[str] | None = None
    with_measure: bool = True
    with_observations: bool = True
    is_rest_2: bool = False
    component: str = ""
    mode: str = "exact"
    references: frozenset[str] = frozenset()


def data_1(kept: Collection, path: Sequence[str], query: QueryDict) -> Question:
    """Read `/data/{flow}/{key}/{provider}`."""
    refuse_unknown(query, _DATA_1, filters=False)
    flow, key, provider = padded(path, ("", "all", "all"))
    refuse_provider(kept, provider)
    detail = query.get("detail", "full")
    if detail not in DETAILS:
        message = (
            f"detail={detail[:40]} is not known; write one of {', '.join(DETAILS)}."
        )
        raise Misspelt(message)
    return replace(
        _shared(query, of_rest_1(kept, flow)),
        keys=list(keys_1(key)),
        attributes=frozenset() if detail in {"dataonly", "serieskeysonly"} else None,
        with_observations=detail in {"full", "dataonly"},
    )


def data_2(kept: Collection, path: Sequence[str], query: QueryDict) -> Question:
    """Read `/data/{context}/{agency}/{id}/{version}/{key}`."""
    refuse_unknown(query, _DATA_2, filters=True)
    context, agency, name, version, key = padded(path, ("*",) * 5)
    attributes = _attributes(query.get("attributes", "dsd"))
    measures = _measures(query.get("measures", "all"))
    # Neither measures nor attributes of observations: the series that there are.
    only_series = not measures and attributes is not None and attributes <= _OF_SERIES
    return replace(
        _shared(query, of_rest_2(kept, context, agency, name, version)),
        keys=list(keys_2(key)),
        filters=_filters(query),
        attributes=attributes,
        with_measure=measures,
        with_observations=not only_series,
        is_rest_2=True,
    )


def available_1(kept: Collection, path: Sequence[str], query: QueryDict) -> Question:
    """Read `/availableconstraint/{flow}/{key}/{provider}/{component}`."""
    refuse_unknown(query, _AVAILABLE, filters=False)
    flow, key, provider, component = padded(path, ("", "all", "all", "all"))
    refuse_provider(kept, provider)
    return replace(
        _shared(query, of_rest_1(kept, flow)),
        keys=list(keys_1(key)),
        component=_component("" if component == "all" else component),
        mode=_mode(query),
        references=_references(query),
    )


def available_2(kept: Collection, path: Sequence[str], query: QueryDict) -> Question:
    """Read `/availability/{context}/{agency}/{id}/{version}/{key}/{component}`."""
    refuse_unknown(query, (*_AVAILABLE, "reportingYearStartDay"), filters=True)
    context, agency, name, version, key, component = padded(path, ("*",) * 6)
    return replace(
        _shared(query, of_rest_2(kept, context, agency, name, version)),
        keys=list(keys_2(key)),
        filters=_filters(query),
        component=_component("" if component == "*" else component),
        mode=_mode(query),
        references=_references(query),
        is_rest_2=True,
    )


def refuse_unknown(query: QueryDict, known: Sequence[str], *, filters: bool) -> None:
    """Refuse a parameter that would be passed over: it would give other figures."""
    for name, values in query.lists():
        if filters and _FILTER.fullmatch(name):
            continue
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            message = (
                f"There is no parameter “{name[:40]}” here{hint} There are "
                f"{', '.join(sorted(known))}"
                f"{', and c[COMPONENT]' if filters else ''}."
            )
            raise Misspelt(message)
        if len(values) > 1:
            message = f"{name} stands twice in the address; write it once."
            raise Misspelt(message)


def padded(path: Sequence[str], defaults: Sequence[str]) -> list[str]:
    """Return the parts of a path, with what stands for those that are left out."""
    if len(path) > len(defaults):
        message = (
            f"The address has {len(path)} parts behind the kind of question, at most "
            f"{len(defaults)} are known; leave out “{path[len(defaults)][:40]}”."
        )
        raise Misspelt(message)
    found = [part or default for part, default in zip(path, defaults, strict=False)]
    return [*found, *defaults[len(path) :]]


def _filters(query: QueryDict) -> dict[str, str]:
    found = {}
    for name in query:
        if matched := _FILTER.fullmatch(name):
            values = query.getlist(name)
            if len(values) > 1:
                message = (
                    f"{name[:40]} stands twice in the address; join the values by a "
                    "comma (or) or a plus (and)."
                )
                raise Misspelt(message)
            found[matched[1]] = values[0]
    return found


def _attributes(text: str) -> frozenset[str] | None:
    found: set[str] = set()
    for each in text.split(","):
        match each:
            case "dsd" | "all":
                return None
            case "none" | "msd" | "dataset":
                pass
            case "series":
                found |= _OF_SERIES
            case "obs":
                found |= _ATTRIBUTES - _OF_SERIES
            case name if name in _ATTRIBUTES:
                found.add(name)
            case _:
                message = (
                    f"There is no attribute “{each[:40]}”; write dsd, series, obs, "
                    f"none, or of {', '.join(sorted(_ATTRIBUTES))}."
                )
                raise Senseless(message)
    return frozenset(found)


def _measures(text: str) -> bool:
    if text in {"all", "OBS_VALUE"}:
        return True
    if text == "none":
        return False
    message = f"There is no measure “{text[:40]}”; write all, none or OBS_VALUE."
    raise Senseless(message)


def _component(text: str) -> str:
    for each in text.split(",") if text else ():
        if each not in {*_DIMENSIONS, TIME}:
            message = (
                f"“{each[:40]}” is no dimension; there are "
                f"{', '.join((*_DIMENSIONS, TIME))}."
            )
            raise Senseless(message)
    return text


def _mode(query: QueryDict) -> str:
    mode: str = query.get("mode", "exact")
    if mode in {"exact", "available"}:
        return mode
    message = f"mode={mode[:40]} is not known; write exact or available."
    raise Misspelt(message)


def _references(query: QueryDict) -> frozenset[str]:
    references = frozenset(query.get("references", "none").split(","))
    if unknown := references - _REFERENCES:
        message = (
            f"references={min(unknown)[:40]} is not known here; write one of "
            f"{', '.join(sorted(_REFERENCES))}."
        )
        raise Misspelt(message)
    return references


def _shared(query: QueryDict, flow: Flow) -> Question:
    """Read what both versions of REST ask in the same words."""
    _refuse_not_offered(query)
    since = _span(query, "startPeriod")
    until = _span(query, "endPeriod")
    if since and until and until[1] < since[0]:
        message = (
            f"endPeriod={query['endPeriod']} lies before "
            f"startPeriod={query['startPeriod']}; exchange them."
        )
        raise Senseless(message)
    at = query.get("dimensionAtObservation", TIME)
    if at not in {*_DIMENSIONS, TIME, ALL_DIMENSIONS}:
        message = (
            f"“{at[:40]}” in dimensionAtObservation is no dimension; write {TIME}, "
            f"{ALL_DIMENSIONS}, or one of {', '.join(_DIMENSIONS)}."
        )
        raise Senseless(message)
    updated = query.get("updatedAfter")
    return Question(
        flow=flow,
        since=since and since[0],
        until=until and until[1],
        updated_after=periods.moment(updated, of="updatedAfter")
        if updated is not None
        else None,
        portion=Portion(
            first=_whole(query, "firstNObservations", least=1),
            last=_whole(query, "lastNObservations", least=1),
            offset=_whole(query, "offset", least=0) or 0,
            limit=_whole(query, "limit", least=1),
        ),
        at=at,
    )


def _refuse_not_offered(query: QueryDict) -> None:
    history = query.get("includeHistory", "false")
    if history not in {"false", "true"}:
        message = "includeHistory is true or false."
        raise Misspelt(message)
    if history == "true":
        message = (
            "includeHistory is not offered; earlier vintages are on the page of each "
            "indicator. Leave it out."
        )
        raise NotOffered(message)
    for name, instead in _NOT_OFFERED.items():
        if name in query:
            message = f"{name} is not offered; {instead}"
            raise NotOffered(message)


def _span(query: QueryDict, name: str) -> tuple[date, date] | None:
    text = query.get(name)
    return None if text is None else periods.span(text, of=name)


def _whole(query: QueryDict, name: str, *, least: int) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,10}", text) and least <= int(text) < _LARGEST:
        return int(text)
    message = f"{name}={text[:20]} is no whole number from {least} up."
    raise Misspelt(message)
