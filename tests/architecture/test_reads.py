"""A page that shows must not write; what is logged of reading is named here."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from capacity.signing_in.urls import urlpatterns as signing_in
from programmes.actions.survey_letters import Key, token_of
from tests.architecture.test_guards import PAGES
from tests.factories.cohorts import CohortParticipantFactory, CohortStageFactory
from tests.factories.kept import MADE, SupportActivityFactory
from tests.factories.ledger import LedgerLineFactory
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
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
    ClosedPeriodFactory,
    CompletionRuleFactory,
    ContributionPaymentFactory,
    EventFactory,
    HeadcountFactory,
    InvitationFactory,
    MembershipClaimFactory,
    MembershipFactory,
    ObjectiveFactory,
    ParticipationFactory,
    PhaseFactory,
    PlanItemFactory,
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
from tests.factories.surveys import QuestionnaireFactory, QuestionnaireFileFactory
from tests.factories.teaching import (
    CascadeCheckFactory,
    CascadePersonFactory,
    CascadeTrainingFactory,
    MaterialFactory,
    MaterialFileFactory,
    SignedListFactory,
)
from tests.policy.world import DOCUMENT

# The log of who read personal data is the one thing a GET may write.
READS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", 'INSERT INTO "office_readentry"')
ONLY_BY_POST = {
    "logout",
    "account_logout",
    "reports:edition-retry",
    "reports:edition-cancel",
    "reports:edition-submit",
    "reports:edition-send-back",
    "reports:edition-release",
    "reports:mail-retry",
    "programmes:event-people-mark",
    "programmes:twin-decide",
    "programmes:event-sessions-plan",
    "programmes:call-send",
    "programmes:call-outcome",
    "programmes:invitation-rank",
    "members:duplicate-not-same",
    "reports:merge-preview",
    "programmes:list-undo",
    "members:account-invite-again",
    "members:account-end",
    "members:account-restore",
    "members:account-sign-out",
    "members:account-factor-take",
    "members:session-end",
    "members:session-end-others",
    "members:token-revoke",
    "trainers:stages-plan",
    "trainers:stage-take",
    "trainers:certificate-take-back",
}
ABOUT = {
    "programmes:invitation-rank": "programmes:invitation-page",
    "reports:mail-retry": "reports:mail-page",
}  # elsewhere: the event, or edition
ELSEWHERE = {route.name for route in signing_in}  # about who signs in: tests/signing_in
# A donor's, a focal point's.
NOT_AN_ADMINISTRATORS = {
    "reports:funded",
    "programmes:questionnaire-file-remove",
    *(f"programmes:own-need-{page}" for page in ("new", "edit", "withdraw")),
}
OF_A_TRAINING = (
    "cascade-training",
    "cascade-edit",
    "cascade-remove",
    "cascade-name",
    "cascade-list-attach",
    "cascade-list-file",
)
OF_A_MATERIAL = ("material-page", "material-edit", "material-remove", "material-file")
NAMES = sorted(name for name in PAGES if name not in ONLY_BY_POST | ELSEWHERE)


def about_teaching():
    """Cascade training and materials, and the addresses of their pages."""
    training = CascadeTrainingFactory()
    SignedListFactory(training=training)
    check, material = CascadeCheckFactory(), MaterialFactory()
    MaterialFileFactory(material=material)
    return {
        **{f"trainers:{page}": [training.pk] for page in OF_A_TRAINING},
        "trainers:cascade-take-off": [training.pk, CascadePersonFactory(training=training).pk],
        "trainers:cascade-tree": [training.trainer_id],
        "trainers:sample-page": [check.sample_id],
        "trainers:sample-check": [check.sample_id, check.pk],
        **{f"trainers:{page}": [material.pk] for page in OF_A_MATERIAL},
    }


def about_words():
    return dict.fromkeys(
        ("reports:abbreviation-edit", "reports:abbreviation-remove"), [AbbreviationFactory().pk]
    )


def about_the_past(administration):
    """What an administration was called, who became it, and the addresses of their pages."""
    name = FormerNameFactory(administration=administration)
    became = SuccessionFactory(successor=administration)
    return {
        **{f"members:{word}-new": [administration.iso2] for word in ("former-name", "succession")},
        **{f"members:former-name-{page}": [name.pk] for page in ("edit", "remove")},
        **{f"members:succession-{page}": [became.pk] for page in ("edit", "remove")},
    }


def about_a_cohort(programme, event):
    """A cohort, and the addresses of its pages."""
    participant = CohortParticipantFactory(cohort__programme=programme)
    cohort = participant.cohort
    stage = CohortStageFactory(cohort=cohort, event=event)
    return {
        "trainers:cohort-page": [cohort.pk],
        "trainers:cohort-edit": [cohort.pk],
        "trainers:cohort-remove": [cohort.pk],
        "trainers:cohort-expected": [cohort.pk],
        "trainers:group-add": [cohort.pk],
        "trainers:group-edit": [cohort.pk, cohort.administrations.get().pk],
        "trainers:stages-plan": [cohort.pk],
        "trainers:stage-new": [cohort.pk],
        "trainers:stage-edit": [cohort.pk, stage.pk],
        "trainers:stage-attendance": [cohort.pk, stage.pk],
        "trainers:stage-take": [cohort.pk, stage.pk],
        "trainers:cohort-certify": [cohort.pk],
        "trainers:participant-new": [cohort.pk],
        "trainers:participant-list": [cohort.pk],
        "trainers:participant-workbook": [cohort.pk],
        "trainers:participant-edit": [cohort.pk, participant.pk],
        "trainers:participant-leave": [cohort.pk, participant.pk],
        "trainers:participant-remove": [cohort.pk, participant.pk],
        "trainers:participant-certify": [cohort.pk, participant.pk],
        "trainers:certificate-take-back": [cohort.pk, participant.pk],
    }


def about_members(programme, administration):
    """A member of the programme, and the addresses of its pages."""
    membership = MembershipFactory(programme=programme, administration=administration)
    claim = MembershipClaimFactory(membership=membership)
    payment = ContributionPaymentFactory(contribution__membership=membership)
    contribution = payment.contribution
    return {
        **{f"programmes:membership-{page}": [membership.pk] for page in ("page", "edit", "remove")},
        "programmes:claim-new": [membership.pk],
        "programmes:claim-edit": [membership.pk, claim.pk],
        "programmes:claim-remove": [membership.pk, claim.pk],
        "programmes:contribution-new": [membership.pk],
        **{f"programmes:contribution-{page}": [contribution.pk] for page in ("page", "edit", "remove")},
        "programmes:payment-new": [contribution.pk],
        "programmes:payment-remove": [contribution.pk, payment.pk],
    }


def about_kept_records(phase, administration):
    """One record of each kind, and the addresses of its pages."""
    about = SimpleNamespace(
        programme=phase.programme, phase=phase, administration=administration, word="Atoll"
    )
    made = {word: make(about) for word, make in MADE.items()}
    survey, questionnaire, evaluation = (made[word] for word in ("surveys", "questionnaires", "evaluations"))
    return {
        "programmes:survey-send": [survey.pk],
        "programmes:recommendation-answer": [made["recommendations"].pk],
        "reports:framework": [made["frameworks"].pk],
        "reports:result": [made["result-indicators"].pk],
        "reports:survey-page": [survey.pk],
        **{f"programmes:questionnaire-{page}": [questionnaire.pk] for page in ("answer", "agree", "reopen")},
        **about_a_link_of_a_survey(administration),
        **{f"programmes:own-need-{page}": [made["needs"].pk] for page in ("edit", "withdraw")},
        **about_documents(made["missions"]),
        **{f"reports:evaluation-{page}": [evaluation.pk] for page in ("page", "sheet")},
        "programmes:evaluation-scores": [evaluation.pk],
        "programmes:reaction": [evaluation.code],
        **{
            f"programmes:{word}-{page}": [record.pk]
            for word, record in made.items()
            for page in ("page", "edit", "remove")
        },
    }


def about_documents(mission):
    """What is attached to a mission and to an answered questionnaire."""
    file, sent = MissionFileFactory(mission=mission), QuestionnaireFileFactory(questionnaire__answered=True)
    return {
        **{f"programmes:mission-{page}": [mission.pk] for page in ("files", "attach")},
        **{f"programmes:questionnaire-{page}": [sent.questionnaire_id] for page in ("files", "attach")},
        **{f"programmes:mission-file{deed}": [file.pk] for deed in ("", "-remove")},
        **{f"programmes:questionnaire-file{deed}": [sent.pk] for deed in ("", "-remove")},
    }


def about_a_link_of_a_survey(administration):
    """What a mail about a survey that is open leads to."""
    questionnaire = QuestionnaireFactory(administration=administration, survey__closes_on="2100-12-31")
    speaker = AccountFactory(focal_point=True, organisation=administration.organisation_ptr)
    token = token_of(Key(questionnaire.survey_id, speaker.pk, administration.pk))
    return {
        "programmes:survey-by-link": [token],
        "programmes:questionnaire-by-link": [token, questionnaire.pk],
    }


def about_editions(phase, administration):
    """A draft, one that is submitted and tells of the administration, and two of one report."""
    same = {"programme": phase.programme, "phase": phase, "document": DOCUMENT}
    draft = EditionFactsFactory(edition__programme=phase.programme).edition
    submitted = EditionFactory(submitted=True, donor=OrganisationFactory(), **same)
    EditionFactsFactory(edition=submitted, figures=[{"by": "administration", "key": administration.pk}])
    first, second = (EditionFactory(released=True, state="SUPERSEDED", **same) for _ in range(2))
    return {
        "reports:schedule-edit": [ScheduleFactory(programme=phase.programme).pk],
        "reports:edition-chapters": [draft.key],
        "reports:edition-preview": [submitted.key, administration.iso2],
        "reports:edition-changes": [second.key],
        "reports:edition-changes-between": [second.key, first.key],
    }


@pytest.fixture
def world(db):
    """One of everything a page may be about, and the address of each page."""
    phase = PhaseFactory()
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    HeadcountFactory(event=event)
    row = ParticipationFactory(event=event)
    session = SessionFactory(event=event)
    AttendanceFactory(session=session, participation=row)
    CompletionRuleFactory(event=event)
    invitation = InvitationFactory(call__event=event)
    nominee = ParticipationFactory(event=event, organisation=invitation.administration, rank=1)
    content = f"Family name\tCountry\nSeru\t{row.organisation.administration.iso2}\n".encode()
    upload = UploadFactory(subject=event, is_pasted=True, content=content)
    period = ClosedPeriodFactory(programme=phase.programme, starts_on="2019-01-01", ends_on="2019-12-31")
    mail = OutboxMailFactory()
    edition = EditionFactory(released=True, programme=phase.programme, phase=phase, is_public=True)
    EditionFileFactory(edition=edition)
    building = EditionFactory(programme=phase.programme)
    administration = AdministrationFactory()
    posting = PostingFactory(organisation=administration)
    published = PublishedFigureFactory(programme=phase.programme)
    role = RegionalRoleFactory(administration=administration)
    person, other, merge = posting.person, PersonFactory(), MergeFactory()
    officer = AccountFactory(officer=True)
    line = LedgerLineFactory(person=person)
    item = PlanItemFactory(plan__programme=phase.programme)
    support = SupportActivityFactory(programme=phase.programme)
    arguments = {
        **about_teaching(),
        **about_members(phase.programme, administration),
        **about_a_cohort(phase.programme, event),
        **about_kept_records(phase, administration),
        **about_editions(phase, administration),
        "reports:administration-page": [administration.iso2],
        "reports:programme-page": [phase.programme.code],
        **{f"reports:{page}": [phase.programme.code] for page in ("fact-sheet", "fact-sheet-edit")},
        "reports:fact-sheet-file": [FactSheetFactory(programme=phase.programme).programme.code, "zip"],
        "reports:event-page": [event.pk],
        "reports:edition-page": [building.key],
        "reports:edition-progress": [building.key],
        "reports:edition-file": [edition.key, "csv"],
        "reports:mail-page": [mail.pk],
        "programmes:twin-decide": [event.pk, EventFactory(programmes=[phase.programme]).pk],
        "programmes:event-edit": [event.pk],
        "programmes:event-state": [event.pk],
        "programmes:event-remove": [event.pk],
        "programmes:event-headcounts": [event.pk],
        "programmes:event-people": [event.pk],
        "programmes:event-people-add": [event.pk],
        "programmes:event-people-paste": [event.pk],
        "programmes:event-people-workbook": [event.pk],
        "programmes:list-look": [upload.pk],
        "programmes:list-remarks": [upload.pk],
        "programmes:list-undo": [upload.pk],
        "programmes:officer-list": [administration.iso2],
        "programmes:officer-workbook": [administration.iso2],
        "programmes:invitation-list": [invitation.pk],
        "programmes:invitation-workbook": [invitation.pk],
        "programmes:participation-edit": [event.pk, row.pk],
        "programmes:participation-remove": [event.pk, row.pk],
        "programmes:event-sessions": [event.pk],
        "programmes:session-new": [event.pk],
        "programmes:session-edit": [event.pk, session.pk],
        "programmes:session-remove": [event.pk, session.pk],
        "programmes:event-attendance": [event.pk],
        "programmes:event-attendance-sheet": [event.pk],
        "programmes:event-attendance-workbook": [event.pk],
        "programmes:event-attendance-paste": [event.pk],
        "programmes:event-completion": [event.pk],
        "programmes:event-completion-rule": [event.pk],
        "programmes:event-call": [event.pk],
        "programmes:call-edit": [event.pk],
        "programmes:event-selection": [event.pk],
        "programmes:invitation-seats": [event.pk, invitation.pk],
        "programmes:invitation-page": [invitation.pk],
        "programmes:invitation-nominate": [invitation.pk],
        "programmes:nominee-withdraw": [invitation.pk, nominee.pk],
        "programmes:agreement-amend": [AgreementFactory(programme=phase.programme).pk],
        "programmes:objective-edit": [ObjectiveFactory(programme=phase.programme).pk],
        **{f"programmes:{page}": [item.plan_id] for page in ("plan-edit", "plan-item-new")},
        **{f"programmes:plan-item-{page}": [item.pk] for page in ("edit", "remove")},
        "reports:plan-page": [item.plan_id],
        "programmes:event-purpose": [event.pk],
        "programmes:support-list-send": [support.pk],
        "programmes:support-list-workbook": [support.pk],
        "trainers:event-materials": [event.pk],
        "programmes:period-reopen": [period.pk],
        "reports:person-page": [person.pk],
        "reports:person-data": [person.pk],
        "reports:person-data-file": [person.pk],
        "reports:person-anonymise": [person.pk],
        "reports:record-history": ["event", event.pk],
        "reports:record-readers": ["person", person.pk],
        "reports:merge-preview": [person.pk, other.pk],
        "members:person-edit": [person.pk],
        "members:organisation-edit": [posting.organisation_id],
        **dict.fromkeys(("reports:published-edit", "reports:published-remove"), [published.pk]),
        **about_the_past(administration),
        **dict.fromkeys(
            ("reports:abbreviation-edit", "reports:abbreviation-remove"), [AbbreviationFactory().pk]
        ),
        **dict.fromkeys(("members:regional-role-edit", "members:regional-role-remove"), [role.pk]),
        "members:posting-new": [person.pk],
        "members:posting-edit": [person.pk, posting.pk],
        "members:posting-move": [person.pk, posting.pk],
        "members:posting-standing": [person.pk, posting.pk],
        "members:person-merge": [person.pk, other.pk],
        "members:duplicate-not-same": [person.pk, other.pk],
        "members:account-page": [officer.pk],
        "members:account-edit": [officer.pk],
        "members:account-invite-again": [officer.pk],
        "members:account-end": [officer.pk],
        "members:account-restore": [officer.pk],
        "members:account-sign-out": [officer.pk],
        "members:account-factor-take": [officer.pk],
        "members:session-end": [1],
        "members:session-end-others": [],
        "members:token-revoke": [1],
        "programmes:account-programmes": [officer.pk],
        "trainers:person-ledger": [person.pk],
        "trainers:line-new": [person.pk],
        "trainers:line-correct": [person.pk, line.pk],
        "trainers:person-languages": [person.pk],
        "trainers:check": [line.code],
        "reports:certificate": [line.pk],
        "members:merge-page": [merge.pk],
        "members:merge-split": [merge.pk],
    }
    account = AccountFactory(administrator=True, person=person)
    AssignmentFactory(account=account, programme=phase.programme)
    return account, arguments


def _only_reads(execute, sql, params, many, context):
    assert sql.startswith(READS), sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_shows_writes_nothing(client, world, name):
    account, arguments = world
    client.force_login(account)
    asked = {
        "reports:evidence": {"indicator": "participations"},
        "reports:figure-readers": {"indicator": "participations"},
        "reports:split-file": {"by": "topic"},
    }
    query = asked.get(name, {})

    with connection.execute_wrapper(_only_reads):
        answer = client.get(reverse(name, args=arguments.get(name, [])), query)

    assert answer.status_code in {200, 302, 403}
    if name not in {"reports:front", "reports:edition-progress"}:
        assert answer.status_code == (403 if name in NOT_AN_ADMINISTRATORS else 200)


@pytest.mark.parametrize("name", sorted(ONLY_BY_POST - ELSEWHERE))
def test_what_changes_something_is_not_done_by_following_a_link(client, world, name):
    account, arguments = world
    client.force_login(account)
    beside = ABOUT.get(name, "reports:edition-page" if "reports:" in name else "programmes:event-people")
    about = arguments[name] if name in arguments else arguments[beside]

    assert client.get(reverse(name, args=about)).status_code == 405
