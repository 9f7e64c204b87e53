"""Fetch structures and figures with pysdmx: `fetch_pysdmx.py ADDRESS KEY`."""

import json
import sys
from io import BytesIO
from math import isnan, nan
from typing import Any

from pysdmx.api.fmr import RegistryClient
from pysdmx.api.qb import (
    ApiVersion,
    AvailabilityFormat,
    AvailabilityQuery,
    DataContext,
    DataFormat,
    DataQuery,
    RestService,
    StructureDetail,
    StructureFormat,
    StructureQuery,
    StructureReference,
    StructureType,
)
from pysdmx.io import get_datasets, read_sdmx

address, key = sys.argv[1:]
entry = f"{address}/sdmx"
told: dict[str, Any] = {}


def service(version: ApiVersion, form: DataFormat) -> RestService:
    return RestService(
        entry,
        version,
        data_format=form,
        structure_format=StructureFormat.SDMX_ML_2_1,
        avail_format=AvailabilityFormat.SDMX_ML_2_1,
        timeout=30,
    )


def observations(content: bytes, structure: bytes) -> list[list[Any]]:
    (data,) = get_datasets(BytesIO(content), BytesIO(structure))
    frame = data.data
    return sorted(
        [
            [row["REF_AREA"], str(row["TIME_PERIOD"]), number(row["OBS_VALUE"])]
            for row in frame.to_dict("records")
        ],
        key=str,
    )


def number(value: Any) -> float | None:
    found = float(value) if value not in {None, ""} else nan
    return None if isnan(found) else found


def query() -> DataQuery:
    return DataQuery(DataContext.DATAFLOW, "ACCORD", "DF_FIGURES", "1.0.0", key)


flow = StructureQuery(
    StructureType.DATAFLOW,
    "ACCORD",
    "DF_FIGURES",
    detail=StructureDetail.FULL,
    references=StructureReference.DESCENDANTS,
)
first = service(ApiVersion.V1_5_0, DataFormat.SDMX_ML_2_1_GEN)
structure = first.structure(flow)
message = read_sdmx(BytesIO(structure))
told["kinds"] = sorted({type(each).__name__ for each in message.structures})
(dsd,) = message.get_data_structure_definitions()
told["dimensions"] = [each.id for each in dsd.components.dimensions]
for form in (
    DataFormat.SDMX_ML_2_1_GEN,
    DataFormat.SDMX_ML_2_1_STR,
    DataFormat.SDMX_ML_2_1_GENTS,
    DataFormat.SDMX_ML_2_1_STRTS,
    DataFormat.SDMX_CSV_1_0_0,
    DataFormat.SDMX_CSV_2_0_0,
):
    content = service(ApiVersion.V1_5_0, form).data(query())
    told[form.name] = observations(content, structure)
third = service(ApiVersion.V2_0_0, DataFormat.SDMX_CSV_2_0_0)
told["by REST 2"] = observations(third.data(query()), structure)
available = read_sdmx(
    BytesIO(first.availability(AvailabilityQuery(resource_id="DF_FIGURES")))
)
told["available"] = [type(each).__name__ for each in available.structures]
registry = RegistryClient(entry, StructureFormat.SDMX_JSON_2_0_0)
told["codes"] = {
    each.id: each.name for each in registry.get_codes("ACCORD", "CL_SEX", "1.0.0")
}
schema = registry.get_schema("dataflow", "ACCORD", "DF_FIGURES", "1.0.0")
told["areas with figures"] = sorted(
    each.id for each in schema.components["REF_AREA"].enumeration
)
json.dump(told, sys.stdout)
