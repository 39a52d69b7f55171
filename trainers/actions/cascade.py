"""Reporting a cascade training, naming whom it taught, attaching the signed list."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.actions.register import PersonEntry, enter_people
from office import audit
from office.audit import Actor
from programmes.choices import Sector
from trainers.models import CascadePerson, CascadeTraining, SignedList


@transaction.atomic
def save_training(*, training: CascadeTraining, today: dt.date, by: Actor) -> bool:
    """Store a reported training; return whether anything was different.

    :raises ValidationError: when it lies in the future, or a rule of the record is broken.
    """
    refuse_future(training, today)
    if training.pk:
        _lock(training)
        if training.people < training.named.count():
            named = training.named.count()
            raise ValidationError(
                {
                    "customs": _("%(named)d people are named already: there cannot be fewer.")
                    % {"named": named}
                }
            )
    return audit.save(training, by=by)


def refuse_future(training: CascadeTraining, today: dt.date) -> None:
    """Refuse a training that has not taken place yet.

    :raises ValidationError: of its last day, or its only one.
    """
    if (training.ends_on or training.starts_on) > today:
        late = "ends_on" if training.ends_on else "starts_on"
        raise ValidationError({late: _("A training is reported when it has taken place.")})


@transaction.atomic
def save_trainings(*, trainings: Sequence[CascadeTraining], today: dt.date, by: Actor) -> None:
    """Store several reported trainings, all or none.

    :raises ValidationError: as ``save_training``.
    """
    for training in trainings:
        save_training(training=training, today=today, by=by)


@transaction.atomic
def name_person(*, training: CascadeTraining, entry: PersonEntry, sector: str, by: Actor) -> CascadePerson:
    """Put one person on the list of whom the training taught.

    :raises ValidationError: when they are on it already, were the trainer, or more are named than counted.
    :raises members.actions.register.SeveralMatch: when somebody has to say who is meant.
    """
    training = _lock(training)
    (person,) = enter_people(entries=[entry], by=by)
    if person.pk == training.trainer_id:
        raise ValidationError(_("%(name)s is the trainer.") % {"name": person})
    if training.named.count() >= training.people:
        raise ValidationError(
            _("The training counts %(people)d people, and all are named: change the number first.")
            % {"people": training.people}
        )
    row = CascadePerson(training=training, person=person, sector=sector or Sector.NOT_STATED)
    audit.save(row, by=by)
    return row


@transaction.atomic
def take_off(*, row: CascadePerson, by: Actor) -> None:
    """Take somebody off the list; the person stays in the register."""
    _lock(row.training)
    audit.remove(row, by=by)


@transaction.atomic
def attach_list(*, training: CascadeTraining, name: str, content: bytes, by: Actor) -> SignedList:
    """Attach the scan of the signed list, in the place of an earlier one."""
    training = _lock(training)
    row = SignedList.objects.filter(training=training).first() or SignedList(training=training)
    row.take(name, content)
    audit.save(row, by=by)
    return row


@transaction.atomic
def remove_list(*, signed: SignedList, by: Actor) -> None:
    """Remove the scan of a signed list."""
    _lock(signed.training)
    audit.remove(signed, by=by)


@transaction.atomic
def remove_training(*, training: CascadeTraining, by: Actor) -> None:
    """Remove a reported training with its list, the reason being in the trail."""
    training = _lock(training)
    rows: Sequence[CascadePerson | SignedList] = [
        *training.named.all(),
        *SignedList.objects.filter(training=training),
    ]
    for row in rows:
        audit.remove(row, by=by)
    for check in training.checks.all():
        audit.remove(check, by=by)
    audit.remove(training, by=by)


def _lock(training: CascadeTraining) -> CascadeTraining:
    """Return the training as it stands, for nobody else to change until the transaction ends."""
    found = CascadeTraining.objects.select_for_update(of=("self",)).filter(pk=training.pk).first()
    if found is None:
        raise audit.ChangedMeanwhile
    return found
