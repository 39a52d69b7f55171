from programmes.models.agreements import Agreement
from programmes.models.calls import Call, Invitation
from programmes.models.commitments import Commitment, CommitmentReview
from programmes.models.contributions import Contribution, ContributionPayment
from programmes.models.delivery import Delivery
from programmes.models.equipment import AcceptanceTest, Consignment, Device, Handover
from programmes.models.evaluations import Evaluation, Reaction
from programmes.models.events import Event
from programmes.models.fellowships import Fellowship, FellowshipMilestone, FellowshipWeek
from programmes.models.headings import KnownHeading
from programmes.models.iati import IatiProfile
from programmes.models.lists import Component, ItemType, System
from programmes.models.mission_parts import MissionExpert, MissionFile
from programmes.models.missions import Mission, Recommendation
from programmes.models.needs import Need, Offer
from programmes.models.objectives import Objective
from programmes.models.offices import OfficePost
from programmes.models.operations import Operation, Seizure
from programmes.models.operators import Operator
from programmes.models.origins import EventOrganisation, SourceRow
from programmes.models.people import Headcount, Participation
from programmes.models.plans import Plan, PlanItem
from programmes.models.programmes import (
    Assignment,
    ClosedPeriod,
    Funding,
    Membership,
    MembershipClaim,
    Phase,
    Programme,
)
from programmes.models.purposes import EventPurpose, Instrument
from programmes.models.reach import Reach, reach_of
from programmes.models.results import Framework, ResultIndicator, ResultPeriod
from programmes.models.sessions import Attendance, CompletionRule, Session
from programmes.models.spending import Expenditure
from programmes.models.statements import Statement
from programmes.models.statistics import NationalStatistic
from programmes.models.strands import Partner, Strand
from programmes.models.support import SupportActivity, SupportPerson
from programmes.models.survey_files import QuestionnaireFile
from programmes.models.surveys import Questionnaire, Survey, SurveyAnswer
from programmes.models.systems import Deployment
from programmes.models.topics import Topic, TopicAlias
from programmes.models.twins import NotTwin

__all__ = [
    "AcceptanceTest",
    "Agreement",
    "Assignment",
    "Attendance",
    "Call",
    "ClosedPeriod",
    "Commitment",
    "CommitmentReview",
    "CompletionRule",
    "Component",
    "Consignment",
    "Delivery",
    "Deployment",
    "Device",
    "Contribution",
    "ContributionPayment",
    "Evaluation",
    "Event",
    "EventOrganisation",
    "EventPurpose",
    "Expenditure",
    "Fellowship",
    "FellowshipMilestone",
    "FellowshipWeek",
    "Framework",
    "Funding",
    "Handover",
    "Headcount",
    "IatiProfile",
    "Instrument",
    "Invitation",
    "ItemType",
    "KnownHeading",
    "Membership",
    "MembershipClaim",
    "Mission",
    "MissionExpert",
    "MissionFile",
    "NationalStatistic",
    "Objective",
    "Need",
    "NotTwin",
    "Offer",
    "OfficePost",
    "Operation",
    "Operator",
    "Participation",
    "Partner",
    "Phase",
    "Plan",
    "PlanItem",
    "Programme",
    "Questionnaire",
    "QuestionnaireFile",
    "Reach",
    "Reaction",
    "Recommendation",
    "ResultIndicator",
    "ResultPeriod",
    "Seizure",
    "Session",
    "SourceRow",
    "SupportActivity",
    "SupportPerson",
    "Statement",
    "Strand",
    "Survey",
    "SurveyAnswer",
    "System",
    "Topic",
    "TopicAlias",
    "reach_of",
]
