"""sdmx1: SDMX-CSV 2.0 to its observations; to_pandas() stops at an empty value."""

from pathlib import Path

import sdmx
from sdmx.model import v30

from bench.series.clock import timed
from bench.series.fill import ATTRIBUTES, DIMENSIONS


def flow() -> v30.Dataflow:
    structure = v30.DataStructureDefinition(id="DSD_X")
    for name in DIMENSIONS:
        structure.dimensions.getdefault(id=name)
    structure.measures.getdefault(id="OBS_VALUE")
    for name in ATTRIBUTES:
        structure.attributes.getdefault(id=name)
    agency = v30.Agency(id="ILO")
    return v30.Dataflow(
        id="DF_X", maintainer=agency, version="1.0", structure=structure
    )


def work(file: Path, target: Path) -> int:
    message = sdmx.read_sdmx(file, structure=flow())
    return sum(len(data.obs) for data in message.data)


if __name__ == "__main__":
    timed(work)
