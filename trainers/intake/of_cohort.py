"""The list of the participants of a cohort, and since when each is in it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.choices import Sex
from members.models import Posting
from office.audit import Actor
from office.models import Upload
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.completing import number
from programmes.intake.lists.fields import OF_COHORT
from programmes.intake.lists.pages import Pages
from programmes.intake.lists.planning import Planner, differences
from programmes.intake.lists.rows import ListRow
from programmes.intake.lists.subject import Subject, limits_of
from programmes.intake.lists.workbook import blank, blanks_of_people, numbers_of, told_of_person
from programmes.intake.organisations import shown_name
from sheets.filling import Blank
from trainers.actions import cohort_lists
from trainers.models import Cohort, CohortAdministration, CohortParticipant

_TAKEN = frozenset({Fate.NEW, Fate.CHANGED, Fate.UNCHANGED})


class ParticipantPlanner(Planner):
    """Compares with the participants of a cohort."""

    def __init__(self, cohort: Cohort, **about: Any) -> None:
        super().__init__(**about)
        self._cohort = cohort

    def listed(self) -> list[Any]:
        rows = self._cohort.participants.select_related("person", "administration")
        found: list[Any] = list(rows.annotate(organisation_id=F("administration")))
        self._by_person = {each.person_id: each for each in found}
        self._by_id = {each.pk: each for each in found}
        self._group = group_of(self._cohort)
        return found

    def entry(self, row: ListRow, stored: Any = None) -> Entry | None:
        organisation = row.organisation or (stored.administration if stored else None)
        if organisation is None:
            return None
        return Entry(
            family_name=row.family_name,
            given_names=row.given_names,
            sex=row.sex or Sex.NOT_STATED,
            email=row.email,
            organisation=organisation,
            position=row.position,
            staff_number=row.staff_number,
            joined_on=row.joined_on or (stored.joined_on if stored else self._usual_day(organisation.pk)),
        )

    def _usual_day(self, administration_id: int) -> dt.date:
        """Return when somebody joined where nobody says so: with the administration, else with the cohort."""
        member = self._group.get(administration_id)
        return (member.since_on if member is not None else None) or self._cohort.starts_on

    def changes(self, row: ListRow, stored: Any) -> dict[str, list[Any]]:
        return differences(stored, {"joined_on": row.joined_on})

    def stored_of(self, person_id: int, entry: Entry) -> Any:
        return self._by_person.get(person_id)

    def finish(self, planned: Sequence[PlannedRow], rows: Sequence[ListRow]) -> None:
        for row in planned:
            if row.fate in _TAKEN and row.entry is not None:
                self._refuse_against_the_group(row, row.entry)
        for row in planned:
            if row.fate == Fate.CHANGED and row.entry is not None and row.stored_id is not None:
                self._refuse_against_the_end(row, self._by_id[row.stored_id])
        number(planned, problem=self.problem)

    def _refuse_against_the_group(self, row: PlannedRow, entry: Entry) -> None:
        """Make a problem of who is not of the group, or was not yet on the day."""
        stored = self._by_id.get(row.stored_id or 0)
        member = self._group.get(entry.organisation.pk)
        if stored is not None and stored.organisation_id != entry.organisation.pk:
            message = _("They are in the cohort for %(administration)s: change that on the cohort's page.")
            self.problem(row, "administration", message % {"administration": stored.administration.called})
        elif member is None:
            message = _("%(administration)s is not in the group of the cohort.")
            self.problem(row, "administration", message % {"administration": shown_name(entry.organisation)})
        elif entry.joined_on is not None and entry.joined_on < self._cohort.starts_on:
            self.problem(row, "joined_on", _("The cohort had not started on that day."))
        elif entry.joined_on is not None and not member.is_in_on(entry.joined_on):
            self.problem(row, "joined_on", _("The administration was not in the group yet on that day."))

    def _refuse_against_the_end(self, row: PlannedRow, stored: Any) -> None:
        """Make a problem of a day of joining after the person left, or was certified."""
        new = row.changes.get("joined_on", (None, stored.joined_on))[1]
        if stored.left_on is not None and stored.left_on < new:
            self.problem(row, "joined_on", _("Nobody leaves before they join."))
        elif stored.certified_on is not None and stored.certified_on < new:
            self.problem(row, "joined_on", _("Nobody is certified before they join."))


def group_of(cohort: Cohort) -> dict[int, CohortAdministration]:
    """Return the administrations of a cohort's group, by their ids."""
    return {each.administration_id: each for each in cohort.administrations.select_related("administration")}


