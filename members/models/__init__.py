from members.models.accounts import Account
from members.models.merging import Merge, MergeLine
from members.models.organisations import (
    Administration,
    Country,
    Organisation,
    OrganisationAlias,
    RegionalRole,
)
from members.models.people import Person, Posting
from members.models.sameness import NotSame
from members.models.tokens import ApiToken

__all__ = [
    "Account",
    "Administration",
    "ApiToken",
    "Country",
    "Merge",
    "MergeLine",
    "NotSame",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "Posting",
    "RegionalRole",
]
