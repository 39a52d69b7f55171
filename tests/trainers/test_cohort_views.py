"""The pages of cohorts, as each reader sees them, and what is entered on them."""

import datetime as dt

import pytest
from django.urls import reverse

from office.models import ReadEntry
from programmes.models import Phase
from tests.factories.cohorts import (
    CohortAdministrationFactory,
    CohortFactory,
    CohortParticipantFactory,
    CohortStageFactory,
    StageAttendanceFactory,
)
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    AgreementFactory,
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    ParticipationFactory,
    PhaseFactory,
    TopicFactory,
)
from trainers.models import Cohort, CohortParticipant

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def cohort():
    """A cohort in which Mele of one administration and Tom of another are, and attended one stage each."""
    cohort = CohortFactory(topics=[TopicFactory()])
    stages = CohortStageFactory.create_batch(2, cohort=cohort)
    for name, stage in zip(["Mele", "Tom"], stages, strict=True):
        row = CohortParticipantFactory(cohort=cohort, person=PersonFactory(family_name=name))
        StageAttendanceFactory(participant=row, stage=stage)
    return cohort


@pytest.fixture
def mele(cohort):
    return cohort.participants.get(person__family_name="Mele")


@pytest.fixture
def as_officer(client, cohort):
    client.force_login(AssignmentFactory(programme=cohort.programme).account)
    return client


def to(page, cohort, *more):
    return reverse(f"trainers:{page}", args=[cohort.pk, *(each.pk for each in more)])


# Who reads what


def test_a_focal_point_reads_its_own_officers_and_a_number_of_the_others(client, cohort, mele):
    client.force_login(AccountFactory(focal_point=True, organisation=mele.administration))

    for page in ("cohort-page", "cohort-expected"):
        text = text_of(client.get(to(page, cohort)))
        assert "Tom" not in text
    assert "Mele" in text_of(client.get(to("cohort-page", cohort)))
    assert "1 participant is not shown" in text_of(client.get(to("cohort-page", cohort)))


def test_a_donor_reads_numbers_and_no_name(client, cohort):
    donor = AccountFactory(donor=True)
    FundingFactory(phase__programme=cohort.programme, donor=donor.organisation)
    client.force_login(donor)

    text = text_of(client.get(to("cohort-page", cohort)))

    assert "Mele" not in text
    assert "Tom" not in text
    assert "2 people began with the first stage" in text
    assert "2 participants are not shown" in text


def test_that_names_were_read_is_logged_and_that_numbers_were_is_not(client, cohort, auditor):
    donor = AccountFactory(donor=True)
    FundingFactory(phase__programme=cohort.programme, donor=donor.organisation)
    for account in (auditor, donor):
        client.force_login(account)
        client.get(to("cohort-page", cohort))

    assert list(ReadEntry.objects.values_list("reader", "people")) == [(auditor.pk, 2)]


def test_how_many_of_few_are_certified_is_told_to_nobody_who_may_not_read_their_names(client, cohort, mele):
    mele.certified_on = dt.date(2023, 1, 1)
    mele.save()
    donor, auditor = AccountFactory(donor=True), AccountFactory(auditor=True)
    FundingFactory(phase__programme=cohort.programme, donor=donor.organisation)

    client.force_login(donor)
    assert client.get(to("cohort-page", cohort)).context["certified"] is None
    client.force_login(auditor)
    assert client.get(to("cohort-page", cohort)).context["certified"] == 1

    cohort.participants.exclude(pk=mele.pk).update(left_on=dt.date(2023, 1, 1), left_reason="Moved")
    CohortParticipantFactory.create_batch(4, cohort=cohort, certified_on=dt.date(2023, 1, 1))
    client.force_login(donor)
    assert client.get(to("cohort-page", cohort)).context["certified"] == 5  # as is published of a cohort


