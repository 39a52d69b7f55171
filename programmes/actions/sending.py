"""Taking in a list before anything of it is saved, and letting a job look at a large one."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Model

from office.audit import Actor
from office.models import Job, Upload

READ = "programmes.read_list"
SAVE = "programmes.save_list"


@transaction.atomic
def send_list(
    *, about: Model, sent: str | bytes, name: str, is_large: bool, by: Actor
) -> tuple[Upload, Job | None]:
    """Keep what was sent for a record, and ask for a job where it is large; the caller wakes it."""
    content = sent.encode("utf-8", "surrogatepass") if isinstance(sent, str) else sent
    upload = Upload.objects.create(
        subject=about,
        name=name,
        is_pasted=isinstance(sent, str),
        is_large=is_large,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        sent_by=by.author,
    )
    return upload, ask(READ, upload, by=by) if is_large else None


@transaction.atomic
def answer(*, upload: Upload, answers: dict[str, Any], by: Actor) -> Job | None:
    """Keep what the sender said to the list's questions; a large list is looked at anew by a job."""
    upload.answers = answers
    upload.preview = None
    upload.save(update_fields=["answers", "preview"])
    return ask(READ, upload, by=by) if upload.is_large else None


def ask(kind: str, upload: Upload, *, by: Actor) -> Job | None:
    """Put a job about the upload into the queue; None where one waits or runs already."""
    Upload.objects.select_for_update().without_content().get(pk=upload.pk)
    if any(not job.is_final for job in upload.jobs.filter(kind=kind)):
        return None
    return Job.objects.create(kind=kind, owner=by.author, subject=upload)
