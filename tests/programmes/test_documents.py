"""Documents of missions and of answers, and who went on a mission."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry, ReadEntry
from programmes.actions import advising, surveying
from programmes.actions.surveying import Given
from programmes.models import MissionExpert, MissionFile, QuestionnaireFile
from programmes.models.surveys import Question, Verdict
from tests.factories.members import AccountFactory
from tests.factories.missions import MissionExpertFactory, MissionFactory, MissionFileFactory
from tests.factories.programmes import (
    AssignmentFactory,
    ClosedPeriodFactory,
    FundingFactory,
    MembershipFactory,
    PhaseFactory,
)
from tests.factories.surveys import QuestionnaireFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 findings"
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def mission():
    return MissionFactory()


@pytest.fixture
def officer(client, mission):
    account = AssignmentFactory(programme=mission.programme).account
    client.force_login(account)
    return account


def speaker_of(administration, programme):
    MembershipFactory(programme=programme, administration=administration)
    return AccountFactory(focal_point=True, organisation=administration.organisation_ptr)


def attach(client, word, record, name="Report.pdf", content=PDF):
    address = reverse(f"programmes:{word}-attach", args=[record.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_the_report_of_a_mission_is_attached_fetched_and_taken_off(client, officer, mission):
    attach(client, "mission", mission, name="../Über \u202emission.pdf")

    row = MissionFile.objects.get()
    assert (row.name, bytes(row.content), row.created_by) == ("Über mission.pdf", PDF, officer)
    assert "Documents (1)" in client.get(mission.get_absolute_url()).content.decode()
    fetched = client.get(reverse("programmes:mission-file", args=[row.pk]))
    assert fetched.content == PDF
    assert fetched["Content-Disposition"] == f'attachment; filename="mission-document-{row.pk}.pdf"'
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert ReadEntry.objects.filter(reader=officer, what=f"document {row.pk} of a mission").count() == 1
    client.post(reverse("programmes:mission-file-remove", args=[row.pk]), {"reason": "A draft"})
    assert not MissionFile.objects.exists()
    history = client.get(reverse("reports:record-history", args=["missions", mission.pk])).content.decode()
    assert "A draft" in history


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("Report.pdf", b"MZ a program"),
        ("tool.exe", b"MZ a program"),
    ],
)
def test_what_is_no_document_is_not_taken(client, officer, mission, name, content):
    answer = attach(client, "mission", mission, name, content)

    assert "This is no file of one of these kinds." in answer.content.decode()
    assert not MissionFile.objects.exists()


def test_the_same_file_twice_too_many_and_a_closed_period_are_refused(client, officer, mission):
    attach(client, "mission", mission)
    assert "This file is attached already." in attach(client, "mission", mission).content.decode()
    for number in range(9):
        MissionFileFactory(mission=mission, content=f"{number}".encode())
    assert "At most 10 documents" in attach(client, "mission", mission, content=b"%PDF-2").content.decode()

    other = MissionFactory(programme=mission.programme)
    ClosedPeriodFactory(programme=other.programme, starts_on="2023-01-01", ends_on="2023-12-31")
    attach(client, "mission", other)
    assert not MissionFile.objects.filter(mission=other).exists()


def test_documents_of_a_mission_are_the_offices_and_the_administrations(client, mission):
    phase = PhaseFactory(programme=mission.programme)
    donor = AccountFactory(donor=True, organisation=FundingFactory(phase=phase).donor)
    theirs = speaker_of(mission.administration, mission.programme)
    other = speaker_of(MissionFactory().administration, mission.programme)
    row = MissionFileFactory(mission=mission)
    address = reverse("programmes:mission-file", args=[row.pk])

    found = {}
    for name, account in (("theirs", theirs), ("other", other), ("donor", donor)):
        client.force_login(account)
        found[name] = (client.get(address).status_code, attach(client, "mission", mission).status_code)

    assert found == {"theirs": (200, 403), "other": (404, 403), "donor": (404, 403)}
    assert list(MissionFile.objects.countable_for(donor)) == [row]  # as a number, and nothing else
    client.force_login(donor)
    listed = client.get(reverse("programmes:mission-files", args=[mission.pk])).content.decode()
    assert row.name not in listed


def test_an_expert_is_entered_as_somebody_of_the_register(client, officer, mission):
    typed = {
        "mission": mission.pk,
        "family_name": "Seru",
        "given_names": "Ana",
        "sex": "NOT_STATED",
        "organisation_name": mission.administration.member_name,
        "part": "Led it",
        "version": 1,
    }
    client.post(reverse("programmes:mission-experts-new"), typed)

    expert = MissionExpert.objects.get()
    assert (expert.person.family_name, expert.part) == ("Seru", "Led it")
    page = client.get(mission.get_absolute_url()).content.decode()
    assert "Seru" in page
    page = client.get(reverse("reports:person-page", args=[expert.person_id])).content.decode()
    assert mission.title in page
    again = client.post(reverse("programmes:mission-experts-new"), typed)
    assert "This person is entered for the mission already" in again.content.decode()
    with pytest.raises(ValidationError, match="Something is entered for it"):
        advising.remove_mission(record=mission, by=BY)


def test_names_of_experts_are_read_by_who_sent_them_and_by_no_donor(mission):
    sender = MissionFactory().administration
    row = MissionExpertFactory(mission=mission, organisation=sender.organisation_ptr)
    donor = AccountFactory(donor=True, organisation=FundingFactory(phase__programme=mission.programme).donor)

    assert list(MissionExpert.objects.visible_to(speaker_of(sender, mission.programme))) == [row]
    assert not MissionExpert.objects.visible_to(
        speaker_of(mission.administration, mission.programme)
    ).exists()
    assert not MissionExpert.objects.visible_to(donor).exists()


# --- Answers of a survey --------------------------------------------------------------------------------


@pytest.fixture
def asked():
    today = dt.date.today()  # noqa: DTZ011 - it is open for weeks
    return QuestionnaireFactory(
        survey__opens_on=today - dt.timedelta(days=20), survey__closes_on=today + dt.timedelta(days=20)
    )


def test_what_is_attached_to_answers_is_the_administrations_until_it_is_sent(client, asked):
    programme = asked.survey.programme
    theirs = speaker_of(asked.administration, programme)
    office = AssignmentFactory(programme=programme).account
    client.force_login(theirs)
    answering = client.get(reverse("programmes:questionnaire-answer", args=[asked.pk])).content.decode()
    assert reverse("programmes:questionnaire-files", args=[asked.pk]) in answering
    attach(client, "questionnaire", asked, "Photo.png", b"\x89PNG\r\n\x1a\n picture")
    row = QuestionnaireFile.objects.get()
    address = reverse("programmes:questionnaire-file", args=[row.pk])
    assert client.get(address).status_code == 200

    client.force_login(office)
    assert client.get(address).status_code == 404
    answered(asked, "Yes, in March.")
    assert client.get(address).status_code == 200
    client.force_login(speaker_of(QuestionnaireFactory().administration, programme))
    assert client.get(address).status_code == 404

    client.force_login(theirs)
    refused = attach(client, "questionnaire", asked, content=b"%PDF-9").content.decode()
    assert "It is answered or closed" in refused
    removal = reverse("programmes:questionnaire-file-remove", args=[row.pk])
    assert client.post(removal, {"reason": "Wrong one"}).status_code == 403
    assert QuestionnaireFile.objects.count() == 1


def test_a_document_of_a_draft_is_taken_off_again(client, asked):
    client.force_login(speaker_of(asked.administration, asked.survey.programme))
    attach(client, "questionnaire", asked)
    row = QuestionnaireFile.objects.get()

    client.post(reverse("programmes:questionnaire-file-remove", args=[row.pk]), {"reason": "Wrong one"})

    assert not QuestionnaireFile.objects.exists()


def answered(questionnaire, text, *, now=None):
    questionnaire.refresh_from_db()
    moment = now or dt.datetime.now(dt.UTC)
    answers = {each: Given(Verdict.YES, text) for each in Question}
    surveying.save_draft(
        questionnaire=questionnaire,
        version=questionnaire.version,
        answers={Question.ACTIONS: Given(Verdict.NO, "A draft nobody reads.")},
        now=moment,
        by=BY,
    )
    questionnaire.refresh_from_db()
    surveying.send_answers(
        questionnaire=questionnaire, version=questionnaire.version, answers=answers, now=moment, by=BY
    )


def test_the_history_of_a_questionnaire_tells_what_was_sent_each_time_and_no_draft(client, asked):
    office = AssignmentFactory(programme=asked.survey.programme).account
    answered(asked, "A working group was set up.")
    until = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=5)
    surveying.reopen(questionnaire=asked, until=until, today=until, by=Actor(office, Door.PAGE, "They asked"))
    answered(asked, "The working group reported.")
    client.force_login(office)

    told = client.get(reverse("reports:record-history", args=["questionnaires", asked.pk])).content.decode()

    assert "A working group was set up." in told
    assert "The working group reported." in told
    assert "A draft nobody reads." not in told
    assert AuditEntry.objects.filter(changes__has_key="answers_sent").count() == 2
