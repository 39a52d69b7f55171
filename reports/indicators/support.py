"""Fellowships and support: persons and weeks, activities, and the staff on both sides."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.choices import WORKED, SupportSide
from reports.indicators.deliverables import count_of
from reports.models import FellowshipFact, SupportFact, SupportPersonFact

_WORKED = Q(state__in=list(WORKED))

FELLOWS = count_of(
    "fellows",
    facts=FellowshipFact,
    name=_("Fellows"),
    unit=_("people"),
    definition=_(
        "Different officers whose fellowship was completed, or ended early, and whose last day there lies in"
        " the period. An officer with two fellowships is one. Planned, cancelled and running ones are not"
        " counted. A fellowship is no event: its fellow is no participant."
    ),
    of_people=True,
    where=_WORKED,
)
FELLOWSHIP_WEEKS = count_of(
    "fellowship_weeks",
    facts=FellowshipFact,
    name=_("Person-weeks of fellowships"),
    unit=_("weeks"),
    definition=_(
        "Weeks of the fellowships that were completed, or ended early, from the first to the last day of"
        " each; a begun week is a week. All weeks of a fellowship count in the period of its last day."
    ),
    amount="weeks",
    where=_WORKED,
)
SUPPORT_ACTIVITIES = count_of(
    "support_activities",
    facts=SupportFact,
    name=_("Support activities"),
    unit=_("activities"),
    definition=_(
        "Support activities by their last day, for the administration that was helped; one that helped"
        " several is of none of them alone."
    ),
)
SUPPORT_PEOPLE = count_of(
    "support_people",
    facts=SupportPersonFact,
    name=_("Staff who managed or received support"),
    unit=_("people"),
    definition=_(
        "Different persons who managed a support activity, received support in one, or both, by its last"
        " day and for the administration they worked for then. Whoever did both, or was in several, is one."
        " Never added up from its parts."
    ),
    of_people=True,
)
SUPPORT_MANAGED = count_of(
    "support_managed",
    facts=SupportPersonFact,
    name=_("Staff who managed support"),
    unit=_("people"),
    definition=_("Of the staff in support activities, the different persons who managed one."),
    of_people=True,
    where=Q(side=SupportSide.MANAGED),
)
SUPPORT_RECEIVED = count_of(
    "support_received",
    facts=SupportPersonFact,
    name=_("Staff who received support"),
    unit=_("people"),
    definition=_("Of the staff in support activities, the different persons who received support."),
    of_people=True,
    where=Q(side=SupportSide.RECEIVED),
)

FELLOWSHIPS = (FELLOWS, FELLOWSHIP_WEEKS)
SUPPORTED = (SUPPORT_PEOPLE, SUPPORT_MANAGED, SUPPORT_RECEIVED)
SUPPORT = (*FELLOWSHIPS, SUPPORT_ACTIVITIES, *SUPPORTED)
