"""What came back of a follow-up survey: numbers for all, examples as agreed, the report."""

import datetime as dt

import pytest
from django.urls import reverse

from reports.documents.kinds import GOOD_PRACTICE_REPORT, offered
from reports.documents.making import make_document
from reports.periods import Period
from reports.scope import Scope
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import EventFactory, FundingFactory, MembershipFactory, ProgrammeFactory
from tests.factories.surveys import QuestionnaireFactory, SurveyAnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db

YEAR = Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
NOW = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)


@pytest.fixture
def survey():
    """Two workshops, asked of Fiji and Samoa; Fiji answered about the first, and one answer is agreed on."""
    survey = SurveyFactory(sent_at=NOW, conclusion="Most was applied.\n\nAsk <b>again</b>.")
    fiji = AdministrationFactory(member_name="Fiji", country__iso2="FJ")
    samoa = AdministrationFactory(member_name="Samoa", country__iso2="WS")
    first, second = (EventFactory(title=title) for title in ("Valuation", "Risk"))
    answered = QuestionnaireFactory(survey=survey, event=first, administration=fiji, answered=True)
    SurveyAnswerFactory(questionnaire=answered, text="A desk was opened", is_agreed=True)
    SurveyAnswerFactory(questionnaire=answered, question="LESSONS", text="Kept to ourselves")
    draft = QuestionnaireFactory(survey=survey, event=first, administration=samoa)
    SurveyAnswerFactory(questionnaire=draft, text="Only a draft")
    QuestionnaireFactory(survey=survey, event=second, administration=samoa)
    return survey


def report_of(survey, reader):
    scope = Scope(reader, programme=survey.programme, period=YEAR, for_others=True)
    return make_document(scope, reference="X-001", now=NOW, kind=GOOD_PRACTICE_REPORT)


def test_the_report_has_its_six_headings_a_conclusion_and_two_appendices(survey, administrator):
    titles = [section.title for section in report_of(survey, administrator).sections]

    assert titles == [
        "Responses to the survey",
        "Follow-up actions taken by the participants",
        "Application of lessons learned to the administration's performance",
        "Direct effects observed from that application",
        "Perceived improvement in work efficiency and effectiveness",
        "Modernization projects started because of the workshop",
        "Conclusion and recommendations",
        "Appendix 1: the questionnaire",
        "Appendix 2: abbreviations",
    ]


def test_the_report_counts_every_answer_and_quotes_only_what_was_agreed_on(survey, administrator):
    document = report_of(survey, administrator)
    text = document.canonical_json()

    assert "A desk was opened" in text
    assert "Kept to ourselves" not in text
    assert "Only a draft" not in text
    lessons = document.sections[2].blocks[0]
    assert lessons.rows == (("Valuation", 1, 0, 0), ("All", 1, 0, 0))


def test_the_report_says_who_answered_for_which_workshop(survey, administrator):
    figures, by_name, by_workshop, who, _definitions = report_of(survey, administrator).sections[0].blocks

    assert [str(each.quantity.low) for each in figures.figures] == ["3", "1", "33.3"]
    assert [(row[0], *(each.low for each in row[1:3])) for row in by_name.rows] == [
        ("Fiji", 1, 1),
        ("Samoa", 2, 0),
    ]
    assert by_workshop.rows[-1] == ("", "All", "", 3, 1)
    assert who.rows == (("Fiji (FJ)", "answered", ""), ("Samoa (WS)", "no answer", "no answer"))


def test_a_survey_of_another_year_is_not_in_the_report(survey, administrator):
    scope = Scope(
        administrator, programme=survey.programme, period=Period(dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    )

    assert make_document(scope, reference="X", now=NOW, kind=GOOD_PRACTICE_REPORT).sections == ()


def test_the_report_is_offered_where_a_survey_was_sent(survey):
    other = SurveyFactory()

    assert GOOD_PRACTICE_REPORT in offered([survey.programme])
    assert GOOD_PRACTICE_REPORT not in offered([other.programme, ProgrammeFactory()])


def test_an_officer_sees_who_has_not_answered_and_the_others_numbers_and_their_own(client, survey, assigned):
    MembershipFactory(programme=survey.programme, administration=survey.questionnaires.first().administration)
    FundingFactory(phase__programme=survey.programme)
    page = reverse("reports:survey-page", args=[survey.pk])

    def shown(account):
        client.force_login(account)
        return client.get(page).content.decode()

    officer = shown(assigned(survey.programme))
    fiji = survey.questionnaires.first().administration
    focal_point = shown(AccountFactory(focal_point=True, organisation=fiji.organisation_ptr))
    donor = shown(AccountFactory(donor=True, organisation=survey.programme.phases.get().funding.get().donor))

    assert "Who has not answered" in officer
    assert "Samoa" in officer
    for told in (focal_point, donor):
        assert "33.3" in told
        assert "Samoa" not in told
