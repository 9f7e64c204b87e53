"""Fetch structures and figures with sdmx1: `fetch_sdmx1.py ADDRESS KEY`.

Prints what it found, by REST 1 (SDMX 2.1) and by REST 2 (SDMX 3), and its requests.
"""

import json
import sys
from typing import Any

import sdmx
from sdmx.model import v21

address, key = sys.argv[1:]
told: dict[str, Any] = {"requests": []}
about = {
    "id": "ACCORD",
    "url": f"{address}/sdmx",
    "name": "Accord",
    "supports": {"availableconstraint": True},
}
sdmx.add_source(about)


def client(name: str) -> sdmx.Client:
    found = sdmx.Client(name)
    found.session.hooks["response"].append(
        lambda answer, **_rest: told["requests"].append(
            [
                answer.request.method,
                answer.request.path_url,
                answer.request.headers.get("Accept", ""),
                answer.status_code,
            ]
        )
    )
    return found


def observations(message: Any) -> list[list[Any]]:
    """Return area, period and value of each observation."""
    (data,) = message.data
    found = []
    for each in data.obs:
        values = each.key.values
        found.append(
            [
                str(values["REF_AREA"].value),
                str(values["TIME_PERIOD"].value),
                None if each.value is None else float(each.value),
            ]
        )
    return sorted(found, key=str)


first = client("ACCORD")
flows = first.dataflow()
told["dataflows"] = sorted(flows.dataflow)
flow = first.dataflow("DF_FIGURES")
(structure,) = flow.structure.values()
told["dimensions"] = [each.id for each in structure.dimensions]
told["area names"] = {
    language: str(text)
    for language, text in flow.codelist["CL_REF_AREA"]["FRA"].name.localizations.items()
}
told["constraint"] = sorted(flow.constraint)
told["generic"] = observations(first.data("DF_FIGURES", key=key))
told["by dict"] = observations(
    first.data(
        "DF_FIGURES",
        key={"REF_AREA": "FRA"},
        params={"startPeriod": "2024"},
        dsd=structure,
    )
)
told["specific"] = observations(
    first.data(
        "DF_FIGURES",
        key=key,
        dsd=structure,
        headers={
            "Accept": "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
        },
    )
)
told["pandas"] = float(
    sdmx.to_pandas(first.data("DF_FIGURES", key=key, dsd=structure)).sum()
)
told["series"] = len(first.series_keys("DF_FIGURES"))
available = first.availableconstraint("DF_FIGURES", key=key)
told["available"] = sorted(available.constraint)

sdmx.add_source(about | {"versions": ["3.0.0"]}, override=True)
second = client("ACCORD")
told["flows by REST 2"] = sorted(second.dataflow().dataflow)
told["by REST 2"] = observations(second.data("DF_FIGURES", key="A.FRA"))
assert isinstance(structure, v21.DataStructureDefinition)
json.dump(told, sys.stdout)
