"""Words of what is delivered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SMALLEST_GROUP = 5  # persons an attribute may be told of to who may not see them, unless an agreement says
MOST_SMALLEST = 1000  # what an agreement may say instead


class Precision(models.TextChoices):
    """How exactly a date is known. The stored day is the first (start) or last (end) day of it."""

    DAY = "DAY", _("Day")
    MONTH = "MONTH", _("Month only")
    YEAR = "YEAR", _("Year only")
    NONE = "NONE", _("Not recorded")


class EventKind(models.TextChoices):
    """What kind of activity an event is."""

    WORKSHOP = "WORKSHOP", _("Workshop")
    TRAINING = "TRAINING", _("Training course")
    SEMINAR = "SEMINAR", _("Seminar")
    WEBINAR = "WEBINAR", _("Webinar")
    WORKING_GROUP = "WORKING_GROUP", _("Working Group activity")
    ACCREDITATION = "ACCREDITATION", _("Accreditation workshop")
    MISSION = "MISSION", _("Mission")
    FELLOWSHIP = "FELLOWSHIP", _("Fellowship or attachment")
    HANDOVER = "HANDOVER", _("Handover")
    DIALOGUE = "DIALOGUE", _("Dialogue")
    CONFERENCE = "CONFERENCE", _("Conference")
    MEETING = "MEETING", _("Meeting")


class Level(models.TextChoices):
    """For whom an event was held."""

    NATIONAL = "NATIONAL", _("National")
    SUB_REGIONAL = "SUB_REGIONAL", _("Sub-regional")
    REGIONAL = "REGIONAL", _("Regional")
    GLOBAL = "GLOBAL", _("Global")
    NOT_STATED = "NOT_STATED", _("Not stated")


class Mode(models.TextChoices):
    """How people met."""

    IN_PERSON = "IN_PERSON", _("In person")
    ONLINE = "ONLINE", _("Online")
    HYBRID = "HYBRID", _("Hybrid")
    NOT_STATED = "NOT_STATED", _("Not stated")


class EventState(models.TextChoices):
    """Where an event stands. Only a held event is ever counted."""

    PLANNED = "PLANNED", _("Planned")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    HELD = "HELD", _("Held")
    POSTPONED = "POSTPONED", _("Postponed")
    CANCELLED = "CANCELLED", _("Cancelled")


class EventRole(models.TextChoices):
    """As what somebody took part. Only participants are counted as participants."""

    PARTICIPANT = "PARTICIPANT", _("Participant")
    RESOURCE_PERSON = "RESOURCE_PERSON", _("Resource person")
    FACILITATOR = "FACILITATOR", _("Facilitator")
    OBSERVER = "OBSERVER", _("Observer")


class ParticipationState(models.TextChoices):
    """How far one person came at one event: one row from nomination to certificate."""

    NOMINATED = "NOMINATED", _("Nominated")
    SELECTED = "SELECTED", _("Selected")
    RESERVE = "RESERVE", _("Reserve list")
    DECLINED = "DECLINED", _("Declined")
    ATTENDED = "ATTENDED", _("Attended")
    COMPLETED = "COMPLETED", _("Completed")
    NO_SHOW = "NO_SHOW", _("Did not come")


# Their names stand on the list of attendance: not who declined, or waits on the reserve list.
ON_THE_ATTENDANCE_LIST = frozenset(set(ParticipationState) - {"RESERVE", "DECLINED"})
EXPECTED = frozenset({ParticipationState.NOMINATED, ParticipationState.SELECTED})
# Of two lines of one person at one event the one further on stands: that somebody came outweighs all else.
FURTHER = (
    ParticipationState.NOMINATED,
    ParticipationState.RESERVE,
    ParticipationState.SELECTED,
    ParticipationState.DECLINED,
    ParticipationState.NO_SHOW,
    ParticipationState.ATTENDED,
    ParticipationState.COMPLETED,
)
TOOK_PART = frozenset({ParticipationState.ATTENDED, ParticipationState.COMPLETED})


class ShareOf(models.TextChoices):
    """What the share of somebody's attendance is a share of."""

    SESSIONS = "SESSIONS", _("Sessions")
    HOURS = "HOURS", _("Hours")


class Sector(models.TextChoices):
    """Where people without names come from."""

    CUSTOMS = "CUSTOMS", _("Customs")
    OTHER_AGENCY = "OTHER_AGENCY", _("Other government agency")
    PRIVATE = "PRIVATE", _("Private sector")
    NOT_STATED = "NOT_STATED", _("Not stated")


class Accuracy(models.TextChoices):
    """How a published number was given."""

    EXACT = "EXACT", _("Exact")
    AT_LEAST = "AT_LEAST", _("At least")
    ABOUT = "ABOUT", _("About")


class OrganisationRole(models.TextChoices):
    """What an organisation did for an event."""

    ORGANISER = "ORGANISER", _("Organiser")
    SPONSOR = "SPONSOR", _("Sponsor")
    PARTNER = "PARTNER", _("Partner")


class AgreementKind(models.TextChoices):
    """What was signed."""

    GRANT = "GRANT", _("Agreement with a donor")
    COOPERATION = "COOPERATION", _("Memorandum of Cooperation")
    AGREEMENT = "AGREEMENT", _("Memorandum of Agreement")
    NOTES = "NOTES", _("Exchange of notes")


