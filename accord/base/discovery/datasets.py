"""Datasets and the files they are given out in, as a catalogue tells of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made what a dataset holds, and where they publish it."""

    names: Mapping[str, str]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One form of a dataset. `is_service` is asked with a query, not downloaded whole.

    `kind` is a code of the EU's list of file types, such as CSV.
    """

    title: str
    address: str
    media_type: str
    kind: str
    size: int | None = None
    sha256: str = ""
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is told of a dataset; texts by language, addresses whole.

    `first` and `last` are years; `theme` is a code of the EU's list of data themes,
    `frequency` one of its list of frequencies.
    """

    id: str
    identifier: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    page: str
    distributions: Sequence[Distribution]
    theme: str
    frequency: str
    licence: str
    keywords: Sequence[Mapping[str, str]] = ()
    origins: Sequence[Origin] = field(default_factory=tuple)
    modified: datetime | None = None
    version: str = ""
    first: int | None = None
    last: int | None = None
