"""Two of everything: what is a reader's own, and what is another's, each with words nobody else uses."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reports.blocks import Document
from reports.quantities import Quantity
from tests.factories.cohorts import (
    CohortAdministrationFactory,
    CohortFactory,
    CohortParticipantFactory,
    CohortStageFactory,
)
from tests.factories.kept import MADE
from tests.factories.ledger import LedgerLineFactory, SchemeFactory, TeachingLanguageFactory
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    ApiTokenFactory,
    FormerNameFactory,
    MergeFactory,
    OrganisationFactory,
    PersonFactory,
    PostingFactory,
    RegionalRoleFactory,
    SuccessionFactory,
)
from tests.factories.missions import MissionFileFactory
from tests.factories.office import OutboxMailFactory, UploadFactory
from tests.factories.programmes import (
    AgreementFactory,
    AssignmentFactory,
    AttendanceFactory,
    CallFactory,
    ClosedPeriodFactory,
    CompletionRuleFactory,
    ContributionPaymentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    InvitationFactory,
    MembershipClaimFactory,
    MembershipFactory,
    ObjectiveFactory,
    ParticipationFactory,
    PhaseFactory,
    PlanFactory,
    PlanItemFactory,
    ProgrammeFactory,
    SessionFactory,
)
from tests.factories.reports import (
    AbbreviationFactory,
    EditionFactory,
    EditionFactsFactory,
    EditionFileFactory,
    FactSheetFactory,
    PublishedFigureFactory,
    ScheduleFactory,
)
from tests.factories.surveys import QuestionnaireFileFactory
from tests.factories.teaching import (
    CascadeCheckFactory,
    CascadePersonFactory,
    CascadeSampleFactory,
    CascadeTrainingFactory,
    MaterialFactory,
    MaterialFileFactory,
    SignedListFactory,
)

DOCUMENT = Document(
    title="Report",
    subtitle="",
    programme="",
    phase="",
    period="",
    audience="",
    language="en",
    extracted_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    prepared_by="",
    reference="",
    sections=(),
).to_json()
SIDES = ("own", "other")


@dataclass
class Side:
    """Everything of one programme, one administration and one donor; ``word`` is in all its names."""

    word: str
    administration: Any = None
    donor: Any = None
    role: Any = None
    former_name: Any = None
    succession: Any = None
    published: Any = None
    programme: Any = None
    phase: Any = None
    event: Any = None
    row: Any = None
    posting: Any = None
    second: Any = None
    session: Any = None
    planned: Any = None
    invitation: Any = None
    nominee: Any = None
    upload: Any = None
    period: Any = None
    agreement: Any = None
    claim: Any = None
    payment: Any = None
    objective: Any = None
    plan_item: Any = None
    mail: Any = None
    merge: Any = None
    edition: Any = None
    older_edition: Any = None
    schedule: Any = None
    submitted: Any = None
    line: Any = None
    draft: Any = None
    nominee_of_others: Any = None
    focal_point: Any = None
    acting: Any = None
    token: Any = None
    place: Any = None
    cascade: Any = None
    taught: Any = None
    sample: Any = None
    material: Any = None
    check: Any = None

    cohort: Any = None
    stage: Any = None
    in_cohort: Any = None
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def names_of_people(self) -> list[str]:
        return [f"{self.word}{who}" for who in ("officer", "nominee", "rival", "learner", "fellow")]


def with_more(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the records with documents of a mission and of a questionnaire, and a word of the office."""
    return kept | {
        "abbreviation": AbbreviationFactory(),
        "mission-file": MissionFileFactory(mission=kept["missions"]),
        "questionnaire-file": QuestionnaireFileFactory(questionnaire=kept["questionnaires"]),
    }


