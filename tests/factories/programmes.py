"""What is delivered: fixed dates, no chance."""

import datetime as dt

import factory

from programmes.choices import EventKind, EventState, ObjectiveKind, PlanKind
from programmes.models import (
    Agreement,
    Assignment,
    Attendance,
    Call,
    ClosedPeriod,
    CompletionRule,
    Contribution,
    ContributionPayment,
    Event,
    EventOrganisation,
    EventPurpose,
    Funding,
    Headcount,
    Instrument,
    Invitation,
    KnownHeading,
    Membership,
    MembershipClaim,
    NotTwin,
    Objective,
    Participation,
    Phase,
    Plan,
    PlanItem,
    Programme,
    Session,
    SourceRow,
    Topic,
    TopicAlias,
)
from tests.factories.base import RecordFactory
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    OrganisationFactory,
    PersonFactory,
    PostingFactory,
)


class ProgrammeFactory(RecordFactory):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"P{n}")
    name = factory.LazyAttribute(lambda it: f"Programme {it.code}")
    short_name = factory.LazyAttribute(lambda it: f"Programme {it.code}")


class PhaseFactory(RecordFactory):
    class Meta:
        model = Phase

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda it: f"Phase {it.number}")
    starts_on = dt.date(2023, 1, 1)
    ends_on = dt.date(2023, 12, 31)


class FundingFactory(RecordFactory):
    class Meta:
        model = Funding

    phase = factory.SubFactory(PhaseFactory)
    donor = factory.SubFactory(OrganisationFactory)


