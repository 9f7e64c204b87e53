"""Whether two names may be of one person or organization, whoever wrote them."""

from tally.names.comparing import Comparison, How, Pair, compare, likeness
from tally.names.folding import Name, Word, fold, key
from tally.names.index import Index, Near
from tally.names.organizations import (
    LIKELY,
    Organization,
    Reason,
    Register,
    Resemblance,
    resemblance,
)
from tally.names.words import legal_forms

__all__ = [
    "LIKELY",
    "Comparison",
    "How",
    "Index",
    "Name",
    "Near",
    "Organization",
    "Pair",
    "Reason",
    "Register",
    "Resemblance",
    "Word",
    "compare",
    "fold",
    "key",
    "legal_forms",
    "likeness",
    "resemblance",
]