def test_the_numbers_of_a_cohort_of_one_phase_are_not_for_the_donor_of_another(client, cohort):
    own, other = (PhaseFactory(programme=cohort.programme, number=number) for number in (1, 2))
    Cohort.objects.filter(pk=cohort.pk).update(phase=own)
    of_the_whole = CohortFactory(programme=cohort.programme)
    for phase, seen in ((own, {cohort, of_the_whole}), (other, {of_the_whole})):
        donor = FundingFactory(phase=phase).donor
        account = AccountFactory(donor=True, organisation=donor)
        client.force_login(account)
        assert set(Cohort.objects.visible_to(account)) == seen
        assert client.get(to("cohort-page", cohort)).status_code == (200 if cohort in seen else 404)
        listed = client.get(reverse("api:cohort-list")).json()["results"]
        assert {row["id"] for row in listed} == {each.pk for each in seen}


def test_a_phase_of_another_programme_is_refused_beside_its_field(as_officer, cohort):
    AssignmentFactory(programme=PhaseFactory().programme, account=cohort.programme.assignments.get().account)
    foreign = Phase.objects.exclude(programme=cohort.programme).get()
    page = as_officer.get(to("cohort-edit", cohort)).context["form"]
    filled = {name: value for name, value in page.initial.items() if value is not None}
    filled |= {"topics": [topic.pk for topic in cohort.topics.all()], "phase": foreign.pk}

    answer = as_officer.post(to("cohort-edit", cohort), filled)

    assert "another programme" in str(answer.context["form"].errors["phase"])
    cohort.refresh_from_db()
    assert cohort.phase is None


def test_of_how_many_on_it_is_told_is_what_the_agreement_of_the_donor_says(client, cohort):
    CohortParticipantFactory.create_batch(7, cohort=cohort, certified_on=dt.date(2023, 1, 1))
    cohort.participants.filter(certified_on=None).update(left_on=dt.date(2023, 1, 1), left_reason="Moved")
    donor = AccountFactory(donor=True)
    FundingFactory(phase__programme=cohort.programme, donor=donor.organisation)
    client.force_login(donor)

    before = client.get(to("cohort-page", cohort)).context["certified"]
    AgreementFactory(organisation=donor.organisation, programme=cohort.programme, smallest=8)
    after = client.get(to("cohort-page", cohort)).context["certified"]

    assert (before, after) == (7, None)


def test_a_trainer_finds_their_own_line_in_their_own_cohorts(client, cohort, mele):
    other = CohortParticipantFactory().cohort
    client.force_login(AccountFactory(master_trainer=True, person=mele.person))

    text = text_of(client.get(to("cohort-page", cohort)))

    assert ("Mele" in text, "Tom" in text) == (True, False)
    assert [each.pk for each in client.get(reverse("trainers:cohort-list")).context["page"]] == [cohort.pk]
    assert client.get(to("cohort-page", other)).status_code == 404


def test_whose_place_was_taken_is_not_named_to_another_administration(client, cohort, mele):
    gone = cohort.participants.get(person__family_name="Tom")
    gone.left_on, gone.left_reason = dt.date(2022, 1, 31), "Retired"
    gone.save()
    mele.replaces = gone
    mele.save()
    client.force_login(AccountFactory(focal_point=True, organisation=mele.administration))

    text = text_of(client.get(to("cohort-page", cohort)))

    assert "in the place of somebody who left" in text
    assert ("Tom" in text, "Retired" in text) == (False, False)


def test_numbers_of_people_who_are_made_up_say_so_to_who_reads_no_name(client, cohort, mele):
    donor = AccountFactory(donor=True)
    FundingFactory(phase__programme=cohort.programme, donor=donor.organisation)
    client.force_login(donor)
    pages = [to("cohort-page", cohort), to("cohort-expected", cohort), reverse("trainers:cohort-list")]
    assert not any("made up" in text_of(client.get(page)) for page in pages)

    mele.person.is_made_up = True
    mele.person.save()

    assert all("made up" in text_of(client.get(page)) for page in pages)
    answer = client.get(reverse("api:cohort-detail", args=[cohort.pk])).json()
    assert (answer["has_made_up"], answer["participants"]) == (True, [])