class AgreementFactory(RecordFactory):
    class Meta:
        model = Agreement

    organisation = factory.SubFactory(OrganisationFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    title = "Memorandum of Cooperation"
    signed_on = dt.date(2022, 12, 1)
    valid_from = dt.date(2023, 1, 1)


class MembershipFactory(RecordFactory):
    class Meta:
        model = Membership

    programme = factory.SubFactory(ProgrammeFactory)
    administration = factory.SubFactory(AdministrationFactory)


class MembershipClaimFactory(RecordFactory):
    class Meta:
        model = MembershipClaim

    membership = factory.SubFactory(MembershipFactory)
    joined_on = dt.date(2009, 1, 1)
    precision = "YEAR"
    source = factory.Sequence(lambda n: f"source {n}")


class ContributionFactory(RecordFactory):
    class Meta:
        model = Contribution

    membership = factory.SubFactory(MembershipFactory)
    year = 2023
    amount = 1000
    currency = "USD"
    source = "minutes of the meeting of members"


class ContributionPaymentFactory(RecordFactory):
    class Meta:
        model = ContributionPayment

    contribution = factory.SubFactory(ContributionFactory)
    amount = 400
    paid_on = dt.date(2023, 3, 1)
    source = "receipt"


class AssignmentFactory(RecordFactory):
    class Meta:
        model = Assignment

    account = factory.SubFactory(AccountFactory, officer=True)
    programme = factory.SubFactory(ProgrammeFactory)


class ClosedPeriodFactory(RecordFactory):
    class Meta:
        model = ClosedPeriod

    programme = factory.SubFactory(ProgrammeFactory)
    starts_on = dt.date(2023, 1, 1)
    ends_on = dt.date(2023, 12, 31)
    reason = "The annual report is out."


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.LazyAttribute(lambda it: it.slug.replace("-", " ").capitalize())


class TopicAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TopicAlias

    topic = factory.SubFactory(TopicFactory)
    name = factory.Sequence(lambda n: f"Other wording {n}")


class EventFactory(RecordFactory):
    """An event held in September 2023; ``programmes=[…]``, ``phases`` and ``topics`` are linked."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    class Params:
        planned = factory.Trait(state=EventState.PLANNED)
        undated = factory.Trait(starts_on=None, starts_precision="NONE", ends_on=None, ends_precision="NONE")

    title = factory.Sequence(lambda n: f"Event {n}")
    kind = EventKind.WORKSHOP
    state = EventState.HELD
    starts_on = dt.date(2023, 9, 4)
    ends_on = dt.date(2023, 9, 8)

    @factory.post_generation
    def programmes(self, create, extracted, **kwargs):
        self.programmes.set(extracted or [])

    @factory.post_generation
    def phases(self, create, extracted, **kwargs):
        self.phases.set(extracted or [])

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        self.topics.set(extracted or [])


class EventOrganisationFactory(RecordFactory):
    class Meta:
        model = EventOrganisation

    event = factory.SubFactory(EventFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "SPONSOR"


class SourceRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SourceRow

    event = factory.SubFactory(EventFactory)
    address = "https://example.org/news"
    title = factory.LazyAttribute(lambda it: it.event.title)
    cells = factory.LazyFunction(dict)


class HeadcountFactory(RecordFactory):
    class Meta:
        model = Headcount

    event = factory.SubFactory(EventFactory)
    organisation = factory.SubFactory(AdministrationFactory)
    people = 10


class KnownHeadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KnownHeading

    folded = factory.Sequence(lambda n: f"heading {n}")
    field = "family_name"


class ParticipationFactory(RecordFactory):
    """A person who attended, posted with the organisation they came from."""

    class Meta:
        model = Participation
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(AdministrationFactory)

    @factory.post_generation
    def posting(self, create, extracted, **kwargs):
        if extracted is not False:
            PostingFactory(person=self.person, organisation=self.organisation)


class SessionFactory(RecordFactory):
    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Session {n}")
    held_on = dt.date(2023, 9, 4)


class AttendanceFactory(RecordFactory):
    """Somebody who was at a session of their event."""

    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    participation = factory.SubFactory(ParticipationFactory, event=factory.SelfAttribute("..session.event"))
    was_present = True


class CompletionRuleFactory(RecordFactory):
    """80 per cent of the sessions."""

    class Meta:
        model = CompletionRule

    event = factory.SubFactory(EventFactory)
    least_share = 80


class CallFactory(RecordFactory):
    """A draft for a planned event; ``sent=True``: it was sent, and is open until the end of May 2030."""

    class Meta:
        model = Call

    class Params:
        sent = factory.Trait(sent_at=dt.datetime(2030, 4, 1, tzinfo=dt.UTC))

    event = factory.SubFactory(
        EventFactory, planned=True, starts_on=dt.date(2030, 7, 1), ends_on=dt.date(2030, 7, 5)
    )
    deadline_on = dt.date(2030, 5, 31)


class InvitationFactory(RecordFactory):
    """Of a call that was sent."""

    class Meta:
        model = Invitation

    call = factory.SubFactory(CallFactory, sent=True)
    administration = factory.SubFactory(AdministrationFactory)


class ObjectiveFactory(RecordFactory):
    class Meta:
        model = Objective

    programme = factory.SubFactory(ProgrammeFactory)
    kind = ObjectiveKind.PILLAR
    code = factory.Sequence(lambda n: f"{n + 1}")
    statement = factory.LazyAttribute(lambda it: f"Objective {it.code}")


class PlanFactory(RecordFactory):
    class Meta:
        model = Plan

    programme = factory.SubFactory(ProgrammeFactory)
    kind = PlanKind.ANNUAL
    title = "Annual Work Plan"
    starts_on = dt.date(2023, 1, 1)
    ends_on = dt.date(2023, 12, 31)


class PlanItemFactory(RecordFactory):
    class Meta:
        model = PlanItem

    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Planned activity {n}")
    quarter = 1


class InstrumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Instrument

    slug = factory.Sequence(lambda n: f"instrument-{n}")
    name = factory.LazyAttribute(lambda it: it.slug)


class EventPurposeFactory(RecordFactory):
    class Meta:
        model = EventPurpose

    event = factory.SubFactory(EventFactory)
    aim = "To share what works."


class NotTwinFactory(RecordFactory):
    class Meta:
        model = NotTwin

    event = factory.SubFactory(EventFactory)
    other = factory.SubFactory(EventFactory)
    reason = "Two courses side by side"
