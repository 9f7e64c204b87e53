"""What the components of a message mean, by their names.

The cross-domain concepts of SDMX have fixed names, and agencies add some of their own.
Names are compared in upper case. What is known under no name tells observations apart,
unless the message itself says that it is an attribute: then it stays in its file.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

TIMES = ("TIME_PERIOD", "TIME", "PERIOD", "YEAR")
# In this order: LOCATION is urban or rural where REF_AREA is there too.
AREAS = (
    "REF_AREA",
    "GEO",
    "GEO_AREA",
    "GEOGRAPHIC_AREA",
    "COUNTRY",
    "COU",
    "AREA",
    "LOCATION",
)
SERIES = ("INDICATOR", "SERIES", "MEASURE", "SUBJECT", "INDICATEUR")
MEASURES = frozenset(["OBS_VALUE"])
SEXES = ("SEX", "GENDER")
AGES = ("AGE", "AGE_GROUP")
UNITS = ("UNIT_MEASURE", "UNIT", "UNITS")
POWERS = ("UNIT_MULT", "UNIT_MULTIPLIER", "POWERCODE")
STATUSES = ("OBS_STATUS", "OBS_FLAG", "FLAG")
CONFIDENTIALITIES = ("CONF_STATUS", "OBS_CONF", "CONF_STATUS_OBS")
NATURE = "NATURE"
LOWERS = ("LOWER_BOUND", "LOWERBOUND")
UPPERS = ("UPPER_BOUND", "UPPERBOUND")

# How often a value is observed is told by how its period is written, but for these.
FREQUENCY = "FREQ"
FREQUENCIES_OF_PERIODS = frozenset(["A", "S", "H", "Q", "M", "W", "D"])

NOTES = frozenset(
    [
        "BREAKS",
        "COLL_METHOD",
        "COMMENT",
        "COMMENTS",
        "COMMENT_DSET",
        "COMMENT_OBS",
        "COMMENT_TS",
        "COVERAGE",
        "DATA_SOURCE",
        "FOOT_NOTE",
        "FOOTNOTE",
        "FOOTNOTES",
        "FREE_TEXT_NOTE",
        "NOTE",
        "NOTES",
        "NOTE_CLASSIF",
        "NOTE_INDICATOR",
        "NOTE_SOURCE",
        "OBS_COM",
        "OBS_COMMENT",
        "SOURCE",
        "SOURCE_DETAIL",
        "SOURCE_PUB",
        "TIME_COVERAGE",
        "TIME_DETAIL",
    ]
)
# Attributes that are about how a value is shown, kept or sent, or about the series.
ASIDE = frozenset(
    [
        "AVAILABILITY",
        "BASE_PER",
        "COLLECTION",
        "COMPILATION",
        "COMPILING_ORG",
        "DATA_COMP",
        "DECIMALS",
        "DISS_ORG",
        "DOM_SER_IDS",
        "EMBARGO_DATE",
        "EMBARGO_TIME",
        # As Eurostat writes it in its SDMX-CSV, behind the dataflow.
        "LAST UPDATE",
        "LAST_UPDATE",
        "NAT_TITLE",
        "OBS_PRE_BREAK",
        "PRE_BREAK_VALUE",
        "PREPARED",
        "PUBL_ECB",
        "PUBL_MU",
        "PUBL_PUBLIC",
        "SOURCE_AGENCY",
        "TIME_FORMAT",
        "TIME_PER_COLLECT",
        "TITLE",
        "TITLE_COMPL",
        "UNIT_INDEX_BASE",
        "UNIT_MEASURE_TYPE",
        "UPDATED",
    ]
)
# Names that are attributes of values or groups in every structure that we have seen.
# UNIT_MEASURE is not among them: it is a dimension of the SDG's structure.
ATTRIBUTES = (
    NOTES
    | ASIDE
    | frozenset([*POWERS, *STATUSES, *CONFIDENTIALITIES, *LOWERS, *UPPERS])
) - {"SOURCE", "COLLECTION"}


# What is said under these names is no component of the message.
DATAFLOW = "DATAFLOW"
ACTION = "ACTION"
PSEUDO = frozenset([DATAFLOW, ACTION])


@dataclass(frozen=True, slots=True)
class Concepts:
    """The columns of a message by what they mean."""

    value: str | None
    time: str | None
    area: str | None
    series: str | None
    sex: str | None
    age: str | None
    unit: str | None
    power: str | None
    status: str | None
    confidentiality: str | None
    nature: str | None
    lower: str | None
    upper: str | None
    notes: Sequence[str]
    dimensions: Sequence[str]
    # Attributes that stay in the source's file.
    aside: Sequence[str]


def concepts(
    names: Sequence[str],
    attributes: Collection[str] = (),
    dimensions_said: Collection[str] = (),
    time: str | None = None,
) -> Concepts:
    """Tell the columns of a message apart, of some of which it says what they are.

    `time` is the column of the periods where no name says so.
    """
    by_upper: Mapping[str, str] = {name.upper(): name for name in reversed(names)}
    taken: set[str] = set()

    def first(*wanted: str) -> str | None:
        for upper in wanted:
            name = by_upper.get(upper)
            if name is not None and name not in taken:
                taken.add(name)
                return name
        return None

    found: dict[str, str | None] = {
        "value": first(*MEASURES),
        "time": first(*TIMES) or first((time or "").upper()),
        "area": first(*AREAS),
        "series": first(*SERIES),
        "sex": first(*SEXES),
        "age": first(*AGES),
        "unit": first(*UNITS),
        "power": first(*POWERS),
        "status": first(*STATUSES),
        "confidentiality": first(*CONFIDENTIALITIES),
        "nature": first(NATURE),
        "lower": first(*LOWERS),
        "upper": first(*UPPERS),
    }
    notes, dimensions, aside = [], [], []
    for name in names:
        if name in taken or name in PSEUDO or not name.isprintable():
            continue
        upper = name.upper()
        is_attribute = name in attributes or upper in ATTRIBUTES
        if not is_attribute or name in dimensions_said:
            dimensions.append(name)
        elif upper in NOTES:
            notes.append(name)
        else:
            aside.append(name)
    return Concepts(**found, notes=notes, dimensions=dimensions, aside=aside)
