"""Small files of official series, and what imports of them need."""

import gzip
from datetime import date
from pathlib import Path
from typing import Any

from accord.base.actor import Actor
from accord.observatory import operations
from accord.observatory.models import Correction, Source, Vintage

TODAY = date(2026, 6, 1)
CORRECTION = "ken-unemployment-2020"
SERIES = "SDG_0852_SEX_AGE_RT"
HEADER = "ref_area,indicator,source,sex,classif1,time,obs_value,obs_status"
# Unemployment as the first edition said it: area, sex, time, value, status.
FIRST = [
    ("KEN", "SEX_T", "2020", "5.6", ""),
    ("KEN", "SEX_T", "2021", "5.5", "B"),
    ("KEN", "SEX_F", "2021", "5.9", ""),
    ("SEN", "SEX_T", "2019", "2.9", "U"),
    ("SEN", "SEX_T", "2021", "3.1", ""),
]
# A later edition: 2020 is revised, a year is new, another is gone.
SECOND = [
    ("KEN", "SEX_T", "2020", "6.1", ""),
    ("KEN", "SEX_T", "2021", "5.5", "B"),
    ("KEN", "SEX_F", "2021", "5.9", ""),
    ("KEN", "SEX_T", "2022", "5.7", ""),
    ("SEN", "SEX_T", "2021", "3.1", ""),
]


def text_of(rows: list[tuple[str, ...]] = FIRST, *, series: str = SERIES) -> str:
    lines = [
        f"{area},{series},BA:1,{sex},AGE_YTHADULT_YGE15,{time},{value},{status}"
        for area, sex, time, value, status in rows
    ]
    return "\n".join([HEADER, *lines, ""])


def write_file(
    folder: Path, rows: list[tuple[str, ...]] = FIRST, name: str = "une.csv"
) -> Path:
    path = folder / name
    content = text_of(rows).encode()
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def make_source(code: str = "ilostat", **fields: Any) -> Source:
    given = {
        "names": {"en": code.upper()},
        "publishers": {"en": "A statistical agency"},
        "attributions": {"en": f"{code.upper()}, CC BY 4.0"},
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        **fields,
    }
    return Source.objects.get_or_create(code=code, defaults=given)[0]


def make_vintage(
    folder: Path, rows: list[tuple[str, ...]] = FIRST, **fields: Any
) -> Vintage:
    """Import a small file of ILOSTAT."""
    make_source()
    given = {"by": Actor.anonymous(), "on": TODAY, **fields}
    return operations.import_file(write_file(folder, rows), **given)


def make_correction(**fields: Any) -> Correction:
    """Correct the first value of the first edition: 5.6 was meant to be 5.7."""
    return Correction.objects.create(
        **{
            "code": CORRECTION,
            "source": make_source(),
            "series": SERIES,
            "area": "KEN",
            "time": "2020",
            "age": "Y_GE15",
            "dimensions": '{"SOURCE":"BA:1"}',
            "was": 5.6,
            "now": 5.7,
            "reasons": {"en": "A digit was mistyped.", "fr": "Un chiffre est faux."},
            "provider": "Accord",
            "decided_on": TODAY,
            **fields,
        }
    )
