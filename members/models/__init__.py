from members.models.accounts import Account
from members.models.organisations import (
    Administration,
    Country,
    Organisation,
    OrganisationAlias,
    RegionalRole,
)
from members.models.people import Person, Posting

__all__ = [
    "Account",
    "Administration",
    "Country",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "Posting",
    "RegionalRole",
]
