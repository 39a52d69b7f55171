"""A programme and its phases as activities: who, when, where, under which sector, for how much."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Min
from django.utils.translation import gettext as _

from members.choices import OrganisationKind
from members.models import Organisation
from programmes.choices import OrganisationRole
from programmes.models import (
    Agreement,
    EventOrganisation,
    Funding,
    IatiProfile,
    MembershipClaim,
    Phase,
    Programme,
)
from reports.aid import AidActivity, AidDate, Body, Party, RelatedActivity
from reports.choices import Audience
from reports.documents.aid import framework
from reports.documents.aid.money import budgets_of, promised, spent
from reports.documents.aid.reach import Reached, reached
from reports.models import EventFact
from reports.scope import Scope

FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
PIPELINE, UNDER_WAY, CLOSED = "1", "2", "4"
REGIONAL = "2"
PARENT, CHILD = "1", "2"
MOST_ORGANISERS = 20

KINDS = {
    OrganisationKind.ADMINISTRATION: "10",
    OrganisationKind.GOVERNMENT: "10",
    OrganisationKind.SECRETARIAT: "40",
    OrganisationKind.INTERNATIONAL: "40",
    OrganisationKind.FUND: "40",
    OrganisationKind.ACADEMIC: "80",
    OrganisationKind.PRIVATE: "70",
}
"""The type of organisation of IATI for each of our kinds; none where the kind is not stated."""


@dataclass(frozen=True, slots=True)
class Told:
    """One programme with what all its activities are made of."""

    scope: Scope
    profile: IatiProfile
    phases: Sequence[Phase]
    funding: Sequence[Funding]
    reached: Reached
    results: framework.Results
    today: dt.date

    @property
    def programme(self) -> Programme:
        return self.profile.programme

    @property
    def identifier(self) -> str:
        return f"{self.profile.reporting.iati_identifier}-{self.programme.code}"

    def identifier_of(self, phase: Phase) -> str:
        return f"{self.identifier}-P{phase.number}"


def activities_of(scope: Scope, *, today: dt.date) -> tuple[AidActivity, ...]:
    """Return the activities a scope is about: a programme with its phases, a phase, what a donor pays for.

    Nothing of less than that (an administration, a cohort), and nothing of a programme that is not described
    for IATI.
    """
    about_less = scope.administration or scope.cohort or scope.topics or scope.event
    if about_less or not (scope.programme or scope.donor):
        return ()
    return tuple(each for told in _told(scope, today) for each in _activities(told))


def _told(scope: Scope, today: dt.date) -> Iterator[Told]:
    profiles = IatiProfile.objects.select_related("reporting__administration", "programme__lead")
    phases = Phase.objects.select_related("programme").in_order()
    funding = Funding.objects.select_related("donor__administration", "phase").order_by("phase", "donor")
    if scope.programme is not None:
        profiles = profiles.filter(programme=scope.programme)
        phases = phases.filter(programme=scope.programme)
    if scope.phase is not None:
        phases = phases.filter(pk=scope.phase.pk)
    if scope.audience == Audience.DONOR or scope.programme is None:
        funding = funding.filter(donor=scope.donor)
        phases = phases.filter(funding__donor=scope.donor)
        profiles = profiles.filter(programme__phases__in=phases.values("pk")).distinct()
    shown = list(phases)
    for profile in profiles.newest_first():
        own = [each for each in shown if each.programme_id == profile.programme_id]
        paid = list(funding.filter(phase__in=own))
        about = scope.narrowed(programme=profile.programme)
        results = framework.results_by_phase(about, today)
        yield Told(about, profile, own, paid, reached(about, profile), results, today)


def _activities(told: Told) -> Iterator[AidActivity]:
    of_all = told.scope.phase is None
    if of_all:
        yield _of_programme(told)
    for phase in told.phases:
        yield _of_phase(told, phase)


def _of_programme(told: Told) -> AidActivity:
    programme = told.programme
    first, last = _days_of(told)
    return AidActivity(
        identifier=told.identifier,
        hierarchy=1,
        title=programme.name,
        description=programme.summary or programme.name,
        reporting=_body(told.profile.reporting),
        is_secondary=told.profile.is_secondary,
        parties=_parties(told, told.funding, None),
        status=_status(first, last, told.today),
        dates=_dates(first, last, told.today),
        scope=REGIONAL,
        places=told.reached.places(None),
        sector=told.profile.sector,
        currency=told.profile.currency,
        # What was promised and spent of a phase stands with the phase, once.
        transactions=() if told.phases else tuple(spent(told.scope, None, told.today)),
        related=tuple(RelatedActivity(CHILD, told.identifier_of(each)) for each in told.phases),
        results=(*framework.of(told.results, None), *told.reached.results(None)),
    )


def _of_phase(told: Told, phase: Phase) -> AidActivity:
    funding = [each for each in told.funding if each.phase_id == phase.pk]
    programme = told.programme
    names = {"phase": phase.name, "programme": programme.name, "note": phase.note}
    return AidActivity(
        identifier=told.identifier_of(phase),
        hierarchy=2,
        title=_("%(programme)s: %(phase)s") % names,
        description=" ".join(
            filter(None, (_("%(phase)s of the programme %(programme)s.") % names, phase.note))
        ),
        reporting=_body(told.profile.reporting),
        is_secondary=told.profile.is_secondary,
        parties=_parties(told, funding, phase),
        status=_status(phase.starts_on, phase.ends_on, told.today),
        dates=_dates(phase.starts_on, phase.ends_on, told.today),
        scope=REGIONAL,
        places=told.reached.places(phase),
        sector=told.profile.sector,
        currency=told.profile.currency,
        budgets=tuple(budgets_of(phase, funding)),
        transactions=(
            *promised(phase, funding, _body, told.today),
            *spent(told.scope, phase, told.today),
        ),
        related=(RelatedActivity(PARENT, told.identifier),),
        results=(*framework.of(told.results, phase), *told.reached.results(phase)),
    )


def _days_of(told: Told) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day of a programme: as described, else as its records tell."""
    profile, programme = told.profile, told.programme
    starts = [each.starts_on for each in told.phases]
    if not profile.starts_on:
        agreed = Agreement.objects.filter(programme=programme).exclude(source="")
        starts += [
            agreed.aggregate(first=Min("valid_from"))["first"],
            MembershipClaim.objects.filter(membership__programme=programme).aggregate(first=Min("joined_on"))[
                "first"
            ],
            told.scope.narrowed(period=None, programme=programme)
            .facts(EventFact)
            .aggregate(first=Min("counts_from"))["first"],
        ]
    first = profile.starts_on or min(filter(None, starts), default=None)
    ends = [each.ends_on for each in told.phases]
    last = profile.ends_on or (max(filter(None, ends)) if ends and all(ends) else None)
    return first, last


