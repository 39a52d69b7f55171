"""Large lists, looked at and saved by a job, with the rights its owner has when it runs."""

from django.db import transaction
from django.utils.translation import gettext as _

from office.audit import Actor
from office.choices import Door
from office.models import Job, JobRefused, Upload
from programmes.actions import saving
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.looking import UnreadableList, look_at, remember
from programmes.intake.lists.showing import shown
from programmes.intake.lists.subject import Subject
from programmes.intake.lists.subjects import subject_of


def read(job: Job) -> None:
    """Look at a list and keep what its page shows. Doing it twice changes nothing.

    :raises JobRefused: when it cannot be read, or the owner may no longer change the list.
    """
    upload, subject = _about(job)
    for _step in job.progress([upload], doing=lambda each: _("Reading and comparing the rows")):
        try:
            look = look_at(upload, subject, reader=job.owner)
            preview = shown(look, subject)
        except UnreadableList as unreadable:
            raise JobRefused(str(unreadable)) from unreadable
    with transaction.atomic():
        job.hold()
        Upload.objects.filter(pk=upload.pk).update(preview=preview)
        if Answers.from_json(upload.answers).columns is not None:
            remember(look.columns, organisation=upload.sent_by.organisation if upload.sent_by else None)


def save(job: Job) -> None:
    """Save a list as its page showed it, in one transaction. Doing it twice saves it once.

    :raises JobRefused: when it is not what was shown, or may not be saved.
    """
    upload, subject = _about(job)
    asked = (upload.preview or {}).get("saving", {})
    job.beat(steps=2, steps_done=1, doing=_("Saving the rows"))
    try:
        with transaction.atomic():
            job.hold()
            subject.save(
                upload,
                lambda: look_at(upload, subject, reader=job.owner).plan,
                seen=asked.get("sign", ""),
                only_good=asked.get("only_good", False),
                by=Actor(job.owner, Door.JOB),
            )
    except saving.REFUSALS as refusal:
        raise JobRefused(str(refusal)) from refusal


def _about(job: Job) -> tuple[Upload, Subject]:
    upload = Upload.objects.get(pk=job.object_id)
    subject = subject_of(upload.subject) if upload.subject is not None else None
    if subject is None or not subject.is_editable_by(job.owner):
        raise JobRefused(_("You may no longer change this list."))
    return upload, subject
