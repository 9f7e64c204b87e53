"""Organizations of the coalition, their identifiers, and who may act for them."""

from accord.partners.models.invitations import (
    INVITED_ALREADY,
    Invitation,
    InvitationState,
    digest_of,
)
from accord.partners.models.mandates import LEADING, ApiKey, Mandate, Role, Scope
from accord.partners.models.partners import NUMBER_IS_TAKEN, Identifier, Partner
from accord.partners.models.prospects import PartnerFile, Prospect
from accord.partners.models.standings import Alias, ChangeRequest, Standing, Turn

__all__ = [
    "INVITED_ALREADY",
    "LEADING",
    "NUMBER_IS_TAKEN",
    "Alias",
    "ApiKey",
    "ChangeRequest",
    "Identifier",
    "Invitation",
    "InvitationState",
    "Mandate",
    "Partner",
    "PartnerFile",
    "Prospect",
    "Role",
    "Scope",
    "Standing",
    "Turn",
    "digest_of",
]
