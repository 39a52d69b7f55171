"""A name is erased wherever it stands, and every figure stays: the person goes on counting as one."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from members.actions.merging import relations_of
from members.actions.register import wait_for_turn
from members.actions.signing import forget_sign_ins
from members.models import Account, NotSame, Person
from members.records import Fate
from office import audit
from office.audit import Actor
from office.choices import Verb
from office.erasing import erasing
from office.models import AuditEntry, AuditPersonalValue, OutboxMail, Upload
from office.records import Record
from reports.actions.texts import ERASED, holds_word, replaced_everywhere, texts_in, without_words
from trainers.actions.cascade import remove_list
from trainers.models import CascadePerson, SignedList

FORMER = "former{}@erased.invalid"


class CannotAnonymise(Exception):
    """Something stands against erasing the name; the text says what."""


@transaction.atomic
def anonymise_person(*, person: Person, now: dt.datetime, by: Actor) -> Mapping[str, int]:
    """Erase the name of a person and of every entry merged into them; return how much was erased where.

    What figures rest on stays: that somebody took part, for whom, as what, with which result.

    :raises CannotAnonymise: where somebody signs in as this person, it was done, or the reason says the name.
    """
    wait_for_turn()
    entries = list(_entries(Person.everyone.select_for_update(of=("self",)).get(pk=person.pk)))
    accounts = list(Account.objects.get_queryset().filter(person__in=entries))
    written = _written(entries, accounts)
    names = sorted(_names(written), key=len, reverse=True)
    words = sorted({word for name in written["family_name"] for word in re.findall(r"\w{2,}", name)})
    _refuse(entries, names, now, by)
    done: Counter[str] = Counter()
    with erasing():
        rows = _rows_about(entries)
        ids = {model: [row.pk for row in found] for model, found in rows.items()}
        for model, found in rows.items():
            done["records"] += _blank(model, found, now, by)
        done["trail"] = _erase_trail(ids)
        done["lists"] = _erase_uploads(words) + _remove_scans(entries, by)
        done["mails"] = _erase_mails(names, words)
        done["texts"] = replaced_everywhere(names)
        for each in entries:
            audit.note(each, Verb.ANONYMISED, by=by)
    return done


def _written(entries: Iterable[Person], accounts: Iterable[Account]) -> dict[str, set[str]]:
    """Return what was ever written as a name or an address of these entries and their logins, by field."""
    written: dict[str, set[str]] = {
        "family_name": {each.family_name for each in entries},
        "given_names": {each.given_names for each in entries},
        "email": {each.email for each in entries} | {each.email for each in accounts},
        "name": {name for each in entries for name in each.other_names} | {each.name for each in accounts},
    }
    ids = {Person: [each.pk for each in entries], Account: [each.pk for each in accounts]}
    for model, those in ids.items():
        lines = AuditEntry.objects.about(model, those)
        for value in AuditPersonalValue.objects.filter(entry__in=lines, field__in=list(written)):
            written[value.field] |= {value.old, value.new}
    return {field: {value.strip() for value in values} - {""} for field, values in written.items()}


def _names(written: Mapping[str, set[str]]) -> set[str]:
    """Return how a text would write this person: both names in either order, and the address.

    One word alone may be somebody else's, and is no name here.
    """
    whole = set(written["name"])
    for family in written["family_name"]:
        whole.add(family)
        for given in written["given_names"]:
            whole |= {f"{given} {family}", f"{family} {given}", f"{family}, {given}"}
    return {name for name in whole if " " in name} | written["email"]


def _entries(person: Person) -> Iterator[Person]:
    yield person
    for merged in Person.everyone.select_for_update(of=("self",)).filter(merged_into=person).order_by("pk"):
        yield from _entries(merged)


def _refuse(entries: Iterable[Person], names: Iterable[str], now: dt.datetime, by: Actor) -> None:
    for each in entries:
        if each.anonymised_at is not None and each.merged_into_id is None:
            raise CannotAnonymise(_("This name was erased already."))
        if Account.objects.get_queryset().current(now).filter(person=each).exists():
            raise CannotAnonymise(_("Somebody signs in as this person: close that account first."))
    if any(name.casefold() in by.reason.casefold() for name in names):
        raise CannotAnonymise(_("The reason stays for ever: say it without the name."))


def _rows_about(entries: Iterable[Person]) -> dict[type[Record], list[Any]]:
    """Return every record about the person, found by the keys that lead to one, and what hangs on those."""
    ids = [each.pk for each in entries]
    found: dict[type[Record], dict[int, Any]] = {Person: {each.pk: each for each in entries}}
    for model, name, rule in relations_of(Person):
        rows = model._default_manager.filter(**{f"{name}__in": ids}).in_bulk()
        found.setdefault(model, {}).update(rows)
        if rule.fate is Fate.FOLD:
            for further, key, _fate in relations_of(model):
                found.setdefault(further, {}).update(
                    further._default_manager.filter(**{f"{key}__in": list(rows)}).in_bulk()
                )
    return {model: list(rows.values()) for model, rows in found.items()}


def _blank(model: type[Record], rows: Iterable[Any], now: dt.datetime, by: Actor) -> int:
    """Empty the personal fields of the rows; return of how many there was something to empty."""
    if model is NotSame:
        return _forget_descriptions(rows, by)
    names = model.personal_fields - model.kept_when_anonymous - model.derived_fields
    editable = [name for name in names if model._meta.get_field(name).editable]
    count = 0
    for row in rows if names else ():
        for name in editable:
            setattr(row, name, "")
        if isinstance(row, Person):
            row.family_name, row.anonymised_at = f"Person {row.pk}", now
        if isinstance(row, Account):
            row.email, row.name = FORMER.format(row.pk), _("Former account")
            forget_sign_ins(account=row)
        count += audit.save(row, by=by)
    return count


def _forget_descriptions(rows: Iterable[NotSame], by: Actor) -> int:
    """Remove the verdicts that a list described somebody else: they say nothing but a name."""
    described = [row for row in rows if row.described]
    for row in described:
        audit.remove(row, by=by)
    return len(described)


def _erase_trail(ids: Mapping[type[Record], list[int]]) -> int:
    """Take the values about the person out of the trail's side table; return how many there were."""
    known = {model: set(those) for model, those in ids.items()}
    for model, name, _rule in relations_of(Person):
        for pk in ids[Person]:  # rows that were removed long ago
            removed = AuditEntry.objects.removed_from(model, name, pk).values_list("object_id", flat=True)
            known.setdefault(model, set()).update(each for each in removed if each is not None)
    return sum(
        AuditPersonalValue.objects.filter(entry__in=AuditEntry.objects.about(model, those)).delete()[0]
        for model, those in known.items()
    )