def test_who_is_made_up_is_marked_on_every_page_of_theirs(as_officer, cohort):
    person = PersonFactory(family_name="Invented", is_made_up=True)
    row = CohortParticipantFactory(cohort=cohort, person=person)
    stage = CohortStageFactory(cohort=cohort, planned_to=dt.date(2999, 1, 31), position=9)
    pages = [
        to("cohort-page", cohort),
        to("cohort-expected", cohort),
        to("stage-attendance", cohort, stage),
        to("participant-new", cohort) + "?q=Invented",
        *(to(f"participant-{page}", cohort, row) for page in ("edit", "leave", "remove", "certify")),
    ]
    for page in pages:
        text = text_of(as_officer.get(page))
        assert "Invented" in text, page
        assert "made up for the demonstration" in text, page


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_a_cohort_takes_the_same_queries_for_any_number_of_people(
    client, auditor, django_assert_num_queries, people
):
    cohort = CohortFactory(topics=[TopicFactory()])
    stage = CohortStageFactory(cohort=cohort, event=EventFactory())
    for _ in range(people):
        row = CohortParticipantFactory(cohort=cohort)
        ParticipationFactory(event=stage.event, person=row.person)
    client.force_login(auditor)

    with django_assert_num_queries(13):
        client.get(to("cohort-page", cohort))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_cohorts_takes_the_same_queries_for_any_number(
    client, auditor, django_assert_num_queries, number
):
    for _ in range(number):
        CohortFactory(topics=[TopicFactory()])
    client.force_login(auditor)

    with django_assert_num_queries(8):
        client.get(reverse("trainers:cohort-list"))


def test_an_unknown_filter_is_refused(client, auditor):
    client.force_login(auditor)

    assert client.get(reverse("trainers:cohort-list"), {"colour": "blue"}).status_code == 400


def test_cohorts_are_found_by_programme_topic_administration_and_state(client, auditor, cohort, mele):
    CohortFactory(state="PLANNED")
    client.force_login(auditor)
    topic = cohort.topics.get()
    for asked in (
        {"programme": cohort.programme.code},
        {"topic": topic.slug},
        {"administration": mele.administration.iso2},
        {"state": "RUNNING"},
        {"q": cohort.title},
    ):
        found = client.get(reverse("trainers:cohort-list"), asked).context["page"]
        assert [each.pk for each in found] == [cohort.pk], asked


# What is entered


def test_an_officer_enters_a_cohort_with_its_group_stages_and_people(client):
    officer = AssignmentFactory().account
    client.force_login(officer)
    programme = officer.assignments.get().programme
    posting = PostingFactory(person__family_name="Vakatawa")
    sent = {"version": 1, "programme": programme.pk, "title": "Pacific", "starts_on": "2022-01-01"}
    sent |= {"state": "PLANNED", "topics": [TopicFactory().pk, TopicFactory().pk]}

    assert client.post(reverse("trainers:cohort-new"), sent).status_code == 302
    cohort = Cohort.objects.get()
    group = {"version": 1, "administration": posting.organisation_id}
    assert client.post(to("group-add", cohort), group).status_code == 302
    assert client.post(to("stages-plan", cohort)).status_code == 302
    joining = {"version": 1, "person": posting.person_id, "joined_on": "2022-01-01"}
    assert client.post(to("participant-new", cohort) + "?q=vaka", joining).status_code == 302

    row = cohort.participants.get()
    assert (row.person, row.administration_id) == (posting.person, posting.organisation_id)
    assert cohort.stages.count() == 9
    text = text_of(client.post(to("participant-new", cohort) + "?q=vaka", joining))
    assert "This person is in the cohort already." in text


