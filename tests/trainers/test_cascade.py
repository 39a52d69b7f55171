"""Cascade training: reported, evidenced, seen by whom it concerns, and never part of the direct figures."""

import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.actions.merging import merge_people
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry, ReadEntry
from reports import sections
from reports.indicators.registry import PARTICIPATIONS, PEOPLE
from reports.measuring.measure import measure
from reports.periods import Period
from reports.scope import Scope
from reports.sections.cascade import cascade_in_figures
from tests.factories.ledger import LedgerLineFactory
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.teaching import (
    CascadePersonFactory,
    CascadeSampleFactory,
    CascadeTrainingFactory,
    SignedListFactory,
)
from trainers.actions import cascade, checking
from trainers.actions.checking import Confirmed
from trainers.models import CascadeCheck, CascadePerson, CascadeTraining, SignedList
from trainers.sections.branches import branches_of

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 3, 1)


@pytest.fixture
def programme():
    return ProgrammeFactory(code="MTP")


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", name="Fiji Customs", member_name="Fiji")


@pytest.fixture
def mere(fiji):
    person = PersonFactory(family_name="Vunipola", given_names="Mere")
    PostingFactory(person=person, organisation=fiji)
    return person


@pytest.fixture
def officer(programme):
    return AssignmentFactory(programme=programme).account


@pytest.fixture
def focal_point(fiji, programme):
    MembershipFactory(programme=programme, administration=fiji)
    return AccountFactory(focal_point=True, organisation=fiji.organisation_ptr)


@pytest.fixture
def training(programme, mere, fiji):
    return CascadeTrainingFactory(programme=programme, trainer=mere, organisation=fiji, customs=2, private=0)


def by(account):
    return Actor(account, Door.PAGE)


def said(training, **changed):
    """What somebody types who reports a training like this one."""
    return {
        "version": training.version,
        "trainer_name": training.trainer.full_name,
        "organisation_name": "Fiji",
        "programme": training.programme_id,
        "topic": training.topic_id,
        "starts_on": "2024-02-05",
        "ends_on": "2024-02-07",
        "mode": "IN_PERSON",
        "customs": "12",
        "other_agency": "",
        "private": "3",
        "women": "5",
        "note": "Certified by another organisation",
    } | changed


