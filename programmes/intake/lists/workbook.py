"""The list of an event as a workbook to be filled in, and a list given back with remarks."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Administration
from programmes.actions.plans import Fate
from programmes.choices import EventRole, ParticipationState
from programmes.intake.lists.fields import ROW, ROW_HEADING, label
from programmes.intake.lists.looking import Look
from programmes.intake.lists.planning import stamp
from programmes.intake.lists.showing import FATES
from programmes.intake.organisations import shown_name
from programmes.models import Event
from sheets.filling import Blank, write_form, write_remarks

SHEET, HELP = "People", "How to fill it in"
_SPARE = 300  # empty rows that have the drop-downs


def event_workbook(event: Event, participations: Any) -> bytes:
    """Return a workbook of the event's list: what is known filled in, room for more people.

    :param participations: the rows the reader may see.
    """
    administrations = Administration.objects.of_the_region().by_name()
    columns = [
        Blank(ROW, ROW_HEADING, is_hidden=True),
        Blank("family_name", label("family_name"), 24),
        Blank("given_names", label("given_names"), 24),
        Blank("sex", label("sex"), 12, [str(each) for each in Sex.labels]),
        Blank("administration", label("administration"), 28, [each.member_name for each in administrations]),
        Blank("position", label("position"), 32),
        Blank("email", label("email"), 28),
        Blank("role", label("role"), 18, [str(each) for each in EventRole.labels]),
        Blank("state", label("state"), 18, [str(each) for each in ParticipationState.labels]),
    ]
    file = BytesIO()
    write_form(
        file,
        title=SHEET,
        columns=columns,
        rows=_rows(participations),
        spare=_SPARE,
        instructions=_instructions(event),
        instructions_title=HELP,
    )
    return file.getvalue()


def _rows(participations: Any) -> Iterator[dict[str, str]]:
    for row in participations.select_related("person", "organisation__administration").in_order():
        yield {
            ROW: stamp(row),
            "family_name": row.person.family_name,
            "given_names": row.person.given_names,
            "sex": str(row.person.get_sex_display()),
            "administration": shown_name(row.organisation),
            "position": row.position,
            "email": row.person.email,
            "role": str(row.get_role_display()),
            "state": str(row.get_state_display()),
        }


def _instructions(event: Event) -> list[str]:
    day = date_format(timezone.localdate(), "Y-m-d")
    return [
        _("The people of “%(event)s”, as the portal knew them on %(day)s.") % {"event": event, "day": day},
        _("Change what is wrong, add people in the empty rows, and send the file back on the page “People”."),
        _("Nothing is saved before you have seen what would be saved."),
        _("An empty cell says nothing: what the portal knows stays. A row taken out stays on the list."),
        _("Sex is what the person or the administration stated; leave it empty where nobody did."),
        _("Administration may be a country, an ISO code, or the name of an organisation."),
        _("Leave the hidden column alone: it tells the portal which row is whose, and since when."),
        _("The file holds personal data: pass it on only to those who need it, and delete it afterwards."),
    ]


def remarks(look: Look) -> bytes:
    """Return the list as it was sent, with what is said of each row beside it."""
    said = {row.number: _remark(row) for row in look.plan.rows}
    file = BytesIO()
    write_remarks(
        file,
        title=look.columns.grid.title,
        rows=look.columns.grid.rows,
        heading_row=look.columns.heading_row,
        heading=_("What the portal says"),
        remarks=said,
    )
    return file.getvalue()


def _remark(row: Any) -> str:
    words = [str(FATES[row.fate])]
    words += [f"{each.cell or each.column}: {each.message}" for each in row.problems]
    if row.fate == Fate.ASKED:
        words.append(
            _("Is it still the same person?") if row.is_renamed else _("The register may know them.")
        )
    return ". ".join(words) if len(words) == 1 else f"{words[0]}: " + " ".join(words[1:])