def test_a_stage_is_planned_by_months_and_the_last_day_of_the_last_is_kept(as_officer, cohort):
    sent = {"version": 1, "position": 3, "kind": "OTHER", "title": "Visit"}
    months = {"planned_from": "2024-02", "planned_to": "2024-02"}

    answer = as_officer.post(to("stage-new", cohort), sent | {"planned_from": "February", "event": 0})
    assert "Write the month as 2024-03." in text_of(answer)
    assert as_officer.post(to("stage-new", cohort), sent | months).status_code == 302

    stage = cohort.stages.get(position=3)
    assert (stage.planned_from, stage.planned_to) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


def test_attendance_is_ticked_and_the_rest_filled_up(as_officer, cohort, mele):
    stage = cohort.stages.get(position=2)
    tom = cohort.participants.get(person__family_name="Tom")
    sent = {f"mark-{mele.pk}": "", f"seen-{mele.pk}": "", f"mark-{tom.pk}": "EXCUSED"}

    as_officer.post(to("stage-attendance", cohort, stage), sent | {f"seen-{tom.pk}": "ATTENDED", "fill": "1"})

    marks = dict(stage.attendances.values_list("participant", "mark"))
    assert marks == {mele.pk: "ATTENDED", tom.pk: "EXCUSED"}


def test_what_somebody_else_ticked_meanwhile_is_told_and_saved_over_only_when_sent_again(
    as_officer, cohort, mele
):
    stage = cohort.stages.get(position=1)  # Mele attended it
    sent = {f"mark-{mele.pk}": "MISSED", f"seen-{mele.pk}": ""}
    page = to("stage-attendance", cohort, stage)

    answer = as_officer.post(page, sent)

    assert "Somebody else recorded something here meanwhile" in text_of(answer)
    assert stage.attendances.get().mark == "ATTENDED"
    as_officer.post(page, sent | {f"seen-{mele.pk}": "ATTENDED"})
    assert stage.attendances.get().mark == "MISSED"


def test_a_certificate_without_the_stages_is_refused_by_their_names(as_officer, cohort, mele):
    sent = {"version": 1, "certified_on": "2023-06-01", "exception": ""}
    page = to("participant-certify", cohort, mele)

    assert "not known to have attended: Working Group 2" in text_of(as_officer.post(page, sent))
    assert as_officer.post(page, sent | {"exception": "Taught it"}).status_code == 302
    assert "by exception: Taught it" in text_of(as_officer.get(to("cohort-page", cohort)))

    back = to("certificate-take-back", cohort, mele)
    as_officer.post(back, {"reason": ""})
    assert CohortParticipant.objects.get(pk=mele.pk).certified_on
    as_officer.post(back, {"reason": "Wrong line"})
    assert CohortParticipant.objects.get(pk=mele.pk).certified_on is None


def test_everybody_who_is_complete_is_certified_at_once_and_who_is_not_is_named(as_officer, cohort, mele):
    complete = CohortParticipantFactory(cohort=cohort, administration=mele.administration)
    for stage in cohort.stages.all():
        StageAttendanceFactory(participant=complete, stage=stage)
    page = to("cohort-certify", cohort)

    shown = text_of(as_officer.get(page))
    early = text_of(as_officer.post(page, {"certified_on": "2021-01-01"}))
    as_officer.post(page, {"certified_on": "2023-12-31"})

    assert str(complete) in shown
    assert "missing:" in shown
    assert "nobody is certified before" in early
    complete.refresh_from_db()
    mele.refresh_from_db()
    assert (str(complete.certified_on), complete.is_exception) == ("2023-12-31", False)
    assert mele.certified_on is None
    again = text_of(as_officer.post(page, {"certified_on": "2023-12-31"}))
    assert "Nobody is left" in again


