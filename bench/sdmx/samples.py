"""Messages of many observations: 30 years of each series, by area, sex and age."""

import random
from collections.abc import Iterator
from pathlib import Path

AREAS = ("KEN", "UGA", "TZA", "RWA", "FRA", "DEU", "ESP", "ITA", "BRA", "IND")
YEARS = 30
V21 = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
# Only the namespace that is used: pysdmx takes a message that names the other for it.
GENERIC = f'xmlns:generic="{V21}/data/generic"'
SPECIFIC = f'xmlns:ss="{V21}/data/structurespecific"'
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<message:{{root}} xmlns:message="{V21}/message" xmlns:common="{V21}/common" '
    "{data} "
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:ns1="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ILO:DF_X(1.0):'
    'ObsLevelDim:TIME_PERIOD">\n'
    "<message:Header><message:ID>X</message:ID><message:Test>false</message:Test>"
    "<message:Prepared>2026-01-01T00:00:00</message:Prepared>"
    '<message:Sender id="ILO"/><message:Structure structureID="S" '
    'namespace="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ILO:DF_X(1.0):'
    'ObsLevelDim:TIME_PERIOD" dimensionAtObservation="TIME_PERIOD"><common:Structure>'
    '<Ref agencyID="ILO" id="DF_X" version="1.0"/></common:Structure>'
    "</message:Structure></message:Header>\n"
)


def series(observations: int) -> Iterator[tuple[dict[str, str], list[tuple[str, str]]]]:
    """Keys and the periods and values under each."""
    random_numbers = random.Random(1)
    for number in range(0, observations, YEARS):
        place = number // YEARS
        key = {
            "FREQ": "A",
            "REF_AREA": AREAS[place % 10],
            "INDICATOR": f"SDG_{place // 60:04d}_RT",
            "SEX": "TMF"[place // 10 % 3],
            "AGE": ("Y15T24", "Y_GE15")[place // 30 % 2],
        }
        years = range(min(YEARS, observations - number))
        yield (
            key,
            [(str(1990 + y), f"{random_numbers.random() * 100:.3f}") for y in years],
        )


def structure_specific(path: Path, observations: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(root="StructureSpecificData", data=SPECIFIC))
        file.write(
            '<message:DataSet ss:structureRef="S" xsi:type="ns1:DataSetType" '
            'ss:dataScope="DataStructure" action="Replace">\n'
        )
        for key, values in series(observations):
            said = " ".join(f'{name}="{value}"' for name, value in key.items())
            file.write(f'<Series {said} UNIT_MEASURE="PT" UNIT_MULT="0">\n')
            for year, value in values:
                file.write(
                    f'<Obs TIME_PERIOD="{year}" OBS_VALUE="{value}" OBS_STATUS="A" '
                    'DECIMALS="1"/>\n'
                )
            file.write("</Series>\n")
        file.write("</message:DataSet></message:StructureSpecificData>")


def generic(path: Path, observations: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(root="GenericData", data=GENERIC))
        file.write('<message:DataSet structureRef="S" action="Replace">\n')
        for key, values in series(observations):
            said = "".join(
                f'<generic:Value id="{name}" value="{value}"/>'
                for name, value in key.items()
            )
            file.write(
                f"<generic:Series><generic:SeriesKey>{said}</generic:SeriesKey>"
                '<generic:Attributes><generic:Value id="UNIT_MEASURE" value="PT"/>'
                '<generic:Value id="UNIT_MULT" value="0"/></generic:Attributes>\n'
            )
            for year, value in values:
                file.write(
                    f'<generic:Obs><generic:ObsDimension value="{year}"/>'
                    f'<generic:ObsValue value="{value}"/><generic:Attributes>'
                    '<generic:Value id="OBS_STATUS" value="A"/>'
                    '<generic:Value id="DECIMALS" value="1"/></generic:Attributes>'
                    "</generic:Obs>\n"
                )
            file.write("</generic:Series>\n")
        file.write("</message:DataSet></message:GenericData>")
