from programmes.models.events import Event, EventOrganisation, SourceRow, Topic, TopicAlias
from programmes.models.people import Headcount, Participation
from programmes.models.programmes import (
    Assignment,
    ClosedPeriod,
    Funding,
    Membership,
    MembershipClaim,
    Phase,
    Programme,
)
from programmes.models.reach import Reach, reach_of

__all__ = [
    "Assignment",
    "ClosedPeriod",
    "Event",
    "EventOrganisation",
    "Funding",
    "Headcount",
    "Membership",
    "MembershipClaim",
    "Participation",
    "Phase",
    "Programme",
    "Reach",
    "SourceRow",
    "Topic",
    "TopicAlias",
    "reach_of",
]
