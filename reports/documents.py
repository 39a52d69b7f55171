"""The activity report as a list of sections, and the document they make."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports import sections
from reports.blocks import Document, Section
from reports.choices import Audience
from reports.models import Edition
from reports.periods import Period
from reports.scope import Scope

SectionMaker = Callable[[Scope], Section | None]  # None where there is nothing of the kind

ACTIVITY_REPORT: tuple[SectionMaker, ...] = sections.ACTIVITY_REPORT


def scope_of(edition: Edition, reader: Any) -> Scope:
    """Return what an edition is about. Made for a donor, only what it pays for is counted."""
    return Scope(
        reader=reader,
        audience=Audience.DONOR if edition.donor else Audience.READER,
        donor=edition.donor,
        period=period_of(edition),
        programme=edition.programme,
        phase=edition.phase,
        for_others=True,
    )


def period_of(edition: Edition) -> Period | None:
    if edition.starts_on is None or edition.ends_on is None:
        return None
    return Period(edition.starts_on, edition.ends_on)


def activity_report(
    scope: Scope,
    *,
    reference: str,
    now: dt.datetime,
    prepared_by: str = "",
    steps: Iterable[SectionMaker] = ACTIVITY_REPORT,
) -> Document:
    """Count and return the activity report of a scope, in the active language.

    :param steps: the sections, where the caller watches them being made.
    """
    phase = scope.phase
    return Document(
        title=_("Activity report"),
        subtitle=scope.programme.name if scope.programme else _("All programmes"),
        programme=str(scope.programme or _("All programmes")),
        phase=phase.name if phase else "",
        period=str(scope.period or _phase_dates(scope) or _("Everything recorded")),
        audience=str(scope.donor) if scope.donor else "",
        language=get_language() or "en",
        extracted_at=now.replace(microsecond=0),
        prepared_by=prepared_by,
        reference=reference,
        sections=tuple(made for section in steps if (made := section(scope)) is not None),
    )


def _phase_dates(scope: Scope) -> Period | None:
    if scope.phase is None or scope.phase.ends_on is None:
        return None
    return Period(scope.phase.starts_on, scope.phase.ends_on)
