"""Records of a programme that are not events."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import factory

from programmes.models import (
    Commitment,
    CommitmentReview,
    Expenditure,
    Fellowship,
    FellowshipMilestone,
    FellowshipWeek,
    IatiProfile,
    NationalStatistic,
    Need,
    Offer,
    Partner,
    Statement,
    Strand,
    SupportActivity,
    SupportPerson,
)
from tests.factories.base import RecordFactory
from tests.factories.deliverables import MADE as DELIVERED
from tests.factories.members import AdministrationFactory, OrganisationFactory, PersonFactory
from tests.factories.missions import MADE as MISSIONS
from tests.factories.offices import MADE as OFFICES
from tests.factories.programmes import ProgrammeFactory, TopicFactory
from tests.factories.results import MADE as RESULTS
from tests.factories.surveys import MADE as SURVEYED


class ExpenditureFactory(RecordFactory):
    class Meta:
        model = Expenditure

    programme = factory.SubFactory(ProgrammeFactory)
    category = "TRAVEL"
    amount = Decimal("1250.50")
    currency = "USD"
    spent_on = dt.date(2023, 9, 15)
    source = "Ledger of the office"


class PartnerFactory(RecordFactory):
    """Of the whole programme, with no day."""

    class Meta:
        model = Partner

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    part = "Sends experts as resource persons"


class StrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strand

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"strand-{n}")
    name = factory.Sequence(lambda n: f"Strand {n}")


class NeedFactory(RecordFactory):
    """Of an administration; ``administration=None, sub_region="Pacific"``: of a sub-region."""

    class Meta:
        model = Need

    programme = factory.SubFactory(ProgrammeFactory)
    administration = factory.SubFactory(AdministrationFactory)
    topic = factory.SubFactory(TopicFactory)
    said_on = dt.date(2023, 1, 15)
    source = "Minutes of the meeting"


class OfferFactory(RecordFactory):
    """For the whole region."""

    class Meta:
        model = Offer

    programme = factory.SubFactory(ProgrammeFactory)
    partner = factory.SubFactory(OrganisationFactory)
    topic = factory.SubFactory(TopicFactory)
    source = "Minutes of the meeting"


class CommitmentFactory(RecordFactory):
    """Open, made in January 2023, due at the end of June."""

    class Meta:
        model = Commitment

    programme = factory.SubFactory(ProgrammeFactory)
    owner = factory.SubFactory(OrganisationFactory)
    text = "Hold a national discussion with the partners."
    follow_up = "NATIONAL"
    made_on = dt.date(2023, 1, 15)
    due_on = dt.date(2023, 6, 30)
    source = "Minutes of the meeting"


class CommitmentReviewFactory(RecordFactory):
    class Meta:
        model = CommitmentReview

    commitment = factory.SubFactory(CommitmentFactory)
    reviewed_on = dt.date(2023, 9, 1)
    state = "UNDER_WAY"
    outcome = "A first discussion was held."


class NationalStatisticFactory(RecordFactory):
    class Meta:
        model = NationalStatistic

    programme = factory.SubFactory(ProgrammeFactory)
    administration = factory.SubFactory(AdministrationFactory)
    year = 2017
    measure = "DECLARATIONS"
    value = 50000
    source = factory.Sequence(lambda n: f"annual report {n}")


class FellowshipFactory(RecordFactory):
    """Of 15 weeks, from 6 February to 19 May 2023."""

    class Meta:
        model = Fellowship

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory)
    administration = factory.SubFactory(AdministrationFactory)
    host = factory.SubFactory(OrganisationFactory)
    starts_on = dt.date(2023, 2, 6)
    ends_on = dt.date(2023, 5, 19)
    state = "COMPLETED"


class FellowshipWeekFactory(RecordFactory):
    class Meta:
        model = FellowshipWeek

    fellowship = factory.SubFactory(FellowshipFactory)
    number = factory.Sequence(lambda n: n % 15 + 1)
    done = "Took calls of the help desk."


class FellowshipMilestoneFactory(RecordFactory):
    class Meta:
        model = FellowshipMilestone

    fellowship = factory.SubFactory(FellowshipFactory)
    name = factory.Sequence(lambda n: f"Module {n} configured")
    due_on = dt.date(2023, 3, 31)


class SupportActivityFactory(RecordFactory):
    class Meta:
        model = SupportActivity

    programme = factory.SubFactory(ProgrammeFactory)
    what = "Upgrade of the manifest module"
    helper = factory.SubFactory(OrganisationFactory)
    administration = factory.SubFactory(AdministrationFactory)
    starts_on = dt.date(2023, 7, 3)
    ends_on = dt.date(2023, 7, 7)


class SupportPersonFactory(RecordFactory):
    class Meta:
        model = SupportPerson

    activity = factory.SubFactory(SupportActivityFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("activity.administration.organisation_ptr")
    side = "RECEIVED"


def _fellowship(about: Any) -> Fellowship:
    return FellowshipFactory(
        programme=about.programme,
        phase=about.phase,
        administration=about.administration,
        person__family_name=f"{about.word} fellow",
        objectives=f"{about.word} objectives",
    )


def _support(about: Any) -> SupportActivity:
    return SupportActivityFactory(
        programme=about.programme,
        phase=about.phase,
        administration=about.administration,
        what=f"{about.word} support",
    )


class IatiProfileFactory(RecordFactory):
    """Reported by an organisation that IATI knows."""

    class Meta:
        model = IatiProfile

    programme = factory.SubFactory(ProgrammeFactory)
    reporting = factory.SubFactory(OrganisationFactory, iati_identifier="XM-DAC-41112", kind="INTERNATIONAL")
    source = "Minutes of the meeting"


class StatementFactory(RecordFactory):
    """What many said together."""

    class Meta:
        model = Statement

    programme = factory.SubFactory(ProgrammeFactory)
    kind = "COMMENT"
    said_on = dt.date(2023, 1, 31)
    owner_words = "Participants of the meeting"
    text = "They look forward to the next one."
    source = "Minutes of the meeting"


# A record of each kind that belongs to one programme, phase and administration, by the word of the kind.
# ``about`` has these three, and ``word``, which is to stand in its texts. Sweeps make one of each.
MADE: dict[str, Callable[[Any], Any]] = {
    "expenditures": lambda about: ExpenditureFactory(
        programme=about.programme, phase=about.phase, source=f"{about.word} ledger"
    ),
    **DELIVERED,
    **RESULTS,
    **MISSIONS,
    **OFFICES,
    **SURVEYED,
    "needs": lambda about: NeedFactory(
        programme=about.programme, administration=about.administration, text=f"{about.word} words"
    ),
    "offers": lambda about: OfferFactory(programme=about.programme, text=f"{about.word} words"),
    "statements": lambda about: StatementFactory(programme=about.programme, text=f"{about.word} words"),
    "commitments": lambda about: CommitmentFactory(
        programme=about.programme, owner=about.administration.organisation_ptr, text=f"{about.word} promise"
    ),
    "commitment-reviews": lambda about: CommitmentReviewFactory(
        commitment__programme=about.programme,
        commitment__owner=about.administration.organisation_ptr,
        outcome=f"{about.word} outcome",
    ),
    "fellowships": _fellowship,
    "fellowship-weeks": lambda about: FellowshipWeekFactory(
        fellowship=_fellowship(about), done=f"{about.word} week"
    ),
    "fellowship-milestones": lambda about: FellowshipMilestoneFactory(
        fellowship=_fellowship(about), name=f"{about.word} milestone"
    ),
    "support": _support,
    "support-people": lambda about: SupportPersonFactory(
        activity=_support(about), person__family_name=f"{about.word} helped"
    ),
    "partners": lambda about: PartnerFactory(
        programme=about.programme, phase=about.phase, part=f"{about.word} words"
    ),
    "statistics": lambda about: NationalStatisticFactory(
        programme=about.programme, administration=about.administration, source=f"{about.word} yearbook"
    ),
    "iati": lambda about: IatiProfileFactory(programme=about.programme, source=f"{about.word} minutes"),
}
