"""Every indicator of the portal, with the definition that is printed under it.

``REGISTRY`` are those of events and of who came; ``OF_RECORDS`` those of what is delivered beside them.
``EVERY`` is both: what a page or the API may ask for.
"""

from django.utils.translation import gettext_lazy as _

from reports.indicators import parts
from reports.indicators.deliverables import DELIVERABLES
from reports.indicators.missions import MISSIONS
from reports.indicators.retention import RETENTION
from reports.indicators.support import SUPPORT
from reports.indicators.surveys import EVALUATED, FOLLOW_UP
from reports.indicators.teaching import TEACHING
from reports.measuring.definition import Indicator
from reports.models import EventFact, ParticipationFact

EVENTS_HELD = Indicator(
    code="events_held",
    name=_("Events held"),
    unit=_("events"),
    definition=_(
        "Events that were held and ended in the period, by their own local date; each once, however many"
        " programmes, topics or sponsors it has. Of an activity made of parts, the parts are counted."
        " Planned, postponed and cancelled events are not."
    ),
    facts=EventFact,
    rows=parts.HELD_EVENTS,
    parts=(parts.EVENTS,),
    read=parts.read_events,
)

PARTICIPATIONS = Indicator(
    code="participations",
    name=_("Participations"),
    unit=_("participations"),
    definition=_(
        "Participants at events that were held and ended in the period; one officer at two events is two."
        " Observers, facilitators and resource persons are not counted. A total that stands over several"
        " events counts once. Events without a recorded number are left out and their number is given."
    ),
    facts=ParticipationFact,
    rows=parts.PARTICIPANTS,
    parts=(
        parts.SEATS,
        parts.SEATS_ABOUT,
        parts.SEATS_AT_LEAST,
        parts.ROWS_WITHOUT_PEOPLE,
        parts.EVENTS_WITHOUT_PEOPLE,
    ),
    read=parts.read_seats,
)

PEOPLE = Indicator(
    code="people",
    name=_("People reached"),
    unit=_("people"),
    definition=_(
        "Different persons among the participants. One number where everybody is named; otherwise a range:"
        " at least the persons known by name, or all participants of the fullest single event; at most"
        " those named and everyone counted without a name. Never added up from its parts."
    ),
    facts=ParticipationFact,
    rows=parts.PARTICIPANTS,
    parts=(
        *PARTICIPATIONS.parts,
        parts.PERSONS,
        parts.SEATS_WITHOUT_NAMES,
        parts.SEATS_AT_ONE_EVENT,
        parts.SEATS_FROM_ONE,
    ),
    read=parts.read_people,
)

ADMINISTRATIONS_REACHED = Indicator(
    code="administrations_reached",
    name=_("Administrations reached"),
    unit=_("administrations"),
    definition=_(
        "Different customs administrations among the participants. Where an event states only their"
        " number, a range: at least those named, or the largest number stated at one event; at most those"
        " named and all stated without a name."
    ),
    facts=ParticipationFact,
    rows=parts.PARTICIPANTS,
    parts=(
        parts.ADMINISTRATIONS,
        parts.STATED_MOST,
        parts.STATED_WITHOUT_NAMES,
        parts.STATED_ABOUT,
        parts.STATED_AT_LEAST,
    ),
    read=parts.read_administrations,
)

SHARE_OF_WOMEN = Indicator(
    code="share_of_women",
    name=_("Share of women"),
    unit=_("percent"),
    definition=_(
        "Women among the participations whose sex is stated; not recorded where none is. How many do not"
        " state it is given beside the share. Of few people it is told only to those who may see"
        " them."
    ),
    facts=ParticipationFact,
    rows=parts.PARTICIPANTS,
    parts=(parts.SEATS, parts.STATED_SEX, parts.WOMEN),
    read=parts.read_share_of_women,
    persons_behind=parts.whose_sex_is_stated,
    unit_kind="percent",
)

CONTACT_HOURS = Indicator(
    code="contact_hours",
    name=_("Contact hours"),
    unit=_("hours"),
    definition=_(
        "Hours of instruction of the events held, as recorded with each event; not multiplied by"
        " participants. Events without recorded hours are left out and their number is given."
    ),
    facts=EventFact,
    rows=parts.WITH_HOURS,
    parts=(parts.HOURS, parts.EVENTS_WITHOUT_HOURS),
    read=parts.read_hours,
    unit_kind="hours",
)

COMPLETIONS = Indicator(
    code="completions",
    name=_("Completions"),
    unit=_("completions"),
    definition=_(
        "Named participations whose state is completed. Whether people counted without a name completed"
        " is not known: they are left out and their number is given. Of few people it is told"
        " only to those who may see them."
    ),
    facts=ParticipationFact,
    rows=parts.NAMED,
    parts=(parts.SEATS, parts.NAMED_SEATS, parts.COMPLETED),
    read=parts.read_completions,
    persons_behind=parts.named_participants,
)

REGISTRY: dict[str, Indicator] = {
    each.code: each
    for each in (
        EVENTS_HELD,
        PARTICIPATIONS,
        PEOPLE,
        ADMINISTRATIONS_REACHED,
        SHARE_OF_WOMEN,
        CONTACT_HOURS,
        COMPLETIONS,
        *RETENTION,
    )
}

OF_RECORDS: dict[str, Indicator] = {
    each.code: each for each in (*DELIVERABLES, *MISSIONS, *SUPPORT, *TEACHING, *FOLLOW_UP, *EVALUATED)
}
EVERY: dict[str, Indicator] = REGISTRY | OF_RECORDS
