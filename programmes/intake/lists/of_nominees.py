"""The list of the nominees of an administration for one event, in its order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.choices import Sex
from office.audit import Actor
from office.models import Upload
from programmes.actions import nominating, nominee_lists
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow
from programmes.choices import EventRole, ParticipationState
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.completing import number
from programmes.intake.lists.fields import OF_NOMINEES, ROW
from programmes.intake.lists.pages import Pages
from programmes.intake.lists.planning import Planner, differences, mark_of
from programmes.intake.lists.rows import ListRow
from programmes.intake.lists.subject import Subject, limits_of
from programmes.intake.lists.workbook import blank, numbers_of
from programmes.models import Event, Invitation, Participation
from sheets.filling import Blank

_LAST = 10_000  # a place after all
_TAKEN = frozenset({Fate.NEW, Fate.CHANGED, Fate.UNCHANGED})


class NomineePlanner(Planner):
    """Compares with the nominees of an administration; who declined is nominated anew in the same row."""

    def __init__(self, invitation: Invitation, **about: Any) -> None:
        super().__init__(**about)
        self._invitation = invitation

    def listed(self) -> list[Participation]:
        event = self._invitation.call.event
        rows = list(event.participations.filter(role=EventRole.PARTICIPANT).select_related("person"))
        self._by_person = {each.person_id: each for each in rows}
        self._by_id = {each.pk: each for each in rows}
        return [each for each in rows if self._is_nominee(each)]

    def _is_nominee(self, row: Participation) -> bool:
        own = row.organisation_id == self._invitation.administration_id
        return own and row.rank is not None and row.state != ParticipationState.DECLINED

    def entry(self, row: ListRow, stored: Any = None) -> Entry:
        return Entry(
            family_name=row.family_name,
            given_names=row.given_names,
            sex=row.sex or Sex.NOT_STATED,
            email=row.email,
            organisation=self._invitation.administration,
            position=row.position or (stored.position if stored else ""),
            staff_number=row.staff_number,
            role=EventRole.PARTICIPANT,
            state=stored.state if stored else ParticipationState.NOMINATED,
            rank=row.preference or (stored.rank if stored else None),
        )

    def changes(self, row: ListRow, stored: Any) -> dict[str, list[Any]]:
        said = {"position": row.position}
        if stored.state == ParticipationState.DECLINED:
            again = {"state": [stored.state, str(ParticipationState.NOMINATED)]}
            return differences(stored, said) | again | {"state_reason": [stored.state_reason, ""]}
        return differences(stored, said)

    def stored_of(self, person_id: int, entry: Entry) -> Participation | None:
        return self._by_person.get(person_id)

    def finish(self, planned: Sequence[PlannedRow], rows: Sequence[ListRow]) -> None:
        for row in planned:
            if row.fate in _TAKEN and row.stored_id is not None:
                self._refuse_who_is_elsewhere(row, self._by_id[row.stored_id])
        number(planned, problem=self.problem)
        stated = {row.number: row.preference for row in rows if row.preference}
        self._refuse_shared_places(planned, stated)
        self._put_in_order(planned, stated)

    def _refuse_who_is_elsewhere(self, row: PlannedRow, stored: Participation) -> None:
        words = {"name": stored.person}
        if stored.organisation_id != self._invitation.administration_id:
            message = _("%(name)s cannot be nominated here: ask the secretariat.")
            self.problem(row, "family_name", message % words)
        elif stored.rank is None and stored.state != ParticipationState.DECLINED:
            self.problem(row, "family_name", _("%(name)s is already on the list.") % words)

    def _refuse_shared_places(self, planned: Sequence[PlannedRow], stated: Mapping[int, int | None]) -> None:
        above: dict[int, int] = {}
        for row in planned:
            wanted = stated.get(row.number)
            if row.fate in _TAKEN and wanted:
                first = above.setdefault(wanted, row.number)
                if first != row.number:
                    message = _("Row %(row)d has this place too: give each one of their own.")
                    self.problem(row, "preference", message % {"row": first})

    def _put_in_order(self, planned: Sequence[PlannedRow], stated: Mapping[int, int | None]) -> None:
        """Give everybody a rank: as stated, then as they stood; who has no place comes last."""
        named = [row for row in planned if row.fate in _TAKEN]
        ids = {row.stored_id for row in named}
        queue: list[tuple[int, bool, int, PlannedRow | None, Participation | None]] = []
        for row in named:
            stored = self._by_id.get(row.stored_id or 0)
            before = stored.rank if stored is not None and self._is_nominee(stored) else None
            place = stated.get(row.number) or before or _LAST
            queue.append((place, row.number not in stated, row.number, row, stored))
        for each in self._by_id.values():
            if self._is_nominee(each) and each.pk not in ids:
                queue.append((each.rank or _LAST, True, each.pk, None, each))
        queue.sort(key=_place)
        for rank, (_place_stated, _is_free, _number, named_row, stored) in enumerate(queue, start=1):
            self._rank(rank, named_row, stored)

    def _rank(self, rank: int, row: PlannedRow | None, stored: Participation | None) -> None:
        moved = stored is not None and stored.rank != rank
        if row is None:
            if stored is not None and moved:
                self.beside.append((stored.pk, {"rank": [stored.rank, rank]}))
            return
        if row.entry is not None:
            row.entry.rank = rank
        if stored is not None and moved:
            row.changes["rank"] = [stored.rank, rank]
            row.fate = Fate.CHANGED


def _place(queued: Any) -> tuple[int, bool, int]:
    place, is_free, tie, _row, _stored = queued
    return place, is_free, tie


class Nominees(Subject):
    """Whom an administration nominates for one event."""

    of = Invitation
    letter = "N"
    fields = OF_NOMINEES
    shown = ("preference", "family_name", "given_names", "sex", "position", "staff_number")
    pages = Pages(
        record="invitation",
        key="pk",
        breadcrumb="programmes/_invitation_breadcrumb.html",
        heading="programmes/_event_heading.html",
        send="programmes:invitation-list",
        workbook="programmes:invitation-workbook",
        back="programmes:invitation-page",
        title=gettext_lazy("Nominees from a spreadsheet"),
        back_to=gettext_lazy("The nominees"),
    )
    record: Invitation

    def __init__(self, record: Invitation) -> None:
        super().__init__(record)
        self.only = record.administration

    def planner(self, answers: Answers, reader: Any) -> Planner:
        return NomineePlanner(self.record, mark=self.mark, answers=answers.rows, **limits_of(reader))

    @property
    def event(self) -> Event:
        return self.record.call.event

    @property
    def needed(self) -> str:
        return _("A name is needed in each row. Who has no order of preference comes last.")

    def stored(self) -> QuerySet[Participation]:
        return nominating.nominees_of(self.record)

    def save(self, upload: Upload, plan: Callable[[], Plan], *, seen: str, only_good: bool, by: Actor) -> Any:
        return nominee_lists.save_nominees(
            invitation=self.record,
            upload=upload,
            plan=plan,
            seen=seen,
            only_good=only_good,
            now=timezone.now(),
            by=by,
        )

    def undo(self, upload: Upload, *, by: Actor) -> None:
        nominee_lists.undo_nominees(invitation=self.record, upload=upload, now=timezone.now(), by=by)

    def rows_for(self, reader: Any) -> Any:
        return nominating.nominees_of(self.record).select_related("person")

    def blanks(self) -> Sequence[Blank]:
        return [
            blank(ROW),
            blank("preference", 12),
            blank("family_name", 24),
            blank("given_names", 24),
            blank("sex", 12, Sex.labels),
            blank("position", 32),
            blank("email", 28),
            blank("staff_number", 16),
        ]

    def lines(self, rows: Any) -> Iterator[Mapping[str, str]]:
        rows = list(rows)
        numbers = numbers_of(rows)
        for row in rows:
            yield {
                ROW: mark_of(row, on=self.mark),
                "preference": str(row.rank),
                "family_name": row.person.family_name,
                "given_names": row.person.given_names,
                "sex": str(row.person.get_sex_display()),
                "position": row.position,
                "email": row.person.email,
                "staff_number": numbers.get((row.person_id, row.organisation_id), ""),
            }

    def instructions(self) -> list[str]:
        call = self.record.call
        words = {"day": date_format(call.deadline_on, "Y-m-d"), "seats": self.record.seats_given}
        told = [_("Order of preference: 1 is your first choice; give each nominee a number of their own.")]
        told.append(_("Nominations are taken until the end of %(day)s.") % words)
        if words["seats"]:
            told.append(_("There are %(seats)s seats for your administration.") % words)
        if call.eligibility:
            told.append(_("Who may be nominated: %(words)s") % {"words": call.eligibility})
        return told
