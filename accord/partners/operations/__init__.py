"""Everything that changes a partner, its people, its keys or a prospect."""

from accord.partners.operations.keys import end_key, make_key, scopes_for
from accord.partners.operations.mandates import (
    LastFocalPoint,
    end_mandate,
    grant_mandate,
)
from accord.partners.operations.profiles import (
    NAME_KEYS,
    PROFILE_FIELDS,
    RELATIONS,
    Conflict,
    add_identifier,
    admit,
    change_profile,
    remove_identifier,
    snapshot,
)
from accord.partners.operations.prospects import file_prospect

__all__ = [
    "NAME_KEYS",
    "PROFILE_FIELDS",
    "RELATIONS",
    "Conflict",
    "LastFocalPoint",
    "add_identifier",
    "admit",
    "change_profile",
    "end_key",
    "end_mandate",
    "file_prospect",
    "grant_mandate",
    "make_key",
    "remove_identifier",
    "scopes_for",
    "snapshot",
]