def test_leaving_is_entered_with_its_reason_and_refused_on_an_older_look(as_officer, cohort, mele):
    page, sent = to("participant-leave", cohort, mele), {"version": 1, "left_on": "2022-01-31"}

    assert "Say why they left." in text_of(as_officer.post(page, sent))
    assert as_officer.post(page, sent | {"reason": "Retired"}).status_code == 302
    assert "Somebody else changed this meanwhile" in text_of(
        as_officer.post(page, sent | {"reason": "Moved"})
    )
    mele.refresh_from_db()
    assert (mele.left_on, mele.left_reason) == (dt.date(2022, 1, 31), "Retired")


def test_an_administration_is_taken_out_of_the_group_unless_people_of_it_are_in_the_cohort(
    as_officer, cohort, mele
):
    empty = CohortAdministrationFactory(cohort=cohort)
    used = cohort.administrations.get(administration=mele.administration)

    as_officer.post(to("group-edit", cohort, empty), {"remove": ""})
    answer = as_officer.post(to("group-edit", cohort, used), {"remove": ""}, follow=True)

    assert "it stays in the group" in text_of(answer)
    assert cohort.administrations.count() == 2
    again = {"version": 1, "administration": mele.administration.pk}
    assert "in the group already" in text_of(as_officer.post(to("group-add", cohort), again))


@pytest.mark.parametrize("value", ["", "0", "9" * 30, "x", "\0", "-1"])
def test_no_form_breaks_on_what_nobody_means(as_officer, cohort, mele, value):
    stage = cohort.stages.get(position=1)
    names = "version programme title topics starts_on ends_on state administration since_on position kind"
    names += " planned_from planned_to event person joined_on first_stage replaces left_on reason"
    names += f" certified_on exception mark-{mele.pk} seen-{mele.pk}"
    sent = dict.fromkeys(names.split(), value)
    for page, *about in (
        ("cohort-edit",),
        ("group-add",),
        ("stage-new",),
        ("stage-edit", stage),
        ("stage-attendance", stage),
        ("participant-edit", mele),
        ("participant-leave", mele),
        ("participant-certify", mele),
    ):
        assert as_officer.post(to(page, cohort, *about), sent).status_code in {200, 302}, page
    asked = {"q": value}
    assert as_officer.get(to("participant-new", cohort), asked).status_code == 200


# API


def test_the_api_names_participants_as_far_as_the_caller_may_read_them(client, cohort, mele):
    client.force_login(AccountFactory(focal_point=True, organisation=mele.administration))

    answer = client.get(reverse("api:cohort-detail", args=[cohort.pk])).json()

    assert [line["participant"]["administration"] for line in answer["participants"]] == [
        mele.administration.iso2
    ]
    assert answer["not_shown"] == 1
    first = answer["stages"][0]["id"]
    assert answer["participants"][0]["progress"][0] == {"stage": first, "standing": "ATTENDED"}
    assert answer["numbers"][0] == {"stage": first, "left_over": 2, "joined": 0, "attended": 1}


def test_an_event_that_is_not_open_to_the_caller_is_not_numbered(client, cohort, mele):
    stage = cohort.stages.get(position=1)
    stage.event = EventFactory()
    stage.save()
    client.force_login(AccountFactory(focal_point=True, organisation=mele.administration))

    answer = client.get(reverse("api:cohort-detail", args=[cohort.pk])).json()

    assert answer["stages"][0]["event"] is None


def test_the_page_of_a_person_names_their_cohorts_that_are_open_to_the_reader(client, cohort, mele):
    other = AccountFactory(focal_point=True)
    PostingFactory(person=mele.person, organisation=other.organisation)  # known there, not of its cohort
    own = AccountFactory(focal_point=True, organisation=mele.administration)
    PostingFactory(person=mele.person, organisation=mele.administration, starts_on="2023-01-01")

    for account, is_told in ((own, True), (other, False)):
        client.force_login(account)
        text = text_of(client.get(reverse("reports:person-page", args=[mele.person_id])))
        assert (cohort.title in text) == is_told
