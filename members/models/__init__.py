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
from members.models.renaming import FormerName, Succession
from members.models.sameness import NotSame
from members.models.tokens import ApiToken

__all__ = [
    "Account",
    "Administration",
    "ApiToken",
    "Country",
    "FormerName",
    "Merge",
    "MergeLine",
    "NotSame",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "Posting",
    "RegionalRole",
    "Succession",
]
