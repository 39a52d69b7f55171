"""The list of the officers of an administration, and since when each works there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.choices import Sex, Standing
from members.models import Administration, Posting
from members.names.numbers import staff_key
from office.audit import Actor
from office.models import Upload
from programmes.actions import staffing
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.fields import OF_OFFICERS, ROW
from programmes.intake.lists.pages import Pages
from programmes.intake.lists.planning import Planner, differences, mark_of
from programmes.intake.lists.rows import ListRow
from programmes.intake.lists.subject import Subject, limits_of
from programmes.intake.lists.workbook import blank
from sheets.filling import Blank

_WRITTEN = ("position", "staff_number", "starts_on", "ends_on", "standing")


class OfficerPlanner(Planner):
    """Compares with the postings of an administration."""

    def __init__(self, administration: Administration, **about: Any) -> None:
        super().__init__(**about)
        self._administration = administration

    def listed(self) -> list[Posting]:
        rows = postings_at(self._administration)
        postings = list(rows.select_related("person").order_by("starts_on", "pk"))
        self._by_person: dict[int, list[Posting]] = defaultdict(list)
        for each in postings:
            self._by_person[each.person_id].append(each)
        self._by_id = {each.pk: each for each in postings}
        return postings

    def entry(self, row: ListRow, stored: Any = None) -> Entry:
        said = {name: getattr(row, name) or (getattr(stored, name) if stored else None) for name in _WRITTEN}
        return Entry(
            family_name=row.family_name,
            given_names=row.given_names,
            sex=row.sex or Sex.NOT_STATED,
            email=row.email,
            organisation=self._administration,
            position=said["position"] or "",
            staff_number=said["staff_number"] or "",
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            standing=said["standing"] or Standing.UNKNOWN,
        )

    def changes(self, row: ListRow, stored: Any) -> dict[str, list[Any]]:
        changes = differences(stored, {name: getattr(row, name) for name in _WRITTEN})
        if staff_key(row.staff_number) == stored.staff_key:
            changes.pop("staff_number", None)  # a spreadsheet took the noughts in front
        return changes

    def stored_of(self, person_id: int, entry: Entry) -> Posting | None:
        """Return the posting of the same first day, else the one that says none, else the only one."""
        postings = self._by_person.get(person_id, [])
        if entry.starts_on is None:
            return postings[-1] if postings else None
        same = [each for each in postings if each.starts_on == entry.starts_on]
        undated = [each for each in postings if each.starts_on is None]
        return next(iter([*same, *undated]), None)

    def key(self, entry: Entry) -> dt.date | None:
        return entry.starts_on

    def finish(self, planned: Sequence[PlannedRow], rows: Sequence[ListRow]) -> None:
        written = [row for row in planned if row.fate in {Fate.NEW, Fate.CHANGED} and row.entry is not None]
        for row in written:
            if row.stored_id is not None and row.entry is not None:
                self._fill_in(row.entry, self._by_id[row.stored_id])
        for row in written:
            self._refuse_impossible(row)
        self._refuse_others_numbers(written)
        self._refuse_same_days([row for row in written if row.fate != Fate.PROBLEM])

    def _fill_in(self, entry: Entry, stored: Posting) -> None:
        """Let a typed row stand for its posting as it will be."""
        for name in _WRITTEN:
            if getattr(entry, name) in {"", None, Standing.UNKNOWN}:
                setattr(entry, name, getattr(stored, name))

    def _refuse_impossible(self, row: PlannedRow) -> None:
        entry = row.entry
        if entry is None or entry.ends_on is None:
            return
        if entry.starts_on is not None and entry.ends_on < entry.starts_on:
            self.problem(row, "ends_on", _("The posting cannot end before it starts."))
        elif entry.standing == Standing.IN_POST:
            self.problem(row, "ends_on", _("Who is still in post has no last day there."))

    def _refuse_others_numbers(self, rows: Sequence[PlannedRow]) -> None:
        """A staff number is one person's: two bearers would be taken for one from then on."""
        bearers = {each.staff_key: each for each in self._by_id.values() if each.staff_key}
        for row in rows:
            bearer = bearers.get(staff_key(row.entry.staff_number)) if row.entry else None
            if row.fate != Fate.PROBLEM and bearer is not None and bearer.person_id != row.person_id:
                message = _("This is the staff number of %(name)s.")
                self.problem(row, "staff_number", message % {"name": bearer.person})

    def _refuse_same_days(self, rows: Sequence[PlannedRow]) -> None:
        """Make a problem of each posting that lies on days of another one of the person."""
        moved = {row.stored_id for row in rows}
        known = Posting.objects.filter(person__in={row.person_id for row in rows if row.person_id})
        taken: dict[Any, list[tuple[dt.date, dt.date]]] = defaultdict(list)
        for each in known.filter(starts_on__isnull=False).exclude(pk__in=[pk for pk in moved if pk]):
            assert each.starts_on is not None  # noqa: S101 - as was asked for
            taken[each.person_id].append((each.starts_on, each.ends_on or dt.date.max))
        for row in rows:
            entry = row.entry
            if entry is None or entry.starts_on is None:
                continue
            span = (entry.starts_on, entry.ends_on or dt.date.max)
            spans = taken[row.person_id or entry.new_person_key]
            if any(first <= span[1] and span[0] <= last for first, last in spans):
                message = _("Another posting of theirs lies on the same days: end it first.")
                self.problem(row, "starts_on", message)
            else:
                spans.append(span)


