"""Parts of a page or report. Each is a function of a Scope that returns blocks, and counts nothing itself."""

from reports.sections.activities import activities
from reports.sections.addresses import evidence_address
from reports.sections.agreed import counted_as_agreed, counted_by_phase
from reports.sections.attribution import attribution
from reports.sections.cascade import cascade
from reports.sections.cohorts import cohort_progress, cohorts
from reports.sections.completeness import completeness
from reports.sections.components import by_component, the_phase
from reports.sections.counted import figures_of, year_of
from reports.sections.equipment import equipment
from reports.sections.evaluations import evaluations
from reports.sections.event_by_event import by_kind_and_level, event_by_event, participants_by_event
from reports.sections.factsheet import FACT_SHEET
from reports.sections.headline import beside_the_region, definitions, key_figures, key_figures_by_phase
from reports.sections.mechanism import contributions, membership, statistics
from reports.sections.meetings import (
    dialogue_attendance,
    dialogue_breakouts,
    dialogue_comments,
    dialogue_commitments,
    dialogue_delivered,
    dialogue_needs,
    dialogue_presentations,
)
from reports.sections.membership import (
    agreements_of,
    members_of,
    memberships_of,
    partners_of,
    phases_and_money,
    regional_roles_of,
)
from reports.sections.missions import missions
from reports.sections.money import spending
from reports.sections.notes import data_notes
from reports.sections.now import open_matters, plan_by_quarter
from reports.sections.of_one import (
    beside_everybody,
    phases_paid_for,
    programmes_joined,
    roles_in_the_region,
)
from reports.sections.operations import operations, systems
from reports.sections.plans import next_work_plan, plan_against_delivery, strategic_plan
from reports.sections.pool import pool
from reports.sections.promised import commitments_of
from reports.sections.published import published_beside_ours
from reports.sections.region_roles import roles_in_the_time
from reports.sections.renamed import (
    became_told,
    before_it,
    name_told,
    names_in_the_time,
    names_over_time,
)
from reports.sections.results import results
from reports.sections.retention import retention
from reports.sections.splits import (
    by_administration,
    by_mode,
    by_partner,
    by_programme,
    by_topic,
    by_topic_and_year,
    by_year,
)
from reports.sections.strands import by_strand, partners
from reports.sections.summary import abbreviations, executive_summary
from reports.sections.support import fellowships, support
from reports.sections.surveys import (
    SURVEY_ANSWERS,
    survey_abbreviations,
    survey_conclusion,
    survey_questions,
    survey_responses,
)

ACTIVITY_REPORT = (
    key_figures,
    counted_as_agreed,
    results,
    published_beside_ours,
    by_year,
    by_topic,
    by_administration,
    by_mode,
    activities,
    equipment,
    systems,
    operations,
    missions,
    cascade,
    evaluations,
    spending,
    completeness,
    data_notes,
    definitions,
)

__all__ = [
    "became_told",
    "before_it",
    "dialogue_attendance",
    "dialogue_breakouts",
    "dialogue_comments",
    "dialogue_commitments",
    "dialogue_delivered",
    "dialogue_needs",
    "dialogue_presentations",
    "evaluations",
    "SURVEY_ANSWERS",
    "name_told",
    "names_in_the_time",
    "names_over_time",
    "open_matters",
    "plan_by_quarter",
    "survey_abbreviations",
    "survey_conclusion",
    "survey_questions",
    "survey_responses",
    "agreements_of",
    "ACTIVITY_REPORT",
    "FACT_SHEET",
    "activities",
    "attribution",
    "beside_everybody",
    "beside_the_region",
    "by_administration",
    "by_component",
    "by_mode",
    "by_partner",
    "by_programme",
    "by_strand",
    "by_topic",
    "by_topic_and_year",
    "by_year",
    "cascade",
    "cohort_progress",
    "cohorts",
    "counted_as_agreed",
    "counted_by_phase",
    "commitments_of",
    "completeness",
    "contributions",
    "data_notes",
    "definitions",
    "equipment",
    "evidence_address",
    "fellowships",
    "figures_of",
    "key_figures",
    "key_figures_by_phase",
    "members_of",
    "membership",
    "memberships_of",
    "operations",
    "partners",
    "partners_of",
    "phases_and_money",
    "phases_paid_for",
    "programmes_joined",
    "regional_roles_of",
    "roles_in_the_region",
    "by_kind_and_level",
    "event_by_event",
    "missions",
    "next_work_plan",
    "participants_by_event",
    "plan_against_delivery",
    "pool",
    "roles_in_the_time",
    "year_of",
    "published_beside_ours",
    "abbreviations",
    "executive_summary",
    "strategic_plan",
    "results",
    "retention",
    "statistics",
    "support",
    "systems",
    "the_phase",
    "spending",
]
