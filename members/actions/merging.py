"""Two entries of the register turn out to be one person: everything of the second goes to the first.

What happens to a row is said by its own model (``on_merge``); this module walks the keys that lead to a
person, and writes down what it did with each row, so that ``splitting`` can take it back.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from members.actions.other_names import keep_other_names
from members.actions.register import wait_for_turn
from members.choices import Rejoining
from members.models import Merge, MergeLine, Person
from members.records import Fate, OnMerge
from office import audit
from office.audit import Actor, ChangedMeanwhile
from office.models import AuditEntry
from office.records import BOOKKEEPING, Record

CHOSEN = ("family_name", "given_names", "sex", "email")  # fields of a person, one of two values each
EMPTY = (None, "")


class CannotMerge(Exception):
    """The two cannot become one as things are; the text says what stands against it."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two rows that say the same thing: ``row`` of the lost entry becomes one with ``kept``.

    ``name`` is the key that leads each to its own person (or other record that becomes one with another).
    ``differing`` are the fields both state, each something else, where a choice is due.
    """

    kept: Any
    row: Any
    name: str
    rule: OnMerge

    @property
    def key(self) -> str:
        return f"{self.row._meta.label_lower}-{self.row.pk}"

    @property
    def differing(self) -> "list[models.Field[Any, Any]]":
        return [
            field
            for field in _said(self.row)
            if field.editable  # what is made of others follows them
            and field.name != self.name
            and field.name not in self.rule.further
            and not self.is_won(field.name)
            and _value(self.kept, field) not in EMPTY
            and _value(self.row, field) not in EMPTY
            and _value(self.kept, field) != _value(self.row, field)
        ]

    def is_won(self, name: str) -> bool:
        """Test if a field goes along with another of which one of the two rows is further on."""
        leader = self.rule.along.get(name)
        return leader is not None and getattr(self.kept, leader) != getattr(self.row, leader)

    def row_is_further(self, name: str) -> bool:
        order = self.rule.further[name]
        return order.index(getattr(self.row, name)) > order.index(getattr(self.kept, name))


def relations_of(model: type[models.Model]) -> Iterator[tuple[Any, str, OnMerge]]:
    """Yield each model with a foreign key to this one, the name of the key, and the fate of its rows.

    :raises LookupError: when a model does not say what becomes of its rows.
    """
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        related, name = relation.related_model, relation.field.name
        if not related._meta.managed or relation.field.remote_field.parent_link:
            continue
        rule = getattr(related, "on_merge", {}).get(name)
        if rule is None:
            raise LookupError(f"{related._meta.label}.{name} does not say what becomes of it on a merge.")
        yield related, name, rule


def twins_of(kept: models.Model, lost: models.Model) -> Iterator[Twins]:
    """Yield the rows of the second that would become one with a row of the first."""
    for related, name, rule in relations_of(type(lost)):
        if rule.fate is Fate.FOLD:
            yield from _pairs(_rows(related, name, kept), _rows(related, name, lost), name, rule)


@transaction.atomic
def merge_people(
    *, kept: Person, lost: Person, taken: Collection[str] = (), lines: Collection[str] = (), by: Actor
) -> Merge:
    """Let ``lost`` lead to ``kept``, and give its rows to ``kept``. Done before, it does nothing.

    :param taken: fields of the person whose value is that of ``lost``.
    :param lines: keys of ``Twins`` of which the row of ``lost`` is right where the two differ.
    :raises CannotMerge: when one of them was merged elsewhere, or rows of both contradict each other.
    :raises office.audit.ChangedMeanwhile: when one of them is not as it was looked at.
    """
    for _related, _name, rule in relations_of(Person):
        rule.locks([kept.pk, lost.pk])
    wait_for_turn()
    people = Person.everyone.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, lost.pk])
    standing = Merge.objects.filter(lost=lost.pk, split_at=None).first()
    if standing is not None and standing.kept_id == kept.pk:
        return standing
    _refuse(people, kept, lost)
    merge = Merge(kept=kept, lost=lost)
    audit.save(merge, by=by)
    _Run(merge, frozenset(lines), by).join(kept, lost)
    _take(merge, kept, lost, taken, by)
    lost.merged_into = kept
    audit.save(lost, by=by)
    keep_other_names(kept.pk)
    return merge


@contextmanager
def tried(
    *, kept: Person, lost: Person, taken: Collection[str] = (), lines: Collection[str] = (), by: Actor
) -> Iterator[Merge]:
    """Merge, let the caller look at what it comes to, and take all of it back.

    :raises CannotMerge: as ``merge_people`` does.
    """
    with transaction.atomic():
        yield merge_people(kept=kept, lost=lost, taken=taken, lines=lines, by=by)
        transaction.set_rollback(True)


def entry_of(row: models.Model, pk: int) -> AuditEntry:
    """Return what the trail says of the change just made to the row."""
    about = AuditEntry.objects.filter(content_type=type_of(row), object_id=pk)
    return about.latest("pk")


def type_of(row: Any) -> ContentType:
    return ContentType.objects.get_for_model(row)


class _Run:
    """One merge under way: what to do with each kind of row, and the line about it."""

    def __init__(self, merge: Merge, lines: frozenset[str], by: Actor) -> None:
        self.merge, self.lines, self.by = merge, lines, by

    def join(self, kept: Any, lost: Any) -> None:
        """Give the rows of the second to the first; a model without keys to it has nothing to give."""
        for related, name, rule in relations_of(type(lost)):
            if rule.fate is Fate.STAY:
                continue
            ours, theirs = (
                list(_rows(related, name, each).select_for_update(of=("self",))) for each in (kept, lost)
            )
            if rule.fate is Fate.STAND_ALONE and ours and theirs:
                raise CannotMerge(_both_have(related))
            twins = {pair.row.pk: pair for pair in _pairs(ours, theirs, name, rule)}
            for row in theirs:
                if rule.fate is Fate.FOLD and row.pk in twins:
                    self._fold(twins[row.pk])
                else:
                    self._move(row, name, kept)

    def _move(self, row: Any, name: str, kept: Any) -> None:
        setattr(row, name, kept)
        self._save(row)
        self._note(row, Rejoining.MOVED, field=name, version=row.version)

    def _fold(self, pair: Twins) -> None:
        kept, row = pair.kept, pair.row
        if reason := pair.rule.refuses(row):
            raise CannotMerge(reason)
        self.join(kept, row)
        _complete(pair, prefers_row=pair.key in self.lines)
        if self._save(kept):
            self._note(kept, Rejoining.CHANGED, version=kept.version)
        pk, aside = row.pk, {"version": row.version, "created_by": row.created_by_id}
        aside["created_at"] = row.created_at.isoformat()
        audit.remove(row, by=self.by)
        self._note(row, Rejoining.FOLDED, pk=pk, field=pair.name, into_id=kept.pk, set_aside=aside)

    def _save(self, row: Record) -> bool:
        try:
            return audit.save(row, by=self.by)
        except ValidationError as error:
            raise CannotMerge(
                _("%(what)s: %(problem)s")
                % {"what": row._meta.verbose_name, "problem": " ".join(error.messages)}
            ) from error

    def _note(self, row: Any, what: Rejoining, *, pk: int | None = None, **about: Any) -> None:
        pk = row.pk if pk is None else pk
        MergeLine.objects.create(
            merge=self.merge,
            content_type=type_of(row),
            object_id=pk,
            what=what,
            entry=entry_of(row, pk),
            **about,
        )


def _take(merge: Merge, kept: Person, lost: Person, taken: Collection[str], by: Actor) -> None:
    for name in CHOSEN:
        if name in taken:
            setattr(kept, name, getattr(lost, name))
    if audit.save(kept, by=by):
        MergeLine.objects.create(
            merge=merge,
            content_type=type_of(kept),
            object_id=kept.pk,
            what=Rejoining.CHANGED,
            version=kept.version,
            entry=entry_of(kept, kept.pk),
        )


def _refuse(people: dict[int, Person], kept: Person, lost: Person) -> None:
    if kept.pk == lost.pk:
        raise CannotMerge(_("These are one entry already."))
    for each in (kept, lost):
        stored = people.get(each.pk)
        if stored is None:
            raise ChangedMeanwhile
        if stored.merged_into_id is not None:
            raise CannotMerge(
                _("%(name)s was merged into another entry already. Look at that one.") % {"name": stored}
            )
        if stored.version != each.version:
            raise ChangedMeanwhile
    if kept.is_made_up != lost.is_made_up:
        raise CannotMerge(_("One of them is made up for a demonstration: such a person is nobody else."))


def _both_have(related: Any) -> str:
    words = {"what": related._meta.verbose_name}
    return _("Both have an %(what)s of their own. Take one of them away first.") % words


def _rows(related: Any, name: str, about: Any) -> Any:
    """Return the rows that lead to a record."""
    return related._default_manager.filter(**{name: about.pk}).order_by("pk")


def _pairs(ours: Iterable[Any], theirs: Iterable[Any], name: str, rule: OnMerge) -> Iterator[Twins]:
    if rule.same is None:
        return
    ours = list(ours)
    for row in theirs:
        twin = next((each for each in ours if rule.same(each, row)), None)
        if twin is not None:
            yield Twins(twin, row, name, rule)


def _said(row: Any) -> "list[models.Field[Any, Any]]":
    """Return the fields of a row that say something: not its key, nor who wrote it and when."""
    return [
        each for each in row._meta.concrete_fields if not each.primary_key and each.name not in BOOKKEEPING
    ]


def _value(row: Any, field: "models.Field[Any, Any]") -> Any:
    return getattr(row, field.attname)


def _complete(pair: Twins, *, prefers_row: bool) -> None:
    """Give the kept row what only the other says, what is further on, and what was chosen."""
    differing = {field.name for field in pair.differing}
    further = {name for name in pair.rule.further if pair.row_is_further(name)}
    won = {name for name in pair.rule.along if pair.is_won(name)}
    for field in _said(pair.row):
        ours, theirs = _value(pair.kept, field), _value(pair.row, field)
        if field.name in won:
            takes = pair.rule.along[field.name] in further
        elif field.name in pair.rule.further:
            takes = field.name in further
        else:
            takes = theirs not in EMPTY and (ours in EMPTY or (prefers_row and field.name in differing))
        if takes:
            setattr(pair.kept, field.attname, theirs)
