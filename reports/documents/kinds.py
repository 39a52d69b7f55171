"""The kinds of documents: what each is about, and its sections. A new one is a line in ``REGISTRY``."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Contribution, Fellowship, NationalStatistic, Programme, SupportActivity
from reports import choices, sections
from reports.choices import Subject
from reports.documents.asked import DIALOGUE_REPORT, GOOD_PRACTICE_REPORT
from reports.documents.kind import DocumentKind
from reports.models import FactSheet
from trainers.models import Cohort


def has_phases(programme: Programme) -> bool:
    return programme.phases.exists()


ACTIVITY_REPORT = DocumentKind(choices.ACTIVITY_REPORT, _("Activity report"), sections.ACTIVITY_REPORT)

ADMINISTRATION_PROFILE = DocumentKind(
    "administration-profile",
    _("Administration profile"),
    (
        sections.key_figures,
        sections.beside_everybody,
        sections.by_year,
        sections.by_programme,
        sections.by_topic,
        sections.by_mode,
        sections.programmes_joined,
        sections.roles_in_the_region,
        sections.names_over_time,
        sections.activities,
        sections.completeness,
        sections.data_notes,
        sections.definitions,
    ),
    needs=frozenset({Subject.ADMINISTRATION}),
    takes=frozenset({Subject.PERIOD}),
)

DONOR_PORTFOLIO = DocumentKind(
    "donor-portfolio",
    _("Donor portfolio"),
    (
        sections.key_figures,
        sections.phases_paid_for,
        sections.by_year,
        sections.by_programme,
        sections.by_topic,
        sections.by_administration,
        sections.by_mode,
        sections.counted_by_phase,
        sections.attribution,
        sections.activities,
        sections.completeness,
        sections.data_notes,
        sections.definitions,
    ),
    needs=frozenset({Subject.DONOR}),
    takes=frozenset({Subject.PERIOD}),
)


def has_cohorts(programme: Programme) -> bool:
    """Test if the programme forms cohorts of trainers."""
    return Cohort.objects.filter(programme=programme).exists()


PROGRESS_REPORT = DocumentKind(
    "progress-report",
    _("Progress report of master trainers"),
    (
        sections.key_figures,
        sections.counted_as_agreed,
        sections.results,
        sections.partners,
        sections.by_strand,
        sections.cohorts,
        sections.cohort_progress,
        sections.published_beside_ours,
        sections.by_administration,
        sections.pool,
        sections.cascade,
        sections.activities,
        sections.completeness,
        sections.data_notes,
        sections.definitions,
    ),
    takes=frozenset({Subject.PHASE, Subject.COHORT, Subject.PERIOD, Subject.DONOR}),
    fits=has_cohorts,
)

ANNUAL_REPORT = DocumentKind(
    "annual-report",
    _("Annual report"),
    (
        sections.executive_summary,
        sections.key_figures,
        sections.results,
        sections.by_kind_and_level,
        sections.plan_against_delivery,
        sections.event_by_event,
        sections.missions,
        sections.by_topic,
        sections.by_administration,
        sections.by_partner,
        sections.attribution,
        sections.published_beside_ours,
        sections.evaluations,
        sections.roles_in_the_time,
        sections.names_in_the_time,
        sections.strategic_plan,
        sections.next_work_plan,
        sections.participants_by_event,
        sections.completeness,
        sections.data_notes,
        sections.definitions,
        sections.abbreviations,
    ),
    needs=frozenset({Subject.PROGRAMME, Subject.PERIOD}),
    takes=frozenset(),
)

QUARTERLY_REPORT = DocumentKind(
    "quarterly-report",
    _("Quarterly report"),
    (
        sections.key_figures,
        sections.results,
        sections.plan_against_delivery,
        sections.event_by_event,
        sections.missions,
        sections.activities,
        sections.completeness,
        sections.data_notes,
        sections.definitions,
    ),
    needs=frozenset({Subject.PROGRAMME, Subject.PERIOD}),
    takes=frozenset(),
    months=3,
)

COMPLETION_REPORT = DocumentKind(
    "completion-report",
    _("Completion report of a phase"),
    (
        sections.the_phase,
        sections.key_figures,
        sections.counted_as_agreed,
        sections.results,
        sections.by_component,
        sections.published_beside_ours,
        sections.equipment,
        sections.systems,
        sections.operations,
        sections.missions,
        sections.by_administration,
        sections.by_mode,
        sections.activities,
        sections.completeness,
        sections.data_notes,
        sections.definitions,
    ),
    needs=frozenset({Subject.PROGRAMME, Subject.PHASE}),
    takes=frozenset({Subject.DONOR}),
    fits=has_phases,
)


def has_fact_sheet(programme: Programme) -> bool:
    """Test if somebody wrote the texts of its fact sheet."""
    return FactSheet.objects.filter(programme=programme).exists()


def supports_members(programme: Programme) -> bool:
    """Test if its members share it: they are helped in it, send fellows, pay, or are told of in numbers."""
    rows = (Fellowship.objects, SupportActivity.objects, NationalStatistic.objects)
    pays = Contribution.objects.filter(membership__programme=programme)
    return any(each.filter(programme=programme).exists() for each in rows) or pays.exists()


SUPPORT_REPORT = DocumentKind(
    "support-report",
    _("Report of a support mechanism"),
    (
        sections.key_figures,
        sections.published_beside_ours,
        sections.membership,
        sections.contributions,
        sections.fellowships,
        sections.support,
        sections.by_year,
        sections.by_topic,
        sections.by_administration,
        sections.retention,
        sections.statistics,
        sections.activities,
        sections.data_notes,
        sections.definitions,
    ),
    takes=frozenset({Subject.PHASE, Subject.PERIOD}),
    fits=supports_members,
)

FACT_SHEET = DocumentKind(
    "fact-sheet", _("Fact sheet"), sections.FACT_SHEET, takes=frozenset(), fits=has_fact_sheet
)

REGISTRY: dict[str, DocumentKind] = {
    kind.code: kind
    for kind in (
        ACTIVITY_REPORT,
        ADMINISTRATION_PROFILE,
        DONOR_PORTFOLIO,
        PROGRESS_REPORT,
        COMPLETION_REPORT,
        ANNUAL_REPORT,
        QUARTERLY_REPORT,
        SUPPORT_REPORT,
        FACT_SHEET,
        GOOD_PRACTICE_REPORT,
        DIALOGUE_REPORT,
    )
}


def kind_of(code: str) -> DocumentKind:
    """Return the kind of a stored code; of one no longer made, a kind of that name without sections."""
    return REGISTRY.get(code) or DocumentKind(code, code, ())


def fitting(kind: DocumentKind, programmes: list[Programme]) -> list[Programme]:
    """Return those of the programmes of which the kind can be had."""
    return [each for each in programmes if kind.fits(each)]


def offered(programmes: list[Programme]) -> list[DocumentKind]:
    """Return the kinds somebody can ask for who works on these programmes."""
    return [
        kind
        for kind in REGISTRY.values()
        if programmes and (fitting(kind, programmes) or not kind.is_of_one_programme)
    ]