def _dates(first: dt.date | None, last: dt.date | None, today: dt.date) -> tuple[AidDate, ...]:
    dates = []
    if first:
        dates.append(AidDate("2" if first <= today else "1", first))
    if last:
        dates.append(AidDate("4" if last <= today else "3", last))
    return tuple(dates)


def _status(first: dt.date | None, last: dt.date | None, today: dt.date) -> str:
    if last and last < today:
        return CLOSED
    return PIPELINE if first and first > today else UNDER_WAY


def _parties(told: Told, funding: Iterable[Funding], phase: Phase | None) -> tuple[Party, ...]:
    """Return who pays, who answers for it, who carries it out: each once in a role."""
    lead = told.programme.lead or told.profile.reporting
    found = [Party(FUNDING, _body(each.donor)) for each in funding]
    found += [Party(ACCOUNTABLE, _body(lead)), Party(IMPLEMENTING, _body(lead))]
    found += [Party(IMPLEMENTING, _body(each)) for each in _organisers(told, phase)]
    return tuple(dict.fromkeys(found))


def _organisers(told: Told, phase: Phase | None) -> list[Organisation]:
    scope = told.scope.narrowed(phase=phase) if phase else told.scope
    events = scope.facts(EventFact).order_by().values("event")
    roles = EventOrganisation.objects.filter(event__in=events, role=OrganisationRole.ORGANISER)
    organisers = Organisation.objects.filter(pk__in=roles.values("organisation"))
    return list(organisers.select_related("administration").by_name()[:MOST_ORGANISERS])


def _body(organisation: Organisation) -> Body:
    kind = KINDS.get(OrganisationKind(organisation.kind), "")
    return Body(organisation.called, organisation.iati_identifier, kind)
