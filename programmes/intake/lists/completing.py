"""What a list adds to known people: a sex nobody had stated, an e-mail, a staff number."""

from collections.abc import Callable, Sequence

from django.db.models import F, Q
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Person, Posting
from members.names.numbers import staff_key
from office.searching import AnyOf
from programmes.actions.plans import Fate, PlannedRow

_KNOWN = frozenset({Fate.NEW, Fate.CHANGED, Fate.UNCHANGED})


def complete(rows: Sequence[PlannedRow]) -> None:
    """Add to the rows of known people what the register lacks of them; such a row changes something."""
    telling = [row for row in _known(rows) if not row.person_changes and _says_more(row)]
    people = Person.objects.filter(AnyOf(F("pk"), [row.person_id for row in telling]))
    wanting = people.filter(Q(sex=Sex.NOT_STATED) | Q(email=""))
    known = {pk: (sex, email) for pk, sex, email in wanting.values_list("pk", "sex", "email")}
    for row in telling:
        sex, email = known.get(row.person_id or 0, ("", "?"))
        if row.entry and sex == Sex.NOT_STATED and row.entry.sex != sex:
            row.person_changes["sex"] = [sex, row.entry.sex]
        if row.entry and row.entry.email and not email:
            row.person_changes["email"] = ["", row.entry.email]
        _count_as_changed(row)


def number(rows: Sequence[PlannedRow], *, problem: Callable[[PlannedRow, str, str], None]) -> None:
    """Add the staff number to the posting of known people that has none; another number is a problem."""
    numbered = [row for row in _known(rows) if row.entry and row.entry.staff_number]
    postings = _postings({row.person_id or 0 for row in numbered})
    for row in numbered:
        said = row.entry.staff_number if row.entry else ""
        there = postings.get((row.person_id or 0, row.entry.organisation.pk if row.entry else 0), [])
        known = [each for each in there if each.staff_key]
        if staff_key(said) in {each.staff_key for each in known} or not there:
            continue  # who was never posted there gets a posting with the number
        if known:
            message = _("The register has another staff number of theirs: %(number)s.")
            problem(row, "staff_number", message % {"number": known[-1].staff_number})
        else:
            row.posting_id, row.posting_changes = there[-1].pk, {"staff_number": ["", said]}
            _count_as_changed(row)


def _known(rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    return [row for row in rows if row.fate in _KNOWN and row.person_id and row.entry]


def _says_more(row: PlannedRow) -> bool:
    return row.entry is not None and (row.entry.sex != Sex.NOT_STATED or bool(row.entry.email))


def _count_as_changed(row: PlannedRow) -> None:
    if row.fate == Fate.UNCHANGED and (row.person_changes or row.posting_changes):
        row.fate = Fate.CHANGED


def _postings(people: set[int]) -> dict[tuple[int, int], list[Posting]]:
    """Return the postings of each person at each organisation, the latest last."""
    found: dict[tuple[int, int], list[Posting]] = {}
    if people:
        for each in Posting.objects.filter(AnyOf(F("person"), sorted(people))).order_by("starts_on", "pk"):
            found.setdefault((each.person_id, each.organisation_id), []).append(each)
    return found