class CountingRule(models.TextChoices):
    """How those who took part are counted for a donor; what each counts stands with the indicators."""

    PARTICIPATIONS = "PARTICIPATIONS", _("All participations")
    ONCE_A_YEAR = "ONCE_A_YEAR", _("Each person once in a reporting year")
    COMPLETED_ONCE = "COMPLETED_ONCE", _("Only who completed, each person once")


class AssignmentKind(models.TextChoices):
    """As what an account works on a programme."""

    OFFICER = "OFFICER", _("Programme officer")
    COORDINATOR = "COORDINATOR", _("Coordinator")


class ObjectiveKind(models.TextChoices):
    """What an objective is to its programme."""

    PILLAR = "PILLAR", _("Pillar")
    PRIORITY = "PRIORITY", _("Strategic priority")
    OUTPUT = "OUTPUT", _("Output")
    OUTCOME = "OUTCOME", _("Outcome")
    IMPACT = "IMPACT", _("Impact")


class PlanKind(models.TextChoices):
    """For how long a plan is made."""

    ANNUAL = "ANNUAL", _("Annual Work Plan")
    STRATEGIC = "STRATEGIC", _("Strategic Action Plan")


class PlanItemState(models.TextChoices):
    """What became of a planned activity."""

    PLANNED = "PLANNED", _("Planned")
    DONE = "DONE", _("Done")
    MOVED = "MOVED", _("Moved")
    DROPPED = "DROPPED", _("Dropped")


class ExpenditureCategory(models.TextChoices):
    """What money was spent on, as donors ask for it."""

    INSTRUCTION = "INSTRUCTION", _("Instruction")
    PARTICIPANT = "PARTICIPANT", _("Participants")
    TRAVEL = "TRAVEL", _("Travel")
    EQUIPMENT = "EQUIPMENT", _("Equipment")
    OTHER = "OTHER", _("Other")


class Priority(models.TextChoices):
    """How urgent a need is, the most urgent first."""

    HIGH = "HIGH", _("High")
    MEDIUM = "MEDIUM", _("Medium")
    LOW = "LOW", _("Low")


class FollowUp(models.TextChoices):
    """How a commitment is followed up."""

    NATIONAL = "NATIONAL", _("Nationally")
    INTER_AGENCY = "INTER_AGENCY", _("Between agencies")
    EITHER = "EITHER", _("Nationally or between agencies")


class CommitmentState(models.TextChoices):
    """How far a commitment is."""

    OPEN = "OPEN", _("Open")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    DONE = "DONE", _("Done")
    DROPPED = "DROPPED", _("Dropped")


class StatisticMeasure(models.TextChoices):
    """What a national statistic counts."""

    CUSTOMS_OFFICES = "CUSTOMS_OFFICES", _("Customs offices")
    DECLARATIONS = "DECLARATIONS", _("Declarations processed")
    PERSONS_TRAINED = "PERSONS_TRAINED", _("Persons trained")


class DeviceState(models.TextChoices):
    """What is known of a device after it was handed over."""

    IN_USE = "IN_USE", _("In use")
    IN_STORE = "IN_STORE", _("In store")
    IN_REPAIR = "IN_REPAIR", _("In repair")
    OUT_OF_ORDER = "OUT_OF_ORDER", _("Out of order")
    LOST = "LOST", _("Lost or written off")
    NOT_KNOWN = "NOT_KNOWN", _("Not known")


class Stage(models.TextChoices):
    """How far a system is at an administration, in this order. Stored on the row only where no day tells."""

    NOT_STATED = "NOT_STATED", _("Helped, stage not stated")
    ASSESSED = "ASSESSED", _("Assessed")
    AGREED = "AGREED", _("Agreed")
    INSTALLED = "INSTALLED", _("Installed")
    TRAINED = "TRAINED", _("Users trained")
    LIVE = "LIVE", _("Live")


class MeasuredIn(models.TextChoices):
    """In what seized goods are measured. Quantities of different units are never added."""

    KILOGRAM = "KILOGRAM", _("kilograms")
    LITRE = "LITRE", _("litres")
    PIECE = "PIECE", _("pieces")
    ROUND = "ROUND", _("rounds of ammunition")
    TABLET = "TABLET", _("tablets")
    PACKAGE = "PACKAGE", _("packages")


class DeliveredAs(models.TextChoices):
    """How what was taught reached those who were not in the room."""

    LIVE = "LIVE", _("Live online sessions")
    REMOTE_DEMONSTRATION = "REMOTE_DEMONSTRATION", _("Live online with real-time remote demonstration")
    SELF_PACED = "SELF_PACED", _("Online, at one's own pace")


class FellowshipState(models.TextChoices):
    """How far a fellowship is."""

    PLANNED = "PLANNED", _("Planned")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    COMPLETED = "COMPLETED", _("Completed")
    ENDED_EARLY = "ENDED_EARLY", _("Ended early")
    CANCELLED = "CANCELLED", _("Cancelled")


# Of these, the weeks were worked and count.
WORKED = (FellowshipState.COMPLETED, FellowshipState.ENDED_EARLY)


class SupportSide(models.TextChoices):
    """On which side of a support activity somebody was."""

    MANAGED = "MANAGED", _("Managed support")
    RECEIVED = "RECEIVED", _("Received support")
