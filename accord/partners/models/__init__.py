"""Organizations of the coalition, their identifiers, and who may act for them."""

from accord.partners.models.mandates import ApiKey, Mandate, Role, Scope
from accord.partners.models.partners import NUMBER_IS_TAKEN, Identifier, Partner
from accord.partners.models.prospects import PartnerFile, Prospect

__all__ = [
    "NUMBER_IS_TAKEN",
    "ApiKey",
    "Identifier",
    "Mandate",
    "Partner",
    "PartnerFile",
    "Prospect",
    "Role",
    "Scope",
]
