"""The list of the staff of a support activity, on both sides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.choices import Sex
from office.audit import Actor
from office.models import Upload
from programmes.actions import supporting
from programmes.actions.plans import Entry, Plan, PlannedRow
from programmes.choices import SupportSide
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.completing import number
from programmes.intake.lists.fields import OF_SUPPORT
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
from programmes.models import SupportActivity, SupportPerson
from sheets.filling import Blank


class SupportPlanner(Planner):
    """Compares with the people of a support activity."""

    def __init__(self, activity: SupportActivity, **about: Any) -> None:
        super().__init__(**about)
        self._activity = activity

    def listed(self) -> list[SupportPerson]:
        rows = list(self._activity.people.select_related("person", "organisation__administration"))
        self._by_person = {(each.person_id, each.side): each for each in rows}
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
            side=row.side or (stored.side if stored else SupportSide.RECEIVED),
        )

    def changes(self, row: ListRow, stored: Any) -> dict[str, list[Any]]:
        changes = differences(stored, {"side": row.side, "position": row.position})
        if row.organisation is not None and row.organisation.pk != stored.organisation_id:
            changes["organisation_id"] = [stored.organisation_id, row.organisation.pk]
        return changes

    def stored_of(self, person_id: int, entry: Entry) -> SupportPerson | None:
        return self._by_person.get((person_id, entry.side))

    def key(self, entry: Entry) -> str:
        return entry.side

    def finish(self, planned: Sequence[PlannedRow], rows: Sequence[ListRow]) -> None:
        number(planned, problem=self.problem)


class SupportPeople(Subject):
    """Who managed a support activity, and who received support in it."""

    of = SupportActivity
    letter = "S"
    fields = OF_SUPPORT
    shown = (
        *("family_name", "given_names", "sex", "administration", "position", "staff_number"),
        "side",
    )
    pages = Pages(
        record="activity",
        key="pk",
        breadcrumb="programmes/_support_breadcrumb.html",
        heading="programmes/_support_heading.html",
        send="programmes:support-list-send",
        workbook="programmes:support-list-workbook",
        back="programmes:support-page",
        title=gettext_lazy("Staff from a spreadsheet"),
        back_to=gettext_lazy("The support activity"),
    )
    record: SupportActivity

    def planner(self, answers: Answers, reader: Any) -> Planner:
        return SupportPlanner(self.record, mark=self.mark, answers=answers.rows, **limits_of(reader))

    @property
    def event(self) -> None:
        return None

    @property
    def needed(self) -> str:
        return _("A name and an administration are needed in each row; without a side they received support.")

    def stored(self) -> QuerySet[SupportPerson]:
        return self.record.people.all()

    def save(self, upload: Upload, plan: Callable[[], Plan], *, seen: str, only_good: bool, by: Actor) -> Any:
        return supporting.save_staff(
            activity=self.record, upload=upload, plan=plan, seen=seen, only_good=only_good, by=by
        )

    def undo(self, upload: Upload, *, by: Actor) -> None:
        supporting.undo_staff(activity=self.record, upload=upload, by=by)

    # --- Its workbook ---

    def rows_for(self, reader: Any) -> Any:
        rows = SupportPerson.objects.visible_to(reader).filter(activity=self.record)
        return rows.select_related("person", "organisation__administration").newest_first()

    def blanks(self) -> Sequence[Blank]:
        return [
            *blanks_of_people(members_of_the_region()),
            blank("side", 20, SupportSide.labels),
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
                "side": str(row.get_side_display()),
            }

    def instructions(self) -> list[str]:
        return [
            _("Who managed support and received it, too, has a row for each side, and counts once."),
            _("The position is that of the time."),
        ]
