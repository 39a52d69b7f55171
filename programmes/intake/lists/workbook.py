"""A list as a workbook to be filled in elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Administration, Posting
from programmes.intake.lists.fields import ROW, label
from programmes.intake.lists.planning import mark_of
from programmes.intake.lists.subject import Subject
from sheets.filling import Blank, write_form

SHEET, HELP = "People", "How to fill it in"
_SPARE = 300  # empty rows that have the drop-downs


def blank(field: str, width: int = 20, choices: Iterable[Any] = ()) -> Blank:
    """Return the column of a field, with what may be chosen in it."""
    return Blank(field, label(field), width, [str(each) for each in choices], is_hidden=field == ROW)


def blanks_of_people(administrations: Iterable[str]) -> list[Blank]:
    """Return the columns that say who somebody is, and for which of the administrations."""
    return [
        blank(ROW),
        blank("family_name", 24),
        blank("given_names", 24),
        blank("sex", 12, Sex.labels),
        blank("administration", 28, administrations),
        blank("position", 32),
        blank("email", 28),
        blank("staff_number", 16),
    ]


def told_of_person(
    row: Any, *, on: str, numbers: Mapping[tuple[int, int], str], administration: str, position: str
) -> dict[str, str]:
    """Return what those columns say of a stored row: ``on`` is the mark of the list, ``numbers`` of staff."""
    return {
        ROW: mark_of(row, on=on),
        "family_name": row.person.family_name,
        "given_names": row.person.given_names,
        "sex": str(row.person.get_sex_display()),
        "administration": administration,
        "position": position,
        "email": row.person.email,
        "staff_number": numbers.get((row.person_id, row.organisation_id), ""),
    }


def workbook_of(subject: Subject, rows: Any) -> bytes:
    """Return a workbook of a list: what is known filled in, room for more people.

    :param rows: those the reader may take along.
    """
    file = BytesIO()
    write_form(
        file,
        title=SHEET,
        columns=subject.blanks(),
        rows=subject.lines(rows),
        spare=_SPARE,
        instructions=_instructions(subject),
        instructions_title=HELP,
    )
    return file.getvalue()


def _instructions(subject: Subject) -> list[str]:
    day = date_format(timezone.localdate(), "Y-m-d")
    return [
        _("The people of “%(list)s”, as the portal knew them on %(day)s.") % {"list": subject, "day": day},
        _("Change what is wrong, add people in the empty rows, and send the file back where it came from."),
        _("Nothing is saved before you have seen what would be saved."),
        _("An empty cell says nothing: what the portal knows stays. A row taken out stays on the list."),
        _("Sex is what the person or the administration stated; leave it empty where nobody did."),
        *subject.instructions(),
        _("Leave the hidden column alone: it tells the portal which row is whose, and since when."),
        _("The file holds personal data: pass it on only to those who need it, and delete it afterwards."),
    ]


def members_of_the_region() -> list[str]:
    """Return the administrations to choose from."""
    return [each.member_name for each in Administration.objects.of_the_region().by_name()]


def numbers_of(rows: Sequence[Any]) -> dict[tuple[int, int], str]:
    """Return the staff number of each person at an organisation, the latest where there are several."""
    people = {row.person_id for row in rows}
    numbered = Posting.objects.filter(person__in=people).exclude(staff_key="").order_by("pk")
    return {(each.person_id, each.organisation_id): each.staff_number for each in numbered}
