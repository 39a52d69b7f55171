"""Several cascade trainings at once: each row is what somebody would type in the form of one screen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission
from members.models import Account
from programmes.forms.lists import SendForm
from programmes.forms.refusing import refuse
from programmes.intake.organisations import KnownOrganisations, shown_name
from trainers.actions.cascade import refuse_future
from trainers.forms.cascade import CascadeForm, programmes_of
from trainers.intake.cascade_list import Rows, Words, understood
from trainers.models import CascadeTraining


class SendTrainingsForm(SendForm):
    """A file or pasted rows of trainings; the headings say which column is which."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self.fields["file"].help_text = _(
            "Excel (.xlsx, .xls), LibreOffice (.ods) or CSV; its headings in any order."
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the training it would make, unsaved; what is wrong with it, and what may be the same one."""

    number: int
    training: CascadeTraining | None
    problems: tuple[tuple[str, str], ...]
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLook:
    """What a list would save. ``problems`` are all of them, each with its cell; nothing is saved with one."""

    lines: tuple[Line, ...]
    problems: tuple[tuple[str, str], ...]

    @property
    def trainings(self) -> list[CascadeTraining]:
        return [line.training for line in self.lines if line.training is not None]

    @property
    def people(self) -> int:
        return sum(training.people for training in self.trainings)


def look_at(rows: Rows, *, account: Account, today: dt.date) -> ListLook:
    """Look at the rows of a list; save nothing."""
    sheet = understood(rows)
    if sheet.problems:
        return ListLook((), sheet.problems)
    words = Words(list(programmes_of(account)))
    known = KnownOrganisations()
    own = account.organisation if allows(account, Permission.NOMINATE) else None
    lines: list[Line] = []
    for number, cells in sheet.rows:
        data, wrong = words.read(sheet.values(cells))
        if own is not None and not data["organisation_name"]:
            data["organisation_name"] = shown_name(own)
        form = CascadeForm(
            {**data, "version": "1"}, instance=CascadeTraining(), account=account, organisations=known
        )
        told = _problems(form, wrong, today)
        problems = tuple((sheet.cell(number, name), message) for name, message in told)
        training = None if problems else form.instance
        lines.append(Line(number, training, problems, _alike(training, lines, account)))
    return ListLook(tuple(lines), tuple(problem for line in lines for problem in line.problems))


def _problems(form: CascadeForm, wrong: dict[str, str], today: dt.date) -> list[tuple[str, str]]:
    """Return (field, message) of everything that is wrong with a row."""
    if not {"starts_on", "ends_on"} & form.errors.keys() and form.instance.starts_on is not None:
        try:
            refuse_future(form.instance, today)
        except ValidationError as error:
            refuse(form, error)
    found = [
        ("trainer_name" if name == "trainer" else name, _in_a_list(form, name, str(message)))
        for name, messages in form.errors.items()
        if name not in wrong
        for message in messages
    ]
    return [*wrong.items(), *found]


def _in_a_list(form: CascadeForm, name: str, message: str) -> str:
    if name == "trainer":
        return _("The register knows several of this name. Report this training by itself, and choose there.")
    return message


def _alike(training: CascadeTraining | None, before: Sequence[Line], account: Account) -> tuple[str, ...]:
    """Return what may be the same training: reported already, as far as it may be read, or rows above."""
    if training is None:
        return ()
    stored = CascadeTraining.objects.visible_to(account).alike(training).select_related("topic", "trainer")
    told = [f"{each} · {each.trainer}" for each in stored.newest_first()[:3]]
    rows = [
        _("row %(number)d of this list") % {"number": line.number}
        for line in before
        if line.training is not None and _may_be_one(line.training, training)
    ]
    return (*told, *rows)


def _may_be_one(first: CascadeTraining, second: CascadeTraining) -> bool:
    same = (first.topic_id, first.organisation_id) == (second.topic_id, second.organisation_id)
    ends = [each.ends_on or each.starts_on for each in (first, second)]
    return same and first.starts_on <= ends[1] and second.starts_on <= ends[0]
