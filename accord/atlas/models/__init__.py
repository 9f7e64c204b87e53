"""Reference records that every other app files its own under."""

from accord.atlas.models.goals import Goal, Indicator, Target
from accord.atlas.models.named import FALLBACK, LANGUAGES, Concept, Named
from accord.atlas.models.places import Country, Grouping, Membership, Region
from accord.atlas.models.vocabulary import (
    Area,
    Category,
    Challenge,
    Constituency,
    Dimension,
    ExclusionFactor,
    Language,
    Objective,
    Pillar,
    TargetGroup,
)

__all__ = [
    "FALLBACK",
    "LANGUAGES",
    "Area",
    "Category",
    "Challenge",
    "Concept",
    "Constituency",
    "Country",
    "Dimension",
    "ExclusionFactor",
    "Goal",
    "Grouping",
    "Indicator",
    "Language",
    "Membership",
    "Named",
    "Objective",
    "Pillar",
    "Region",
    "Target",
    "TargetGroup",
]
