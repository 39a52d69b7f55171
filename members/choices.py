"""Words of the members' floor, and the one table of which role may do what."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    ADMINISTRATION = "ADMINISTRATION", _("Customs administration")
    SECRETARIAT = "SECRETARIAT", _("Secretariat or regional office")
    INTERNATIONAL = "INTERNATIONAL", _("International organisation")
    GOVERNMENT = "GOVERNMENT", _("Government or government agency")
    FUND = "FUND", _("Fund or project")
    ACADEMIC = "ACADEMIC", _("University or training institute")
    PRIVATE = "PRIVATE", _("Private sector")
    NOT_STATED = "NOT_STATED", _("Not stated")


class RegionalRoleKind(models.TextChoices):
    """What an administration does for its region, for a time."""

    RTC = "RTC", _("Regional Training Centre")
    RCL = "RCL", _("Regional Customs Laboratory")
    RDTC = "RDTC", _("Regional Dog Training Centre")
    RILO = "RILO", _("Host of the Regional Intelligence Liaison Office")
    ROCB = "ROCB", _("Host of the Regional Office for Capacity Building")
    VICE_CHAIR = "VICE_CHAIR", _("Regional Vice-Chair")


class FormerNameKind(models.TextChoices):
    """Which of the names of an administration was another one."""

    MEMBER = "MEMBER", _("The Member's name, as the WCO wrote it")
    SERVICE = "SERVICE", _("The service's own name")


class SuccessionKind(models.TextChoices):
    """How one administration became another."""

    RENAMED = "RENAMED", _("Continued as")
    MERGED = "MERGED", _("Merged into")


class Sex(models.TextChoices):
    """As the person or their administration stated it."""

    WOMAN = "WOMAN", _("Woman")
    MAN = "MAN", _("Man")
    NOT_STATED = "NOT_STATED", _("Not stated")


class Standing(models.TextChoices):
    """What is known of a posting, on the day it was last asked about."""

    UNKNOWN = "UNKNOWN", _("Not known")
    IN_POST = "IN_POST", _("Still in post")
    MOVED = "MOVED", _("Moved to another post")
    LEFT = "LEFT", _("Left the service")


GONE = frozenset({Standing.MOVED, Standing.LEFT})


class Rejoining(models.TextChoices):
    """What a merge did to one row."""

    MOVED = "MOVED", _("Moved")
    FOLDED = "FOLDED", _("Became one with another")
    CHANGED = "CHANGED", _("Completed")
    ADDED = "ADDED", _("Entered since")


class Outcome(models.TextChoices):
    """What a split did with a row of the merge it undid."""

    NONE = "", _("Not split")
    RETURNED = "RETURNED", _("As before the merge")
    EDITED = "EDITED", _("Returned, with what was changed since")
    STAYED = "STAYED", _("Stayed as it is now")
    GONE = "GONE", _("Removed since")


class Role(models.TextChoices):
    """What an account is to the portal. One role per account."""

    ADMINISTRATOR = "ADMINISTRATOR", _("Secretariat administrator")
    OFFICER = "OFFICER", _("Programme officer")
    FOCAL_POINT = "FOCAL_POINT", _("Focal point of a member administration")
    DONOR = "DONOR", _("Donor representative")
    MASTER_TRAINER = "MASTER_TRAINER", _("Master trainer")
    AUDITOR = "AUDITOR", _("Auditor")


class Permission(StrEnum):
    """Something an account may be allowed to do. Named verb first."""

    VIEW_ALL_PROGRAMMES = auto()
    VIEW_REGISTER = auto()  # every person by name; reads are logged
    VIEW_AUDIT_TRAIL = auto()
    COUNT_REGION = auto()  # figures over everything, numbers only
    EDIT_REGISTER = auto()  # people and postings; one person out of two entries, and back
    REPORT_MOVES = auto()  # who is still in post: the secretariat of all, a focal point of its own
    KEEP_OFFICERS = auto()  # who works where: the secretariat of any, a focal point of its own
    EDIT_EVENTS = auto()  # of the programmes assigned
    EDIT_ALL_EVENTS = auto()
    KEEP_ACCREDITATIONS = auto()  # of the schemes of the programmes assigned
    ANSWER_RECOMMENDATIONS = auto()  # of missions: a focal point those to its own administration
    ANSWER_SURVEYS = auto()  # with documents: a focal point what its own administration is asked
    STATE_NEEDS = auto()  # of one's own administration, in programmes it joined
    NOMINATE = auto()  # people of one's own administration, where it was invited to
    BUILD_REPORTS = auto()
    RELEASE_REPORTS = auto()
    CLOSE_PERIODS = auto()
    KEEP_AGREEMENTS = auto()  # what was agreed with those who pay
    INVITE = auto()  # somebody to a role that one's own may give
    MANAGE_ACCOUNTS = auto()  # role, organisation, programmes, end; and sign out
    REPORT_CASCADE = auto()  # what those who were trained to teach taught others
    KEEP_PERSONAL_DATA = auto()  # give somebody their own data, on request, and erase a name


PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.OFFICER: frozenset(
        {
            Permission.VIEW_ALL_PROGRAMMES,
            Permission.VIEW_REGISTER,
            Permission.COUNT_REGION,
            Permission.EDIT_REGISTER,
            Permission.REPORT_MOVES,
            Permission.KEEP_OFFICERS,
            Permission.EDIT_EVENTS,
            Permission.KEEP_ACCREDITATIONS,
            Permission.ANSWER_RECOMMENDATIONS,
            Permission.ANSWER_SURVEYS,
            Permission.BUILD_REPORTS,
            Permission.RELEASE_REPORTS,
            Permission.REPORT_CASCADE,
        }
    ),
    Role.FOCAL_POINT: frozenset(
        {
            Permission.COUNT_REGION,
            Permission.REPORT_MOVES,
            Permission.KEEP_OFFICERS,
            Permission.ANSWER_RECOMMENDATIONS,
            Permission.ANSWER_SURVEYS,
            Permission.STATE_NEEDS,
            Permission.NOMINATE,
            Permission.INVITE,
            Permission.REPORT_CASCADE,
        }
    ),
    Role.DONOR: frozenset(),
    Role.MASTER_TRAINER: frozenset({Permission.REPORT_CASCADE}),
    Role.AUDITOR: frozenset(
        {
            Permission.VIEW_ALL_PROGRAMMES,
            Permission.VIEW_REGISTER,
            Permission.VIEW_AUDIT_TRAIL,
            Permission.COUNT_REGION,
        }
    ),
}


class AccountState(models.TextChoices):
    """Whether an account may sign in."""

    CURRENT = "CURRENT", _("May sign in")
    INVITED = "INVITED", _("Invited, no password yet")
    FOR_A_TIME = "FOR_A_TIME", _("Acts for a time")
    ENDED = "ENDED", _("Ended")


class TokenScope(models.TextChoices):
    """What a program may do with a token of an account: never more than the account itself."""

    FIGURES = "FIGURES", _("read figures and released reports")
    RECORDS = "RECORDS", _("read records")
    WRITE = "WRITE", _("write")


# Which roles a role may give. A test holds it to the table above: nobody gives what they do not hold.
GRANTS: dict[str, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.FOCAL_POINT: frozenset({Role.FOCAL_POINT}),  # of its own administration, until a day
}

NEEDS_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.OFFICER})
NEEDS_ADMINISTRATION = frozenset({Role.FOCAL_POINT})
NEEDS_ORGANISATION = frozenset({Role.FOCAL_POINT, Role.DONOR})