def side(word: str) -> Side:
    """Make one side of the world."""
    it = Side(word)
    it.administration = AdministrationFactory(name=f"{word} Customs", member_name=f"{word}land")
    it.role, it.donor, it.former_name, it.succession = (
        RegionalRoleFactory(administration=it.administration),
        OrganisationFactory(name=f"{word} Fund"),
        FormerNameFactory(administration=it.administration, name=f"Old {word}land"),
        SuccessionFactory(successor=it.administration),
    )
    it.programme = ProgrammeFactory(
        code=word[:4].upper(), name=f"{word} Programme", short_name=f"{word} Programme"
    )
    it.phase = PhaseFactory(programme=it.programme, name=f"{word} Phase")
    FundingFactory(phase=it.phase, donor=it.donor)
    membership = MembershipFactory(programme=it.programme, administration=it.administration)
    it.claim = MembershipClaimFactory(membership=membership, source=f"{word} charter")
    it.payment = ContributionPaymentFactory(contribution__membership=membership, source=f"{word} receipt")
    it.published = PublishedFigureFactory(programme=it.programme, name=f"{word} figure")
    FactSheetFactory(programme=it.programme, situation=f"{word} sheet")
    about = {"programmes": [it.programme], "phases": [it.phase]}
    it.event = EventFactory(title=f"{word} workshop", **about)
    HeadcountFactory(event=it.event, organisation=it.administration, people=7)
    person: Any = PersonFactory(
        family_name=f"{word}officer", given_names="Ana", sex="WOMAN", email=f"{word.lower()}@example.org"
    )
    it.row = ParticipationFactory(
        event=it.event, person=person, organisation=it.administration, position=f"{word} inspector"
    )
    it.posting, it.second = person.postings.get(), PersonFactory(family_name=f"{word}second")
    PostingFactory(person=it.second, organisation=it.administration)
    it.session = SessionFactory(event=it.event)
    AttendanceFactory(session=it.session, participation=it.row)
    CompletionRuleFactory(event=it.event)
    # A certificate is checked by anybody: its name as certified is no name of the register here.
    scheme = SchemeFactory(name=f"{word} scheme", programme=it.programme)
    it.line = LedgerLineFactory(person=person, scheme=scheme, evidence=f"{word} letter")
    TeachingLanguageFactory(person=person)
    _cascade(it)
    _call(it, about)
    _office(it)
    _accounts(it)
    _cohort(it)
    return it


def _cascade(it: Side) -> None:
    """A training that the officer of the side gave, whom it taught, its list, and a check of it."""
    it.cascade = CascadeTrainingFactory(
        programme=it.programme, trainer=it.row.person, organisation=it.administration, note=f"{it.word} note"
    )
    it.taught = CascadePersonFactory(
        training=it.cascade, person=PersonFactory(family_name=f"{it.word}learner")
    )
    SignedListFactory(training=it.cascade)
    it.material = MaterialFactory(
        programme=it.programme, title=f"{it.word} material", audience="MEMBERS", topic=it.cascade.topic
    )
    MaterialFileFactory(material=it.material, content=f"%PDF-{it.word} module".encode())
    it.sample = CascadeSampleFactory(programme=it.programme)
    it.check = CascadeCheckFactory(sample=it.sample, training=it.cascade)


def _call(it: Side, about: dict[str, Any]) -> None:
    """A planned event, to which the side and a neighbour were asked to nominate."""
    word = it.word
    it.planned = EventFactory(title=f"{word} planned", planned=True, **about)
    call = CallFactory(event=it.planned, sent=True)
    it.invitation = InvitationFactory(call=call, administration=it.administration)
    it.nominee = ParticipationFactory(
        event=it.planned,
        person=PersonFactory(family_name=f"{word}nominee"),
        organisation=it.administration,
        state="NOMINATED",
        rank=1,
    )
    rivals = AdministrationFactory(name=f"{word} Neighbour", member_name=f"{word} Neighbour")
    InvitationFactory(call=call, administration=rivals)
    it.nominee_of_others = ParticipationFactory(
        event=it.planned,
        person=PersonFactory(family_name=f"{word}rival"),
        organisation=rivals,
        state="NOMINATED",
        rank=1,
    )


def _cohort(it: Side) -> None:
    """A cohort with the officer of the side, and with a fellow of a neighbour who took somebody's place."""
    it.cohort = CohortFactory(title=f"{it.word} cohort", programme=it.programme)
    it.stage = CohortStageFactory(cohort=it.cohort, event=it.event)
    group = CohortAdministrationFactory(cohort=it.cohort, administration=it.administration)
    about = {"cohort": it.cohort, "left_on": "2023-12-31", "left_reason": f"{it.word} reason"}
    fellow = CohortParticipantFactory(person=PersonFactory(family_name=f"{it.word}fellow"), **about)
    it.in_cohort = CohortParticipantFactory(
        cohort=it.cohort, person=it.row.person, administration=group.administration, replaces=fellow
    )


