"""What the pages of a list need to know of it."""

from typing import Any

from django.urls import reverse

from programmes.intake.lists.subject import Subject
from programmes.views.closed import closed_period_of


def told_of(subject: Subject) -> dict[str, Any]:
    """Return what the pages of a list need to know of it."""
    pages, event = subject.pages, subject.event
    args = [getattr(subject.record, pages.key)]
    return {
        "pages": pages,
        "send_url": reverse(pages.send, args=args),
        "workbook_url": reverse(pages.workbook, args=args),
        "back_url": reverse(pages.back, args=args),
        "people": True,
        "closed": closed_period_of(event) if event is not None else None,
        "event": event,
        "invitation": None,
        "administration": None,
        pages.record: subject.record,
    }
