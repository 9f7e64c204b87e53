"""The tidy schema: what one row of a vintage's Parquet file says.

Absent text is "", never NULL. Only `value`, `lower` and `upper` may be NULL, and
`value` is NULL exactly where `missing` says why.
"""

import json
from collections.abc import Mapping

COLUMNS: Mapping[str, str] = {
    "series": "VARCHAR",  # the source's own code
    "area": "VARCHAR",  # ISO alpha-3, M49 number of a region, or the source's code
    "area_kind": "VARCHAR",  # one of AREA_KINDS
    "time": "VARCHAR",  # 2021, 2021-Q3, 2021-07
    "sex": "VARCHAR",  # one of SEXES
    "age": "VARCHAR",  # _T, Y15T24, Y_GE15 … or the source's own
    "dimensions": "VARCHAR",  # canonical JSON of the other dimensions
    "value": "DOUBLE",
    "missing": "VARCHAR",  # one of MISSING
    "unit": "VARCHAR",  # as the source gives it
    "status": "VARCHAR",  # letter of CL_OBS_STATUS as the source gives it; A is normal
    "nature": "VARCHAR",  # C CA E M N G … as in the UN database; "" is unknown
    "basis": "VARCHAR",  # one of BASES
    "lower": "DOUBLE",  # interval, if the source gives one
    "upper": "DOUBLE",
    "source_note": "VARCHAR",
    "row": "BIGINT",  # line of the source file, the first is 1
}

# One observation of a source, and the order of the rows.
KEY = ("series", "area", "sex", "age", "dimensions", "time")

AREA_KINDS = ("country", "region", "world", "group", "other")
SEXES = ("T", "F", "M", "O", "_X")
# From weakest to strongest: what is said twice is as far from a count as the farther.
BASES = ("reported", "modelled", "projected")

MISSING: Mapping[str, str] = {
    "": "there is a value",
    "M": "missing, the source does not say why",
    "N": "not available",
    "C": "confidential",
    "S": "suppressed, not reliable enough to be shown",
    "X": "not applicable",
    "B": "known only as a bound, which stands in lower or upper",
}


def dimensions_text(dimensions: Mapping[str, str]) -> str:
    """The text of the column `dimensions`: the same dimensions give the same text."""
    return json.dumps(
        dict(dimensions), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