def _office(it: Side) -> None:
    """A list that was sent in, a closed period, a mail, a merge and two reports."""
    word, iso2 = it.word, it.administration.iso2
    content = f"Family name\tCountry\n{word}listed\t{iso2}\n".encode()
    it.upload = UploadFactory(subject=it.event, is_pasted=True, content=content, name=f"{word}.txt")
    it.period = ClosedPeriodFactory(programme=it.programme, starts_on="2019-01-01", ends_on="2019-12-31")
    it.kept = with_more({each: make(it) for each, make in MADE.items()})
    it.agreement = AgreementFactory(organisation=it.donor, programme=it.programme, title=f"{word} Memorandum")
    it.objective = ObjectiveFactory(programme=it.programme, statement=f"{word} pillar")
    plan = PlanFactory(programme=it.programme, title=f"{word} plan")
    it.plan_item = PlanItemFactory(plan=plan, title=f"{word} activity", pillar=it.objective)
    about = {"subject": it.planned, "to": f"{word.lower()}@example.org"}
    it.mail = OutboxMailFactory(body=f"{word}nominee was nominated.", **about)
    it.mail.subject = f"{word} call"
    it.mail.save()
    it.merge = MergeFactory(kept=it.second)
    it.edition = EditionFactory(released=True, document=DOCUMENT, programme=it.programme, phase=it.phase)
    EditionFileFactory(edition=it.edition, content=f"{word} content".encode())
    of_it = {"programme": it.programme, "phase": it.phase, "document": DOCUMENT}
    it.older_edition = EditionFactory(released=True, state="SUPERSEDED", **of_it)
    it.submitted = EditionFactory(submitted=True, **of_it, donor=it.donor)
    own = {"by": "administration", "key": it.administration.pk, "label": "", "indicator": "people"}
    EditionFactsFactory(edition=it.submitted, figures=[own | {"quantity": Quantity.unknown().to_json()}])
    it.schedule = ScheduleFactory(programme=it.programme, phase=it.phase)
    it.draft = EditionFactory(programme=it.programme, phase=it.phase)


def _accounts(it: Side) -> None:
    """The focal point, a token of its own, a place where it is signed in, and who acts for it."""
    for_it = {"focal_point": True, "organisation": it.administration.organisation_ptr}
    it.focal_point = AccountFactory(name=f"{it.word}speaker", **for_it)
    ends_at = timezone.now() + dt.timedelta(days=9)
    it.acting = AccountFactory(name=f"{it.word}acting", ends_at=ends_at, **for_it)
    it.token = ApiTokenFactory(account=it.focal_point, name=f"{it.word} dashboard")
    it.place = UserSession.objects.create(
        user=it.focal_point,
        session_key=f"{it.word}-elsewhere",
        ip="192.0.2.7",
        user_agent=f"{it.word} browser",
    )


@dataclass
class World:
    """Both sides, and one reader of each kind who belongs to the first."""

    own: Side = field(default_factory=lambda: side("Palm"))
    other: Side = field(default_factory=lambda: side("Reef"))
    readers: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = self.own
        officer = AssignmentFactory(programme=own.programme).account
        self.readers = {
            "N": AnonymousUser(),
            "A": AccountFactory(administrator=True),
            "O": officer,
            "U": AccountFactory(auditor=True),
            "F": own.focal_point,
            "D": AccountFactory(donor=True, organisation=own.donor),
            "T": AccountFactory(master_trainer=True, person=own.row.person),
        }

    def hidden_from(self, reader: str) -> list[str]:
        """Return words that must not stand in anything the reader is sent."""
        own, other = self.own, self.other
        theirs = [
            "Reef letter",
            *other.names_of_people,
            "Reefsecond",
            "Reeflisted",
            "Reef inspector",
            "reef@example.org",
        ]
        of_theirs = [
            "Reef workshop",
            "Reef cohort",
            "Reef planned",
            "Reef Programme",
            "Reef content",
            "Reef call",
            "Reef charter",
            "Reef receipt",
            "Reef sheet",
        ]
        rivals, mine = (
            ["Palmrival", "Palmfellow", "Palm reason", "Reef reason"],
            ["Palm letter", *own.names_of_people, "Palmsecond", "Palmlisted", "palm@example.org"],
        )
        mail, position = ["Palm call", "was nominated"], ["Palm inspector"]
        places = ["Palm browser", "Reef browser"]  # where one is signed in is told to nobody else
        logins = [
            *(f"{side}{who}" for side in ("Palm", "Reef") for who in ("speaker", "acting")),
            "Reef dashboard",
            "Palm dashboard",
        ]
        return {
            "N": [*theirs, *of_theirs[:3], *mine, *rivals, *mail, *position, "Palm workshop", "Palm content"],
            "A": [],
            "O": logins,
            "U": [],
            "F": [*theirs, *of_theirs, *rivals, *mail, "Palmlisted", "Reefspeaker", "Reefacting"],
            "D": [*theirs, *of_theirs, *mine, *rivals, *mail, *position, *logins],
            "T": [*theirs, *of_theirs, *rivals, *mail, "Palmnominee", "Palmsecond", "Palmlisted", *logins],
        }[reader] + (places[1:] if reader == "F" else places)
