from members.models.accounts import Account
from members.models.organisations import (
    Administration,
    Country,
    Organisation,
    OrganisationAlias,
    RegionalRole,
)
from members.models.people import Person, Posting
from members.models.sameness import NotSame

__all__ = [
    "Account",
    "Administration",
    "Country",
    "NotSame",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "Posting",
    "RegionalRole",
]
