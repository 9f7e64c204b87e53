"""Real figures of informal employment for tests of pages.

SDG_0831_SEX_ECO_RT of ILOSTAT (annual bulk file), agriculture included:

    zcat SDG_0831_SEX_ECO_RT_A.csv.gz | grep -E '^(KEN|UGA|RWA|TZA|ETH|BDI)' \
      | grep AGNAG_TOTAL
"""

from pathlib import Path
from typing import Any

from accord.observatory.tests.figures import write_figures

LINE = {
    "indicator": "informal-employment",
    "definition": "icls-13-17",
    "source": "ilostat",
    "series": "SDG_0831_SEX_ECO_RT",
    "nature": "",
}


def told(area: str, time: str, value: float | None, **more: Any) -> dict[str, Any]:
    return {**LINE, "area": area, "time": time, "value": value, **more}


def split(area: str, time: str, women: float, men: float) -> list[dict[str, Any]]:
    """Return the values beside a headline value, of women and of men."""
    return [
        told(area, time, women, sex="F", headline=False),
        told(area, time, men, sex="M", headline=False),
    ]


ROWS: list[dict[str, Any]] = [
    told("KEN", "2019", 86.489),
    *split("KEN", "2019", 90.187, 83.125),
    told("UGA", "2017", 93.278, status="B", breaks=True),
    told("UGA", "2021", 95.197),
    *split("UGA", "2021", 97.393, 93.127),
    told("RWA", "2017", 84.263, status="B", breaks=True),
    told("RWA", "2020", 85.85),
    told("RWA", "2021", 87.138),
    told("RWA", "2022", 86.778),
    *split("RWA", "2022", 89.152, 84.655),
    told("TZA", "2014", 90.843, status="B", breaks=True),
    told("TZA", "2020", 93.319, status="B", breaks=True),
    told("ETH", "2021", 85.212),
    told("BDI", "2014", 98.305),
]


def write(folder: Path, *more: dict[str, Any], name: str = "test") -> None:
    """Make these the current figures, with more rows of a test."""
    write_figures(folder, [*ROWS, *more], name)
