"""A document of a kind: what an edition is about as a scope, and its sections made of it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.blocks import BarChart, Block, ColumnChart, Document, Section, Table
from reports.choices import Audience
from reports.documents.abbreviating import ABBREVIATIONS, only_used
from reports.documents.aid import activities_of
from reports.documents.kind import DocumentKind, SectionMaker
from reports.documents.kinds import ACTIVITY_REPORT
from reports.models import Edition
from reports.periods import Period
from reports.scope import Scope


def scope_of(edition: Edition, reader: Any) -> Scope:
    """Return what an edition is about. Made for a donor, only what it pays for is counted."""
    return Scope(
        reader=reader,
        audience=Audience.DONOR if edition.donor else Audience.READER,
        donor=edition.donor,
        period=period_of(edition),
        programme=edition.programme,
        phase=edition.phase,
        cohort=edition.cohort,
        administration=edition.administration,
        for_others=True,
    )


def period_of(edition: Edition) -> Period | None:
    if edition.starts_on is None or edition.ends_on is None:
        return None
    return Period(edition.starts_on, edition.ends_on)


def make_document(
    scope: Scope,
    *,
    reference: str,
    now: dt.datetime,
    kind: DocumentKind = ACTIVITY_REPORT,
    steps: Iterable[SectionMaker] | None = None,
) -> Document:
    """Count and return the document of a scope, in the active language.

    :param steps: the sections, where they are others than those of the kind.
    """
    makers = kind.sections if steps is None else steps
    found = dict(counted(scope, makers))
    cover = cover_of(scope, reference=reference, now=now, kind=kind)
    return only_used(replace(cover, sections=tuple(found.values())), found.get(ABBREVIATIONS))


def counted(scope: Scope, makers: Iterable[SectionMaker]) -> Iterator[tuple[str, Section]]:
    """Count each section, and yield it with its code; what has nothing to tell is left out."""
    for maker in makers:
        section = _without_empty(maker(scope))
        if section is not None:
            yield code_of(maker), section


def _without_empty(section: Section | None) -> Section | None:
    """Return the section without tables of no row and charts of no bar; None where all are so."""
    if section is None:
        return None
    blocks = tuple(block for block in section.blocks if _says_something(block))
    return replace(section, blocks=blocks) if blocks else None


def _says_something(block: Block) -> bool:
    match block:
        case Table():
            return bool(block.rows)
        case BarChart():
            return bool(block.bars)
        case ColumnChart():
            return bool(block.categories)
        case _:
            return True


def code_of(maker: SectionMaker) -> str:
    """Return the name of a section that stays the same in every language."""
    return str(getattr(maker, "__name__", maker))


def cover_of(
    scope: Scope, *, reference: str, now: dt.datetime, kind: DocumentKind, prepared_by: str = ""
) -> Document:
    """Return what a document says of itself, without its sections."""
    phase = scope.phase
    return Document(
        title=str(kind.title),
        subtitle=_subtitle(scope),
        programme=str(scope.programme or _("All programmes")),
        phase=phase.name if phase else "",
        period=str(scope.period or _phase_dates(scope) or _("Everything recorded")),
        audience=str(scope.donor) if scope.donor else "",
        language=get_language() or "en",
        extracted_at=now.replace(microsecond=0),
        prepared_by=prepared_by,
        reference=reference,
        sections=(),
        aid=activities_of(scope, today=now.date()),
    )


def _subtitle(scope: Scope) -> str:
    """Return the name of what the document is about: the narrowest of what was chosen."""
    if scope.cohort is not None:
        return str(scope.cohort)
    if scope.administration is not None:
        return str(scope.administration)
    if scope.programme is not None:
        return scope.programme.name
    return str(scope.donor) if scope.donor else _("All programmes")


def _phase_dates(scope: Scope) -> Period | None:
    if scope.phase is None or scope.phase.ends_on is None:
        return None
    return Period(scope.phase.starts_on, scope.phase.ends_on)