class CohortPeople(Subject):
    """Who is in a cohort: always the same people."""

    letter = "C"
    of = Cohort
    fields = OF_COHORT
    shown = (
        *("family_name", "given_names", "sex", "administration", "position", "staff_number"),
        "joined_on",
    )
    pages = Pages(
        record="cohort",
        key="pk",
        breadcrumb="trainers/_breadcrumb.html",
        heading="trainers/_cohort_heading.html",
        send="trainers:participant-list",
        workbook="trainers:participant-workbook",
        back="trainers:cohort-page",
        title=gettext_lazy("Participants from a spreadsheet"),
        back_to=gettext_lazy("The cohort"),
    )
    record: Cohort

    def planner(self, answers: Answers, reader: Any) -> Planner:
        return ParticipantPlanner(self.record, mark=self.mark, answers=answers.rows, **limits_of(reader))

    @property
    def event(self) -> None:
        return None

    @property
    def needed(self) -> str:
        text = _(
            "A name and an administration of the group are needed in each row; without a day of joining it is"
            " %(day)s, or the day the administration came into the group."
        )
        return text % {"day": date_format(self.record.starts_on, "j F Y")}

    def stored(self) -> QuerySet[CohortParticipant]:
        return self.record.participants.all()

    def save(self, upload: Upload, plan: Callable[[], Plan], *, seen: str, only_good: bool, by: Actor) -> Any:
        return cohort_lists.save_participants(
            cohort=self.record, upload=upload, plan=plan, seen=seen, only_good=only_good, by=by
        )

    def undo(self, upload: Upload, *, by: Actor) -> None:
        cohort_lists.undo_participants(cohort=self.record, upload=upload, by=by)

    # --- Its workbook ---

    def rows_for(self, reader: Any) -> Any:
        rows = CohortParticipant.objects.visible_to(reader).filter(cohort=self.record)
        rows = rows.annotate(organisation_id=F("administration"))
        return rows.select_related("person", "administration").in_order()

    def blanks(self) -> Sequence[Blank]:
        group = sorted(each.administration.member_name for each in group_of(self.record).values())
        return [
            *blanks_of_people(group),
            blank("joined_on", 12),
        ]

    def lines(self, rows: Any) -> Iterator[Mapping[str, str]]:
        rows = list(rows)
        numbers, positions = numbers_of(rows), _positions_of(rows)
        for row in rows:
            pair = (row.person_id, row.organisation_id)
            who = told_of_person(
                row,
                on=self.mark,
                numbers=numbers,
                administration=row.administration.member_name,
                position=positions.get(pair, ""),
            )
            yield {
                **who,
                "joined_on": row.joined_on.isoformat(),
            }

    def instructions(self) -> list[str]:
        return [
            _("Only administrations of the group of the cohort have people in it."),
            _("Who left stays on the list; say on the page of the cohort when, why, and who came instead."),
            _("A position is kept of who comes new; of others it is corrected on the list of officers."),
            _("Joined is the first day in the cohort, written 2024-04-03."),
        ]


def _positions_of(rows: Sequence[Any]) -> dict[tuple[int, int], str]:
    """Return the position of each person at an organisation, the latest where there are several."""
    people = {row.person_id for row in rows}
    posted = Posting.objects.filter(person__in=people).order_by(F("starts_on").asc(nulls_first=True), "pk")
    return {(each.person_id, each.organisation_id): each.position for each in posted}