def test_an_officer_reports_a_training_on_one_screen(client, officer, training):
    client.force_login(officer)

    client.post(reverse("trainers:cascade-new"), said(training))

    reported = CascadeTraining.objects.exclude(pk=training.pk).get()
    assert (reported.trainer, reported.people, reported.is_at_least) == (training.trainer, 15, True)
    assert (reported.grade, reported.created_by) == ("C", officer)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"women": "16"}, "women", "more women than people"),
        ({"starts_on": "2999-01-01", "ends_on": ""}, "starts_on", "when it has taken place"),
        ({"ends_on": "2024-02-01"}, "ends_on", "cannot end before it starts"),
        ({"customs": "", "private": "", "women": ""}, None, "how many people"),
        ({"trainer_name": "Nobody Atall"}, "trainer_name", "Nobody in the register"),
        ({"organisation_name": "Atlantis"}, "organisation_name", "Atlantis"),
        ({"customs": "many"}, "customs", "whole number"),
        ({"topic": "999999"}, "topic", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(
    client, officer, training, changed, field, words
):
    client.force_login(officer)

    answer = client.post(reverse("trainers:cascade-new"), said(training, **changed))

    assert answer.status_code == 200
    assert words in str(answer.context["form"].errors[field or "__all__"])
    assert CascadeTraining.objects.count() == 1


def test_why_a_training_is_reported_of_somebody_not_accredited_that_day_is_asked_and_kept(
    client, officer, training
):
    client.force_login(officer)
    address = reverse("trainers:cascade-new")

    asked = client.post(address, said(training, note=""))
    LedgerLineFactory(person=training.trainer, topic=training.topic, taken_on=dt.date(2024, 2, 6))
    the_day_after = client.post(address, said(training, note=""))
    LedgerLineFactory(person=training.trainer, taken_on=dt.date(2020, 1, 1))
    for_another_topic = client.post(address, said(training, note=""))
    client.post(address, said(training))

    for answer in (asked, the_day_after, for_another_topic):
        assert "does not know Mere Vunipola as accredited" in str(answer.context["form"].errors["note"])
    kept = CascadeTraining.objects.exclude(pk=training.pk).get()
    assert kept.note == "Certified by another organisation"
    assert "Not known to the ledger" in client.get(kept.get_absolute_url()).content.decode()


def test_a_training_of_somebody_accredited_that_day_needs_no_note(client, officer, training):
    LedgerLineFactory(person=training.trainer, topic=training.topic, taken_on=dt.date(2024, 2, 5))
    client.force_login(officer)

    client.post(reverse("trainers:cascade-new"), said(training, note=""))

    reported = CascadeTraining.objects.exclude(pk=training.pk).get()
    assert "Not known to the ledger" not in client.get(reported.get_absolute_url()).content.decode()


def test_of_two_trainers_of_one_name_somebody_says_who_is_meant(client, officer, training):
    other = PersonFactory(family_name="Vunipola", given_names="Mere")
    client.force_login(officer)

    asked = client.post(reverse("trainers:cascade-new"), said(training))
    client.post(reverse("trainers:cascade-new"), said(training, trainer=other.pk))

    assert "several of this name" in str(asked.context["form"].errors["trainer"])
    assert CascadeTraining.objects.filter(trainer=other).exists()


def test_a_trainer_reports_only_what_they_gave_themselves(client, training, mere, programme):
    ParticipationFactory(event=EventFactory(programmes=[programme]), person=mere)
    account = AccountFactory(master_trainer=True, person=mere)
    stranger = CascadeTrainingFactory(programme=programme)
    client.force_login(account)

    client.post(reverse("trainers:cascade-new"), said(training, trainer_name=stranger.trainer.full_name))

    reported = CascadeTraining.objects.get(created_by=account)
    assert reported.trainer == mere
    assert set(CascadeTraining.objects.visible_to(account)) == {training, reported}


def test_a_focal_point_sees_what_its_people_were_taught_and_what_its_officers_taught(
    focal_point, training, mere, programme
):
    abroad = CascadeTrainingFactory(programme=programme, trainer=mere)
    of_others = CascadeTrainingFactory(programme=programme)

    assert set(CascadeTraining.objects.visible_to(focal_point)) == {training, abroad}
    assert set(CascadeTraining.objects.editable_by(focal_point)) == {training}
    assert of_others not in CascadeTraining.objects.visible_to(focal_point)


def test_a_donor_counts_and_reads_no_name(client, training):
    donor = AccountFactory(donor=True)
    client.force_login(donor)

    listed = client.get(reverse("trainers:cascade-list")).content.decode()
    one = client.get(training.get_absolute_url())

    assert training.trainer.family_name not in listed
    assert one.status_code == 404


def test_the_grade_follows_from_what_the_portal_holds(training, officer):
    assert training.grade == "C"
    SignedListFactory(training=training)
    assert training.grade == "B"
    CascadePersonFactory(training=training)
    assert training.grade == "B"
    CascadePersonFactory(training=training)
    assert training.grade == "A"


def test_naming_people_one_by_one_gives_grade_a_and_no_more_than_were_counted(client, officer, training):
    client.force_login(officer)
    address = reverse("trainers:cascade-name", args=[training.pk])
    about = {"sex": "NOT_STATED", "organisation": "Fiji", "sector": "CUSTOMS"}
    for name in ("Kila", "Naidu"):
        client.post(address, {"family_name": name, **about})
    third = client.post(address, {"family_name": "Sok", **about})

    training.refresh_from_db()
    assert (training.grade, training.named.count()) == ("A", 2)
    assert "all are named" in str(third.context["form"].errors)

    row = training.named.first()
    client.post(reverse("trainers:cascade-take-off", args=[training.pk, row.pk]), {"reason": "Was not there"})
    training.refresh_from_db()
    assert training.grade == "C"


def test_the_trainer_is_not_among_those_taught(training, officer, mere):
    entry = cascade.PersonEntry("Vunipola", training.organisation, given_names="Mere", known=mere)

    with pytest.raises(ValidationError, match="is the trainer"):
        cascade.name_person(training=training, entry=entry, sector="CUSTOMS", by=by(officer))

    assert not CascadePerson.objects.exists()


def test_fewer_people_than_are_named_is_refused(training, officer):
    CascadePersonFactory.create_batch(2, training=training)
    training.customs = 1

    with pytest.raises(ValidationError, match="2 people are named"):
        cascade.save_training(training=training, today=TODAY, by=by(officer))


@pytest.mark.parametrize(
    ("name", "content"),
    [("list.pdf", b"<html>"), ("list.html", b"%PDF-1.7"), ("list.svg", b"<svg/>"), ("list.png", b"%PDF-1.7")],
)
def test_what_is_no_scan_is_not_taken(client, officer, training, name, content):
    client.force_login(officer)

    answer = client.post(
        reverse("trainers:cascade-list-attach", args=[training.pk]),
        {"file": SimpleUploadedFile(name, content)},
    )

    assert "no PDF, PNG or JPEG" in str(answer.context["form"].errors["file"])
    assert not SignedList.objects.exists()


def test_a_signed_list_comes_back_as_a_download_and_its_reading_is_logged(client, officer, training):
    client.force_login(officer)
    client.post(
        reverse("trainers:cascade-list-attach", args=[training.pk]),
        {"file": SimpleUploadedFile("Signed “list”.pdf", b"%PDF-1.7 names")},
    )

    answer = client.get(reverse("trainers:cascade-list-file", args=[training.pk]))

    assert answer.content == b"%PDF-1.7 names"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="signed-list-{training.pk}.pdf"'
    assert ReadEntry.objects.filter(what__contains="signed list").exists()
    assert "names" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    training.refresh_from_db()
    assert training.grade == "B"


def test_the_same_training_reported_by_two_is_flagged_and_both_are_kept(client, officer, training):
    about = {"programme": training.programme, "topic": training.topic, "organisation": training.organisation}
    second = CascadeTrainingFactory(starts_on=dt.date(2023, 5, 7), ends_on=dt.date(2023, 5, 9), **about)
    CascadeTrainingFactory(starts_on=dt.date(2023, 5, 10), **about)
    CascadeTrainingFactory(starts_on=training.starts_on, **about | {"topic": TopicFactory()})
    client.force_login(officer)

    flagged = client.get(reverse("trainers:cascade-list"), {"alike": "yes"})
    page = client.get(training.get_absolute_url())

    assert set(flagged.context["page"]) == {training, second}
    assert list(page.context["alike"]) == [second]
    assert CascadeTraining.objects.count() == 4


def test_what_came_of_teaching_is_a_tree(officer, training, mere):
    learner = CascadePersonFactory(training=training).person
    further = CascadeTrainingFactory(programme=training.programme, trainer=learner, customs=5)
    CascadePersonFactory(training=further, person=mere)  # round in a circle, and it ends

    (branch,), left_out = branches_of(mere, officer)

    assert (branch.training, branch.unnamed, left_out) == (training, 1, 0)
    assert [(person, [each.training for each in then]) for person, then in branch.learners] == [
        (learner, [further])
    ]


def test_the_tree_asks_the_same_number_of_statements_for_many(
    officer, training, mere, django_assert_num_queries
):
    for _number in range(5):
        learner = CascadePersonFactory(training=training).person
        CascadeTrainingFactory(programme=training.programme, trainer=learner)
    officer._reach = None

    with django_assert_num_queries(4):
        branches_of(mere, officer)


def test_cascade_is_counted_by_itself_and_never_in_the_direct_figures(officer, training):
    ParticipationFactory(event=EventFactory(programmes=[training.programme]))
    before = measure(Scope(officer), [PARTICIPATIONS, PEOPLE])
    CascadePersonFactory.create_batch(2, training=training)
    CascadeTrainingFactory(customs=40, other_agency=None, private=2)

    after = measure(Scope(officer), [PARTICIPATIONS, PEOPLE])
    figures, _sections = cascade_in_figures(officer)

    assert [before[each].low for each in (PARTICIPATIONS, PEOPLE)] == [1, 1]
    assert [after[each] for each in (PARTICIPATIONS, PEOPLE)] == [before[PARTICIPATIONS], before[PEOPLE]]
    shown = {figure.label: figure.quantity.shown() for figure in figures.figures}
    assert shown["People taught in the cascade"] == "at least 44"
    assert shown["Cascade trainings"] == "2"


def test_where_no_cascade_is_reported_it_is_not_split_into_empty_tables(officer):
    _figures, before = cascade_in_figures(officer)
    CascadeTrainingFactory(customs=40)
    _figures, after = cascade_in_figures(officer)

    splits = {"By year", "By administration", "By topic"}
    assert not splits & {section.title for section in before}
    assert splits <= {section.title for section in after}


def test_the_programmes_report_tells_of_its_cascade_in_numbers_and_no_other_programmes(officer, training):
    other = ProgrammeFactory()
    year = Period.calendar_year(2023)

    told = sections.cascade(Scope(officer, programme=training.programme, period=year))

    table = told.blocks[0]
    assert [row[1].low for row in table.rows] == [0, 0, 1, 1]
    assert [column.heading for column in table.columns] == ["Evidence", "Trainings", "People"]
    assert training.trainer.family_name not in str(told)
    assert sections.cascade(Scope(officer, programme=other)) is None
    assert (
        sections.cascade(Scope(officer, programme=training.programme, period=Period.calendar_year(2022)))
        is None
    )


def test_women_by_evidence_are_told_only_to_who_may_see_the_people(officer, training):
    training.women = 1
    training.save()

    def columns(reader):
        _figures, sections = cascade_in_figures(reader)
        return [column.heading for column in sections[0].blocks[0].columns]

    assert "Share of women" in columns(officer)
    assert "Share of women" not in columns(AccountFactory(donor=True))


def test_a_sample_is_drawn_among_those_not_named(officer, programme):
    on_word = CascadeTrainingFactory.create_batch(4, programme=programme)
    CascadePersonFactory(training=CascadeTrainingFactory(programme=programme, customs=1, private=0))

    sample = checking.draw_sample(
        programme=programme,
        size=3,
        today=TODAY,
        by=by(officer),
        chance=random.Random(1),  # noqa: S311 - no secret
    )

    assert sample.population == 4
    drawn = set(sample.checks.values_list("training", flat=True))
    assert len(drawn) == 3
    assert drawn <= {each.pk for each in on_word}


def test_more_than_there_are_cannot_be_drawn(client, officer, programme):
    client.force_login(officer)

    answer = client.post(reverse("trainers:sample-draw"), {"programme": programme.pk, "size": "5"})

    assert "There are 0 trainings" in str(answer.context["form"].errors["size"])


def test_the_interval_is_wilsons():
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
    # (1998), table I, method 3: 81 of 263 and 1 of 29.
    assert Confirmed(263, 263, 81).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Confirmed(29, 29, 1).interval == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert Confirmed(5, 0, 0).interval is None


def test_an_answer_says_how_it_was_checked(client, officer, programme):
    sample = CascadeSampleFactory(programme=programme)
    check = CascadeCheck.objects.create(sample=sample, training=CascadeTrainingFactory(programme=programme))
    client.force_login(officer)
    address = reverse("trainers:sample-check", args=[sample.pk, check.pk])

    refused = client.post(address, {"version": 1, "outcome": "CONFIRMED", "note": ""})
    client.post(
        address, {"version": 1, "outcome": "CONFIRMED", "note": "Photographs, and two who were there"}
    )

    assert "Say how it was checked" in str(refused.context["form"].errors)
    check.refresh_from_db()
    assert check.outcome == "CONFIRMED"
    assert "1 of 1 answered" in client.get(reverse("trainers:sample-page", args=[sample.pk])).content.decode()


def test_when_two_entries_turn_out_to_be_one_their_trainings_and_lessons_go_along(officer, training, mere):
    twice = PersonFactory(family_name="Vunipola", given_names="M.")
    CascadeTrainingFactory(trainer=twice)
    taught = CascadeTrainingFactory(customs=2, private=0)
    CascadePersonFactory(training=taught, person=mere)
    CascadePersonFactory(training=taught, person=twice)

    merge_people(kept=mere, lost=twice, by=Actor(officer, Door.PAGE, "The same officer"))

    assert mere.cascade_trainings.count() == 2
    assert taught.grade == "C"
    assert CascadePerson.objects.get(training=taught).person == mere


def test_removing_a_training_leaves_the_reason_and_takes_the_list_along(client, officer, training):
    CascadePersonFactory(training=training)
    SignedListFactory(training=training)
    client.force_login(officer)

    client.post(reverse("trainers:cascade-remove", args=[training.pk]), {"reason": "Reported twice"})

    assert not CascadeTraining.objects.exists()
    assert AuditEntry.objects.filter(verb="REMOVED", reason="Reported twice").count() == 3


def test_pages_ask_the_same_number_of_statements_for_many(client, officer, programme, fiji):
    client.force_login(officer)

    def statements(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    CascadeTrainingFactory(programme=programme)
    few = statements(reverse("trainers:cascade-list"))
    for _number in range(6):
        CascadeTrainingFactory(programme=programme, organisation=AdministrationFactory())
        PostingFactory()

    assert statements(reverse("trainers:cascade-list")) <= few
