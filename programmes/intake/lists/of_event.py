"""The list of the people of an event."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.choices import Sex
from office.audit import Actor
from office.models import Upload
from programmes.actions import listing
from programmes.actions.plans import Entry, Plan, PlannedRow
from programmes.choices import EventRole, EventState, ParticipationState
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.completing import number
from programmes.intake.lists.fields import OF_EVENT
from programmes.intake.lists.pages import Pages
from programmes.intake.lists.planning import Planner, differences
from programmes.intake.lists.rows import ListRow
from programmes.intake.lists.subject import Subject, limits_of
from programmes.intake.lists.workbook import (
    blank,
    blanks_of_people,
    members_of_the_region,
    numbers_of,
    told_of_person,
)
from programmes.intake.organisations import shown_name
from programmes.models import Event, Participation
from sheets.filling import Blank


class EventPlanner(Planner):
    """Compares with the participations of an event."""

    def __init__(self, event: Event, **about: Any) -> None:
        super().__init__(**about)
        self._event = event
        self._usual_state = usual_state(event)

    def listed(self) -> list[Participation]:
        rows = list(self._event.participations.select_related("person", "organisation__administration"))
        self._by_person = {(each.person_id, each.role): each for each in rows}
        return rows

    def entry(self, row: ListRow, stored: Any = None) -> Entry | None:
        organisation = row.organisation or (stored.organisation if stored else None)
        if organisation is None:
            return None
        return Entry(
            family_name=row.family_name,
            given_names=row.given_names,
            sex=row.sex or Sex.NOT_STATED,
            email=row.email,
            organisation=organisation,
            position=row.position or (stored.position if stored else ""),
            staff_number=row.staff_number,
            role=row.role or (stored.role if stored else EventRole.PARTICIPANT),
            state=row.state or (stored.state if stored else self._usual_state),
        )

    def changes(self, row: ListRow, stored: Any) -> dict[str, list[Any]]:
        changes = differences(stored, {"role": row.role, "state": row.state, "position": row.position})
        if row.organisation is not None and row.organisation.pk != stored.organisation_id:
            changes["organisation_id"] = [stored.organisation_id, row.organisation.pk]
        return changes

    def stored_of(self, person_id: int, entry: Entry) -> Participation | None:
        return self._by_person.get((person_id, entry.role))

    def key(self, entry: Entry) -> str:
        return entry.role

    def finish(self, planned: Sequence[PlannedRow], rows: Sequence[ListRow]) -> None:
        number(planned, problem=self.problem)


class EventPeople(Subject):
    """The people of an event, in every role."""

    of = Event
    letter = "E"
    fields = OF_EVENT
    shown = (
        *("family_name", "given_names", "sex", "administration", "position", "staff_number"),
        *("role", "state"),
    )
    pages = Pages(
        record="event",
        key="pk",
        breadcrumb="programmes/_event_breadcrumb.html",
        heading="programmes/_event_heading.html",
        send="programmes:event-people-paste",
        workbook="programmes:event-people-workbook",
        back="programmes:event-people",
        title=gettext_lazy("People from a spreadsheet"),
        back_to=gettext_lazy("The people of the event"),
    )
    record: Event

    def planner(self, answers: Answers, reader: Any) -> Planner:
        return EventPlanner(self.record, mark=self.mark, answers=answers.rows, **limits_of(reader))

    @property
    def event(self) -> Event:
        return self.record

    @property
    def needed(self) -> str:
        text = _(
            "A name and an administration are needed in each row; without a role it is a participant, without"
            " a state: %(state)s."
        )
        return text % {"state": usual_state(self.record).label}

    def stored(self) -> QuerySet[Participation]:
        return self.record.participations.all()

    def save(self, upload: Upload, plan: Callable[[], Plan], *, seen: str, only_good: bool, by: Actor) -> Any:
        return listing.save_list(
            event=self.record, upload=upload, plan=plan, seen=seen, only_good=only_good, by=by
        )

    def undo(self, upload: Upload, *, by: Actor) -> None:
        listing.undo_list(event=self.record, upload=upload, by=by)

    def rows_for(self, reader: Any) -> Any:
        rows = Participation.objects.visible_to(reader).filter(event=self.record)
        return rows.select_related("person", "organisation__administration").in_order()

    def blanks(self) -> Sequence[Blank]:
        return [
            *blanks_of_people(members_of_the_region()),
            blank("role", 18, EventRole.labels),
            blank("state", 18, ParticipationState.labels),
        ]

    def lines(self, rows: Any) -> Iterator[Mapping[str, str]]:
        rows = list(rows)
        numbers = numbers_of(rows)
        for row in rows:
            who = told_of_person(
                row,
                on=self.mark,
                numbers=numbers,
                administration=shown_name(row.organisation),
                position=row.position,
            )
            yield {
                **who,
                "role": str(row.get_role_display()),
                "state": str(row.get_state_display()),
            }

    def instructions(self) -> list[str]:
        return [
            _("Administration may be a country, an ISO code, or the name of an organisation."),
            _("A staff number is the administration's own; it tells people of one name apart."),
        ]


def usual_state(event: Event) -> ParticipationState:
    """Return how far people came where nobody says so: attended where it was held, else nominated."""
    held = event.state == EventState.HELD
    return ParticipationState.ATTENDED if held else ParticipationState.NOMINATED