def postings_at(administration: Administration) -> QuerySet[Posting]:
    """Return the postings of people of the register there; entries that were merged away have none."""
    return Posting.objects.filter(organisation=administration, person__merged_into__isnull=True)


class Officers(Subject):
    """Who works for an administration, or did."""

    of = Administration
    letter = "A"
    fields = OF_OFFICERS
    shown = (
        *("staff_number", "family_name", "given_names", "sex", "position"),
        *("starts_on", "ends_on", "standing"),
    )
    pages = Pages(
        record="administration",
        key="iso2",
        breadcrumb="programmes/_officers_breadcrumb.html",
        heading="programmes/_officers_heading.html",
        send="programmes:officer-list",
        workbook="programmes:officer-workbook",
        back="reports:administration-page",
        title=gettext_lazy("Officers from a spreadsheet"),
        back_to=gettext_lazy("The administration"),
    )
    record: Administration

    def __init__(self, record: Administration) -> None:
        super().__init__(record)
        self.only = record

    def planner(self, answers: Answers, reader: Any) -> Planner:
        return OfficerPlanner(self.record, mark=self.mark, answers=answers.rows, **limits_of(reader))

    @property
    def event(self) -> None:
        return None

    @property
    def needed(self) -> str:
        return _("A name is needed in each row. Write days as 2024-04-03, or as you are used to.")

    def stored(self) -> QuerySet[Posting]:
        return postings_at(self.record)

    def save(self, upload: Upload, plan: Callable[[], Plan], *, seen: str, only_good: bool, by: Actor) -> Any:
        return staffing.save_officers(upload=upload, plan=plan, seen=seen, only_good=only_good, by=by)

    def undo(self, upload: Upload, *, by: Actor) -> None:
        staffing.undo_officers(upload=upload, by=by)

    def rows_for(self, reader: Any) -> Any:
        rows = Posting.objects.visible_to(reader).filter(organisation=self.record)
        return rows.select_related("person").order_by("person__folded_name", "person", "starts_on", "pk")

    def blanks(self) -> Sequence[Blank]:
        return [
            blank(ROW),
            blank("staff_number", 16),
            blank("family_name", 24),
            blank("given_names", 24),
            blank("sex", 12, Sex.labels),
            blank("email", 28),
            blank("position", 32),
            blank("starts_on", 12),
            blank("ends_on", 12),
            blank("standing", 22, Standing.labels),
        ]

    def lines(self, rows: Any) -> Iterator[Mapping[str, str]]:
        for row in rows:
            yield {
                ROW: mark_of(row, on=self.mark),
                "staff_number": row.staff_number,
                "family_name": row.person.family_name,
                "given_names": row.person.given_names,
                "sex": str(row.person.get_sex_display()),
                "email": row.person.email,
                "position": row.position,
                "starts_on": row.starts_on.isoformat() if row.starts_on else "",
                "ends_on": row.ends_on.isoformat() if row.ends_on else "",
                "standing": str(row.get_standing_display()),
            }

    def instructions(self) -> list[str]:
        return [
            _("From and until are the first and the last day in the post, written 2024-04-03."),
            _("Who left or moved gets a last day, and “Moved to another post” or “Left the service”."),
            _("A staff number is one person's, and tells people of one name apart."),
        ]
