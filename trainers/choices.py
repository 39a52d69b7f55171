"""Words of who can teach."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# --- The ledger of accreditations ----------------------------------------------------------------


class Step(models.TextChoices):
    """What a line of the ledger says: how far somebody came, or what became of it since."""

    PRE_SELECTED = "PRE_SELECTED", _("Pre-selected")
    PRE_ACCREDITED = "PRE_ACCREDITED", _("Pre-accredited")
    FIELD_MISSION = "FIELD_MISSION", _("Field mission under an assessor")
    ACCREDITED = "ACCREDITED", _("Accredited")
    REFRESHED = "REFRESHED", _("Refreshed")
    SUSPENDED = "SUSPENDED", _("Suspended")
    LAPSED = "LAPSED", _("Lapsed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    STRUCK = "STRUCK", _("Struck out: it never was so")


# The way to an accreditation; a scheme has some of these, always in this order.
PATH = (Step.PRE_SELECTED, Step.PRE_ACCREDITED, Step.FIELD_MISSION, Step.ACCREDITED)
IN_FORCE = frozenset({Step.ACCREDITED, Step.REFRESHED})
NEEDS_REASON = frozenset({Step.SUSPENDED, Step.LAPSED, Step.WITHDRAWN, Step.STRUCK})
# What the steps beside the way build on. A refresher lifts a suspension, and revives what has lapsed.
BUILDS_ON: dict[str, frozenset[str]] = {
    Step.REFRESHED: frozenset({Step.ACCREDITED, Step.REFRESHED, Step.SUSPENDED, Step.LAPSED}),
    Step.SUSPENDED: IN_FORCE,
    Step.LAPSED: IN_FORCE | {Step.SUSPENDED},
    Step.WITHDRAWN: frozenset(set(Step) - {Step.WITHDRAWN, Step.STRUCK}),
}
BEGINS_AFTER = frozenset({"", Step.WITHDRAWN, Step.LAPSED})  # the first step of a way, or once more

# --- The roster of trainers ----------------------------------------------------------------------


class Language(models.TextChoices):
    """Languages people of the members teach in, by their ISO 639 code."""

    EN = "en", _("English")
    FR = "fr", _("French")
    AR = "ar", _("Arabic")
    HY = "hy", _("Armenian")
    AZ = "az", _("Azerbaijani")
    BN = "bn", _("Bengali")
    BI = "bi", _("Bislama")
    MY = "my", _("Burmese")
    ZH = "zh", _("Chinese")
    CHK = "chk", _("Chuukese")
    RAR = "rar", _("Cook Islands Māori")
    DV = "dv", _("Dhivehi")
    DZ = "dz", _("Dzongkha")
    FJ = "fj", _("Fijian")
    HIF = "hif", _("Fiji Hindi")
    FIL = "fil", _("Filipino")
    KA = "ka", _("Georgian")
    GIL = "gil", _("Gilbertese")
    HI = "hi", _("Hindi")
    ID = "id", _("Indonesian")
    JA = "ja", _("Japanese")
    KK = "kk", _("Kazakh")
    KM = "km", _("Khmer")
    KO = "ko", _("Korean")
    KY = "ky", _("Kyrgyz")
    LO = "lo", _("Lao")
    MS = "ms", _("Malay")
    MH = "mh", _("Marshallese")
    MN = "mn", _("Mongolian")
    NA = "na", _("Nauruan")
    NE = "ne", _("Nepali")
    NIU = "niu", _("Niuean")
    PAU = "pau", _("Palauan")
    PS = "ps", _("Pashto")
    FA = "fa", _("Persian and Dari")
    PIS = "pis", _("Pijin")
    PT = "pt", _("Portuguese")
    RU = "ru", _("Russian")
    SM = "sm", _("Samoan")
    SI = "si", _("Sinhala")
    ES = "es", _("Spanish")
    TG = "tg", _("Tajik")
    TA = "ta", _("Tamil")
    TET = "tet", _("Tetum")
    TH = "th", _("Thai")
    TPI = "tpi", _("Tok Pisin")
    TO = "to", _("Tongan")
    TK = "tk", _("Turkmen")
    TVL = "tvl", _("Tuvaluan")
    UR = "ur", _("Urdu")
    UZ = "uz", _("Uzbek")
    VI = "vi", _("Vietnamese")


# --- Cascade training, and materials -------------------------------------------------------------


class Grade(models.TextChoices):
    """How well a cascade training is evidenced. Made from what the portal holds of it, never chosen."""

    NAMED = "A", _("A: everybody is named in the portal")
    SIGNED = "B", _("B: a signed list is attached")
    DECLARED = "C", _("C: declared")


class MaterialKind(models.TextChoices):
    """What a training material is."""

    MODULE = "MODULE", _("Training module")
    SYLLABUS = "SYLLABUS", _("Syllabus")
    SLIDES = "SLIDES", _("Slides")
    EXERCISE = "EXERCISE", _("Exercise or test")
    GUIDE = "GUIDE", _("Guide for trainers")


class MaterialAudience(models.TextChoices):
    """Who may read and download a material; each includes those before it."""

    SECRETARIAT = "SECRETARIAT", _("The secretariat")
    TRAINERS = "TRAINERS", _("Master Trainers")
    MEMBERS = "MEMBERS", _("Administrations of the programme")
    EVERYBODY = "EVERYBODY", _("Everybody who is signed in")


class CheckOutcome(models.TextChoices):
    """What came of asking about a training that was drawn for checking."""

    WAITING = "WAITING", _("Not answered yet")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    REFUTED = "REFUTED", _("Did not take place as reported")


# --- Cohorts ------------------------------------------------------------------------------------


class CohortState(models.TextChoices):
    """Where a cohort stands."""

    PLANNED = "PLANNED", _("Planned")
    RUNNING = "RUNNING", _("Under way")
    FINISHED = "FINISHED", _("Finished")
    STOPPED = "STOPPED", _("Stopped before its end")


class StageKind(models.TextChoices):
    """What a stage of a cohort is."""

    WORKING_GROUP = "WORKING_GROUP", _("Working Group")
    INTERSESSIONAL = "INTERSESSIONAL", _("Intersessional work")
    OTHER = "OTHER", _("Other")


class StageMark(models.TextChoices):
    """What is typed in of a participant at a stage. No row: not recorded, which is not absence."""

    ATTENDED = "ATTENDED", _("Attended")
    EXCUSED = "EXCUSED", _("Excused")
    MISSED = "MISSED", _("Missed")


class Standing(models.TextChoices):
    """How a participant stands to one stage."""

    ATTENDED = "ATTENDED", _("attended")
    EXCUSED = "EXCUSED", _("excused")
    MISSED = "MISSED", _("missed")
    NOT_RECORDED = "NOT_RECORDED", _("not recorded")
    BEFORE = "BEFORE", _("before joining")
    AFTER = "AFTER", _("after leaving")


NOT_EXPECTED = frozenset({Standing.BEFORE, Standing.AFTER})
MOST_TOPICS = 2  # of one cohort: one topic, or two together
