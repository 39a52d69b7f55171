"""Who can teach, and the cohorts they come from: never added to what events are counted by."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.indicators.cascade import CASCADE, CASCADE_SHARE_OF_WOMEN
from reports.indicators.deliverables import count_of
from reports.indicators.parts import counted, percent
from reports.measuring.definition import Indicator, Part, Sums
from reports.models import CohortMemberFact, PoolFact
from reports.quantities import Quantity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# --- Cohorts: the same people over years ---------------------------------------------------------


def _members(
    code: str, name: "StrOrPromise", definition: "StrOrPromise", where: Q | None = None
) -> Indicator:
    return count_of(
        code,
        facts=CohortMemberFact,
        name=name,
        unit=_("people in cohorts"),
        definition=definition,
        where=where,
    )


COHORT_MEMBERS = _members(
    "cohort_members",
    _("Cohort members"),
    _(
        "Participants of cohorts, on the day they joined: each once in a cohort, however many of its events"
        " they come to. Never added to participations."
    ),
)
COHORT_MEMBERS_LATE = _members(
    "cohort_members_late",
    _("Joined a cohort late"),
    _("Of the cohort members who joined in the period, those expected from a later stage on than the first."),
    Q(is_late=True),
)
COHORT_MEMBERS_LEFT = _members(
    "cohort_members_left",
    _("Left a cohort"),
    _("Of the cohort members who joined in the period, those who have left it since."),
    Q(has_left=True),
)
COHORT_MEMBERS_IN = _members(
    "cohort_members_in",
    _("In a cohort, or finished it"),
    _("Of the cohort members who joined in the period, those who have not left it."),
    Q(has_left=False),
)
COHORT_MEMBERS_EXPECTED = _members(
    "cohort_members_expected",
    _("Expected at the next stage"),
    _(
        "Of the cohort members who joined in the period, those expected at the stage that goes on today, or"
        " the next one. Of a cohort whose stages are all over, nobody is."
    ),
    Q(is_expected=True),
)


def _read_certified(sums: Sums) -> Quantity:
    return Quantity.exactly(counted(sums, "cohort_certified"))


def _read_share_certified(sums: Sums) -> Quantity:
    members = counted(sums, "cohort_members")
    if not members:
        return Quantity.unknown("percent")
    return percent(counted(sums, "cohort_certified"), members)


_CERTIFIED = Part("cohort_certified", CohortMemberFact, "COUNT(*)", Q(is_certified=True))


def _persons_in_cohorts(sums: Sums) -> int:
    return counted(sums, "cohort_members")


def _certified(code: str, name: "StrOrPromise", definition: "StrOrPromise", **about: Any) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        definition=definition,
        facts=CohortMemberFact,
        rows=Q(is_certified=True),
        parts=(COHORT_MEMBERS.parts[0], _CERTIFIED),
        persons_behind=_persons_in_cohorts,
        **about,
    )


COHORT_CERTIFIED = _certified(
    "cohort_certified",
    _("Certified in a cohort"),
    _(
        "Of the cohort members who joined in the period, those certified since, exceptions among them. Of few"
        " people it is told only to those who may see them."
    ),
    unit=_("people in cohorts"),
    read=_read_certified,
)
COHORT_SHARE_CERTIFIED = _certified(
    "cohort_share_certified",
    _("Share of cohort members certified"),
    _(
        "Certified among the cohort members who joined in the period, those who left among them. Of few"
        " people it is told only to those who may see them."
    ),
    unit=_("percent"),
    read=_read_share_certified,
    unit_kind="percent",
)

# --- The pool ------------------------------------------------------------------------------------

POOL = count_of(
    "people_accredited",
    facts=PoolFact,
    name=_("People who may teach"),
    unit=_("people"),
    definition=_(
        "Different persons accredited on the last day of the period, or today where none is asked or it is"
        " still to come: the last line of the ledger of a person, scheme and topic up to that day says"
        " accredited or refreshed, and its validity is not over. Of an administration: those its postings say"
        " served there on that day. A person counts once, whatever they are accredited for: parts do not add"
        " up to it."
    ),
    of_people=True,
)

COHORTS = (
    COHORT_MEMBERS,
    COHORT_MEMBERS_LATE,
    COHORT_MEMBERS_LEFT,
    COHORT_MEMBERS_IN,
    COHORT_MEMBERS_EXPECTED,
    COHORT_CERTIFIED,
    COHORT_SHARE_CERTIFIED,
)
TEACHING = (*CASCADE, *COHORTS, POOL)
ABOUT_PERSONS = (CASCADE_SHARE_OF_WOMEN, COHORT_CERTIFIED, COHORT_SHARE_CERTIFIED)
