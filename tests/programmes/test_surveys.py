"""The follow-up survey: who is asked, reminded and answers; what is refused; what a link of a mail opens."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import OutboxMail
from programmes.actions import survey_letters, surveying
from programmes.actions.surveying import Given
from programmes.models import Questionnaire, Survey, SurveyAnswer
from programmes.models.surveys import Question, Verdict
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory
from tests.factories.programmes import (
    EventFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
)
from tests.factories.surveys import QuestionnaireFactory, SurveyAnswerFactory, SurveyFactory

pytestmark = pytest.mark.django_db

BY = Actor(None, Door.JOB)
OPEN = dt.datetime(2024, 2, 1, 9, tzinfo=dt.UTC)
EVERYTHING = {question: Given(Verdict.YES, f"About {question}") for question in Question}
LINK = re.compile(r"/answer/\S+")


def speaker(administration, **about):
    return AccountFactory(focal_point=True, organisation=administration.organisation_ptr, **about)


def workshop_with(programme, *administrations, **about):
    event = EventFactory(programmes=[programme], **about)
    for each in administrations:
        HeadcountFactory(event=event, organisation=each.organisation_ptr, people=2)
    return event


def send(survey, now=OPEN):
    return surveying.send(survey=survey, today=now.date(), now=now, by=BY)


def answer(questionnaire, answers=EVERYTHING, now=OPEN, by=BY):
    about = {"version": questionnaire.version, "answers": answers, "now": now, "by": by}
    surveying.send_answers(questionnaire=questionnaire, **about)


@pytest.fixture
def fiji():
    return AdministrationFactory(member_name="Fiji")


@pytest.fixture
def samoa():
    return AdministrationFactory(member_name="Samoa")


# --- Who is asked ---------------------------------------------------------------------------------


def test_everybody_who_took_part_is_asked_about_each_workshop_once(fiji, samoa):
    programme = ProgrammeFactory()
    first = workshop_with(programme, fiji, samoa)
    second = EventFactory(programmes=[programme])
    ParticipationFactory(event=second, organisation=samoa.organisation_ptr)
    ParticipationFactory(event=second, organisation=fiji.organisation_ptr, state="NO_SHOW")
    HeadcountFactory(event=second, organisation=OrganisationFactory(), people=3)  # no administration
    HeadcountFactory(event=second, organisation=fiji.organisation_ptr, role="OBSERVER")
    survey = SurveyFactory(programme=programme, workshops=[first, second])

    send(survey)
    send(survey)

    asked = set(survey.questionnaires.values_list("event", "administration"))
    assert asked == {(first.pk, fiji.pk), (first.pk, samoa.pk), (second.pk, samoa.pk)}
    assert survey.questionnaires.count() == 3


def test_each_focal_point_has_one_mail_with_a_link_that_the_outbox_does_not_show(fiji, samoa):
    programme = ProgrammeFactory()
    events = [workshop_with(programme, fiji, title=f"Workshop {number}") for number in (1, 2)]
    account = speaker(fiji)
    speaker(samoa)  # took part in nothing
    survey = SurveyFactory(programme=programme, workshops=events)

    assert send(survey) == 1

    mail = OutboxMail.objects.get()
    assert mail.to == account.email
    assert "Workshop 1" in mail.body
    assert "Workshop 2" in mail.body
    assert LINK.search(mail.whole)
    assert not LINK.search(mail.body)


def test_an_administration_that_is_entered_later_is_asked_when_it_is_sent_again(fiji, samoa):
    programme = ProgrammeFactory()
    event = workshop_with(programme, fiji)
    speaker(fiji), speaker(samoa)
    survey = SurveyFactory(programme=programme, workshops=[event])
    send(survey)
    HeadcountFactory(event=event, organisation=samoa.organisation_ptr, people=1)

    assert send(survey) == 1
    assert survey.questionnaires.count() == 2
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("day", [dt.date(2024, 1, 7), dt.date(2024, 4, 1)])
def test_it_is_sent_while_it_is_open(fiji, day):
    programme = ProgrammeFactory()
    survey = SurveyFactory(programme=programme, workshops=[workshop_with(programme, fiji)])

    with pytest.raises(ValidationError):
        surveying.send(survey=survey, today=day, now=OPEN, by=BY)
    assert not survey.questionnaires.exists()


def test_a_new_survey_asks_about_what_was_held_in_its_year_by_the_years_of_the_programme(client, assigned):
    programme = ProgrammeFactory(year_starts_in=7)
    inside = EventFactory(programmes=[programme], starts_on="2018-06-25", ends_on="2018-06-29")
    EventFactory(programmes=[programme], starts_on="2018-07-02", ends_on="2018-07-03")  # next year
    EventFactory(programmes=[programme], starts_on="2018-03-05", ends_on="2018-03-06", planned=True)
    EventFactory(programmes=[programme], starts_on="2018-03-05", ends_on="2018-03-06", kind="MEETING")
    client.force_login(assigned(programme))
    sent = {
        "programme": programme.pk,
        "year": 2017,
        "opens_on": "2018-09-01",
        "closes_on": "2018-12-31",
        "reminders": "30, 7",
        "version": 1,
    }

    answer = client.post(reverse("programmes:surveys-new"), sent)

    survey = Survey.objects.get()
    assert answer.url == survey.get_absolute_url()
    assert (survey.year, survey.remind_days) == ("2017/18", [30, 7])
    assert list(survey.workshops.all()) == [inside]
    again = client.post(reverse("programmes:surveys-new"), sent).content.decode()
    assert "There is a survey of this year already." in again


@pytest.mark.parametrize("reminders", ["seven", "-1", "1000", "1 2 3 4 5 6 7"])
def test_reminders_are_days(client, assigned, reminders):
    programme = ProgrammeFactory()
    client.force_login(assigned(programme))
    sent = {"programme": programme.pk, "year": 2023, "opens_on": "2024-01-01", "closes_on": "2024-01-31"}

    answer = client.post(reverse("programmes:surveys-new"), sent | {"reminders": reminders, "version": 1})

    assert answer.context["form"].errors["reminders"]
    assert not Survey.objects.exists()


def test_a_survey_does_not_close_before_it_opens():
    with pytest.raises(IntegrityError, match="survey_closes_after_it_opens"), transaction.atomic():
        SurveyFactory(opens_on="2024-03-01", closes_on="2024-02-01")


def test_a_workshop_somebody_was_asked_about_stays(fiji):
    programme = ProgrammeFactory()
    survey = SurveyFactory(programme=programme, workshops=[workshop_with(programme, fiji)])
    send(survey)
    survey.refresh_from_db()
    survey.chosen = []

    with pytest.raises(ValidationError, match="it stays"):
        surveying.save_survey(record=survey, today=OPEN.date(), by=BY)
    with pytest.raises(ValidationError, match="it stays"):
        surveying.remove_survey(record=survey, by=BY)


# --- Reminders ------------------------------------------------------------------------------------


def test_who_has_not_answered_is_reminded_once_for_each_day(fiji, samoa):
    programme = ProgrammeFactory()
    survey = SurveyFactory(programme=programme, workshops=[workshop_with(programme, fiji, samoa)])
    speaker(fiji), speaker(samoa)
    send(survey)
    answer(survey.questionnaires.get(administration=samoa))
    OutboxMail.objects.all().delete()

    def remind(day):
        now = dt.datetime.combine(day, dt.time(9), dt.UTC)
        return surveying.remind_all(today=day, now=now, by=BY)

    assert remind(dt.date(2024, 3, 16)) == 0
    assert remind(dt.date(2024, 3, 17)) == 1  # fourteen days before
    assert remind(dt.date(2024, 3, 18)) == 0
    assert remind(dt.date(2024, 3, 25)) == 1  # seven
    assert remind(dt.date(2024, 3, 31)) == 0
    assert remind(dt.date(2024, 4, 2)) == 0
    assert survey.questionnaires.get(administration=fiji).reminded_at is not None
    assert survey.questionnaires.get(administration=samoa).reminded_at is None


def test_a_day_that_had_come_when_it_was_sent_brings_no_reminder(fiji):
    programme = ProgrammeFactory()
    survey = SurveyFactory(programme=programme, workshops=[workshop_with(programme, fiji)])
    speaker(fiji)
    late = dt.datetime(2024, 3, 20, 9, tzinfo=dt.UTC)
    send(survey, now=late)

    assert surveying.remind_all(today=late.date(), now=late, by=BY) == 0


# --- Answers --------------------------------------------------------------------------------------


def test_it_is_answered_once_and_a_second_answer_is_told_by_whom_and_when():
    questionnaire = QuestionnaireFactory()
    account = speaker(questionnaire.administration, name="Litia of Fiji")
    answer(questionnaire, by=Actor(account, Door.PAGE))

    questionnaire.refresh_from_db()
    with pytest.raises(ValidationError, match="Litia of Fiji answered it on 1 February 2024"):
        answer(questionnaire)
    with pytest.raises(ValidationError, match="Litia of Fiji"):
        surveying.save_draft(
            questionnaire=questionnaire, version=questionnaire.version, answers={}, now=OPEN, by=BY
        )


def test_a_draft_is_kept_and_nobody_undoes_what_another_saved_meanwhile():
    questionnaire = QuestionnaireFactory()
    some = {Question.ACTIONS: Given(Verdict.NOT_YET, "Planned for May")}
    about = {"questionnaire": questionnaire, "version": 1, "answers": some, "now": OPEN, "by": BY}
    surveying.save_draft(**about)

    assert SurveyAnswer.objects.get().text == "Planned for May"
    with pytest.raises(ChangedMeanwhile):
        surveying.save_draft(**about | {"answers": {Question.ACTIONS: Given("", "Nothing")}})


def test_every_question_wants_a_short_answer_before_it_is_sent():
    with pytest.raises(ValidationError) as refusal:
        answer(
            QuestionnaireFactory(), {Question.ACTIONS: Given(Verdict.YES), Question.LESSONS: Given("", "x")}
        )

    assert set(refusal.value.error_dict) == set(Question) - {Question.ACTIONS}


@pytest.mark.parametrize(("hour", "is_open"), [(10, True), (13, False)])
def test_the_last_day_ends_by_the_clock_of_the_administration(hour, is_open):
    questionnaire = QuestionnaireFactory(administration__time_zone="Pacific/Fiji")  # twelve hours ahead
    now = dt.datetime(2024, 3, 31, hour, tzinfo=dt.UTC)

    assert questionnaire.is_open_at(now) is is_open


def test_what_is_opened_again_can_be_answered_until_its_own_day_and_is_agreed_on_anew():
    questionnaire = QuestionnaireFactory(answered=True)
    SurveyAnswerFactory(questionnaire=questionnaire, is_agreed=True)
    after = dt.datetime(2024, 4, 10, 9, tzinfo=dt.UTC)
    by = Actor(None, Door.PAGE, "They asked to add a project")

    surveying.reopen(questionnaire=questionnaire, until=dt.date(2024, 4, 30), today=after.date(), by=by)

    questionnaire.refresh_from_db()
    assert questionnaire.reopened_because == "They asked to add a project"
    assert not SurveyAnswer.objects.filter(is_agreed=True).exists()
    answer(questionnaire, now=after)
    with pytest.raises(ValidationError, match="This day is over"):
        surveying.reopen(questionnaire=questionnaire, until=dt.date(2024, 4, 1), today=after.date(), by=by)


def test_an_answer_stands_once():
    first = SurveyAnswerFactory()

    with pytest.raises(IntegrityError, match="survey_answer_once"), transaction.atomic():
        SurveyAnswerFactory(questionnaire=first.questionnaire)


# --- On the pages ---------------------------------------------------------------------------------


def sent_answers(questionnaire, **more):
    texts = {f"{each}_text": f"<b>About</b> {each}" for each in Question}
    return {**dict.fromkeys(Question, "YES"), **texts, "version": questionnaire.version, **more}


@time_machine.travel(OPEN, tick=False)
def test_a_focal_point_saves_and_sends_on_one_screen_and_an_officer_reads_it_after_that(
    client, assigned, fiji
):
    questionnaire = QuestionnaireFactory(administration=fiji)
    client.force_login(speaker(fiji))
    page = reverse("programmes:questionnaire-answer", args=[questionnaire.pk])

    client.post(page, sent_answers(questionnaire, save=1))
    officer = assigned(questionnaire.survey.programme)
    assert not SurveyAnswer.objects.visible_to(officer).exists()
    questionnaire.refresh_from_db()
    answer = client.post(page, sent_answers(questionnaire, send=1), follow=True)

    assert "Thank you: your answers are sent." in answer.content.decode()
    assert SurveyAnswer.objects.visible_to(officer).count() == 5
    client.force_login(officer)
    shown = client.get(questionnaire.get_absolute_url()).content.decode()
    assert "&lt;b&gt;About&lt;/b&gt; ACTIONS" in shown
    second = client.post(page, sent_answers(questionnaire, send=1)).content.decode()
    assert "It is answered once" in second


def test_of_anothers_questionnaire_nothing_is_seen(client, fiji, samoa, donor):
    questionnaire = QuestionnaireFactory(administration=samoa, answered=True)
    SurveyAnswerFactory(questionnaire=questionnaire)
    MembershipFactory(programme=questionnaire.survey.programme, administration=fiji)

    for account in (speaker(fiji), donor):
        client.force_login(account)
        assert client.get(questionnaire.get_absolute_url()).status_code == 404
        page = reverse("programmes:questionnaire-answer", args=[questionnaire.pk])
        assert client.get(page).status_code == 404
        assert not SurveyAnswer.objects.visible_to(account).exists()


def linked(fiji, account):
    questionnaire = QuestionnaireFactory(administration=fiji, event__title="Valuation workshop")
    key = survey_letters.Key(questionnaire.survey_id, account.pk, fiji.pk)
    return questionnaire, survey_letters.token_of(key)


@time_machine.travel(OPEN, tick=False)
def test_a_link_of_a_mail_answers_without_signing_in_for_the_account_it_was_sent_to(client, fiji):
    account = speaker(fiji, name="Litia")
    questionnaire, token = linked(fiji, account)
    other = QuestionnaireFactory(survey=questionnaire.survey)
    first = client.get(reverse("programmes:survey-by-link", args=[token])).content.decode()
    page = reverse("programmes:questionnaire-by-link", args=[token, questionnaire.pk])

    answer = client.post(page, sent_answers(questionnaire, send=1))

    assert "Valuation workshop" in first
    assert str(other.event) not in first
    assert answer.url == reverse("programmes:survey-by-link", args=[token])
    questionnaire.refresh_from_db()
    assert questionnaire.answered_by == account
    beside = reverse("programmes:questionnaire-by-link", args=[token, other.pk])
    assert client.get(beside).status_code == 404
    assert client.get(reverse("reports:home")).status_code == 302  # it signs nobody in


@time_machine.travel(OPEN, tick=False)
def test_a_link_opens_nothing_once_its_account_no_longer_speaks_or_everything_is_closed(client, fiji, samoa):
    account = speaker(fiji)
    _questionnaire, token = linked(fiji, account)
    page = reverse("programmes:survey-by-link", args=[token])

    assert client.get(page).status_code == 200
    assert client.get(page[:-4] + "abc/").status_code == 404
    with time_machine.travel(dt.datetime(2024, 4, 3, tzinfo=dt.UTC)):
        assert client.get(page).status_code == 404
    account.organisation = samoa.organisation_ptr
    account.save()
    assert client.get(page).status_code == 404


@time_machine.travel(OPEN, tick=False)
def test_an_officer_looks_at_who_is_asked_and_sends(client, assigned, fiji, samoa):
    programme = ProgrammeFactory()
    speaker(fiji)
    event = workshop_with(programme, fiji, samoa, title="Valuation workshop")
    survey = SurveyFactory(programme=programme, workshops=[event])
    client.force_login(assigned(programme))
    page = reverse("programmes:survey-send", args=[survey.pk])

    shown = client.get(page).content.decode()
    answer = client.post(page)

    assert "Nobody to write to" in shown
    assert "Samoa" in shown
    assert answer.url == reverse("reports:survey-page", args=[survey.pk])
    assert Questionnaire.objects.count() == 2
    assert OutboxMail.objects.count() == 1


def test_an_officer_marks_what_the_administration_agreed_to_publish(client, assigned):
    questionnaire = QuestionnaireFactory(answered=True)
    actions = SurveyAnswerFactory(questionnaire=questionnaire)
    lessons = SurveyAnswerFactory(questionnaire=questionnaire, question="LESSONS", is_agreed=True)
    client.force_login(assigned(questionnaire.survey.programme))

    client.post(reverse("programmes:questionnaire-agree", args=[questionnaire.pk]), {"agreed": ["ACTIONS"]})

    assert list(SurveyAnswer.objects.agreed()) == [actions]
    lessons.refresh_from_db()
    assert not lessons.is_agreed