def _erase_uploads(words: Iterable[str]) -> int:
    """Erase lists that were sent in and hold the family name."""
    held = Upload.objects.filter(models.Q(content__isnull=False) | models.Q(preview__isnull=False))
    named = [each.pk for each in held.iterator(chunk_size=20) if holds_word(texts_in(each), words)]
    return Upload.objects.filter(pk__in=named).update(content=None, preview=None, answers={}, name=ERASED)


def _remove_scans(entries: Iterable[Person], by: Actor) -> int:
    """Remove the scans of lists the person signed: nobody can take one name out of a picture."""
    named = CascadePerson.objects.filter(person__in=[each.pk for each in entries]).values("training")
    scans = list(SignedList.objects.filter(training__in=named).select_related("training").order_by("pk"))
    for signed in scans:
        remove_list(signed=signed, by=by)
    return len(scans)


def _erase_mails(names: Iterable[str], words: Iterable[str]) -> int:
    """Take the name out of mails, and the address; where one waits it goes nowhere."""
    count = 0
    addresses = {name.casefold() for name in names if "@" in name}
    for mail in OutboxMail.objects.order_by("pk").iterator(chunk_size=500):
        is_to = mail.to.casefold() in addresses
        if not is_to and not holds_word([mail.subject, mail.body], words):
            continue
        mail.subject, mail.body = (without_words(text, words, names) for text in (mail.subject, mail.body))
        if is_to:
            mail.to = FORMER.format(mail.pk)
        mail.save(update_fields=["subject", "body", "to"])
        count += 1
    return count
