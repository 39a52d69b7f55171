"""Steps are entered in their order, mistakes are corrected by further lines, and a day tells who was what."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import AuditEntry, AuditPersonalValue
from tests.factories.ledger import LedgerLineFactory, SchemeFactory
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from tests.factories.programmes import FundingFactory, TopicFactory
from trainers.actions.ledger import enter_line, last_day_of
from trainers.models import LedgerLine

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def by():
    return Actor(AccountFactory(administrator=True), Door.PAGE)


@pytest.fixture
def valuation():
    return TopicFactory(slug="customs-valuation", name="Customs valuation")


@pytest.fixture
def enter(by, valuation):
    """Return a function that enters a step of one person on valuation."""
    scheme, person = SchemeFactory(name="Expert"), PersonFactory(family_name="Kora", given_names="Ann")

    def enter_step(step, on, **about):
        line = LedgerLine(
            **{"person": person, "scheme": scheme, "topic": valuation, "step": step, "taken_on": on} | about
        )
        return enter_line(line=line, today=TODAY, by=by)

    enter_step.person, enter_step.scheme = person, scheme
    return enter_step


@pytest.fixture
def accredited(enter):
    """Every step of the way, in the months of 2022; the last is the accreditation."""
    steps = ["PRE_SELECTED", "PRE_ACCREDITED", "FIELD_MISSION", "ACCREDITED"]
    return [enter(step, dt.date(2022, month, 1)) for month, step in enumerate(steps, start=1)]


def on(day):
    return list(LedgerLine.objects.accredited_on(day).in_order())


def problems(told):
    return told.value.message_dict


def test_the_whole_way_leads_to_an_accreditation_with_a_certificate(accredited, enter):
    last = accredited[-1]

    assert on(dt.date(2022, 3, 31)) == []
    assert on(dt.date(2022, 4, 1)) == [last]
    assert last.name == "Ann Kora"
    assert len(last.code) == 16
    assert all(line.code is None for line in accredited[:-1])


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ("PRE_ACCREDITED", "Pre-selected"),
        ("FIELD_MISSION", "Pre-accredited"),
        ("ACCREDITED", "Field mission under an assessor"),
        ("REFRESHED", "Accredited, Refreshed, Suspended, Lapsed"),
        ("SUSPENDED", "Accredited, Refreshed"),
        ("LAPSED", "Accredited, Refreshed, Suspended"),
    ],
)
def test_a_step_before_the_one_it_builds_on_is_refused(enter, step, wanted):
    with pytest.raises(ValidationError) as told:
        enter(step, dt.date(2022, 1, 1), reason="why")

    assert f"builds on: {wanted}. On 1 January 2022 there was: nothing." in problems(told)["step"][0]
    assert not LedgerLine.objects.exists()


def test_a_scheme_without_a_step_refuses_it(enter):
    scheme = SchemeFactory(name="Master Trainer", steps=["ACCREDITED"])
    with pytest.raises(ValidationError) as told:
        enter("FIELD_MISSION", dt.date(2022, 1, 1), scheme=scheme)

    assert problems(told)["step"] == ["Master Trainer has no such step."]
    assert enter("ACCREDITED", dt.date(2022, 1, 1), scheme=scheme).pk


def test_every_problem_is_told_at_once(enter):
    with pytest.raises(ValidationError) as told:
        enter("WITHDRAWN", TODAY + dt.timedelta(days=1), topic=None)

    assert set(problems(told)) == {"taken_on", "topic", "reason"}


def test_a_day_to_come_is_refused(enter):
    with pytest.raises(ValidationError) as told:
        enter("PRE_SELECTED", TODAY + dt.timedelta(days=1))

    assert "still to come" in problems(told)["taken_on"][0]
    assert enter("PRE_SELECTED", TODAY).pk


def test_a_scheme_for_no_topic_refuses_one(enter):
    scheme = SchemeFactory(needs_topic=False)
    with pytest.raises(ValidationError) as told:
        enter("PRE_SELECTED", TODAY, scheme=scheme)

    assert set(problems(told)) == {"topic"}
    assert enter("PRE_SELECTED", TODAY, scheme=scheme, topic=None).pk


def test_a_line_entered_late_may_not_take_the_ground_from_a_later_one(accredited, enter):
    with pytest.raises(ValidationError) as told:
        enter("WITHDRAWN", dt.date(2022, 2, 15), reason="Left.")

    assert problems(told)["step"] == [
        "Then “Field mission under an assessor” of 1 March 2022 would build on nothing."
    ]


def test_who_was_accredited_on_a_day_is_answered_from_the_lines_alone(accredited, enter):
    enter("SUSPENDED", dt.date(2023, 5, 1), reason="Inquiry.")
    back = enter("REFRESHED", dt.date(2023, 9, 1), valid_to=dt.date(2024, 8, 31))
    gone = enter("WITHDRAWN", dt.date(2025, 1, 1), reason="Left the service.")

    assert on(dt.date(2023, 4, 30)) == [accredited[-1]]
    assert on(dt.date(2023, 5, 1)) == []
    assert on(dt.date(2024, 3, 1)) == [back]
    assert on(dt.date(2024, 8, 31)) == [back]
    assert on(dt.date(2024, 9, 1)) == []
    assert back.status_on(dt.date(2024, 9, 1)) == "LAPSED"
    assert gone.status_on(TODAY) == "WITHDRAWN"


def test_a_master_trainer_who_is_also_an_expert_elsewhere_is_one_person_with_two_lines(accredited, enter):
    PostingFactory(person=enter.person)
    PostingFactory(person=enter.person)
    scheme = SchemeFactory(steps=["ACCREDITED"])
    second = enter("ACCREDITED", dt.date(2023, 1, 1), scheme=scheme)

    assert on(dt.date(2023, 6, 1)) == [accredited[-1], second]
    assert {line.person_id for line in on(dt.date(2023, 6, 1))} == {enter.person.pk}


def test_the_validity_of_the_scheme_is_taken_where_none_is_said(enter):
    scheme = SchemeFactory(steps=["ACCREDITED"], validity_months=36)
    line = enter("ACCREDITED", dt.date(2024, 2, 29), scheme=scheme)

    assert line.valid_to == dt.date(2027, 2, 27)
    assert last_day_of(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 28)
    assert last_day_of(dt.date(2023, 12, 1), 12) == dt.date(2024, 11, 30)


def test_a_mistake_is_corrected_by_a_further_line_and_stays_to_be_seen(accredited, enter):
    wrong = accredited[-1]
    right = enter("ACCREDITED", dt.date(2022, 6, 1), corrects=wrong, reason="The certificate says June.")

    assert on(dt.date(2022, 5, 1)) == []
    assert on(dt.date(2022, 6, 1)) == [right]
    assert LedgerLine.objects.count() == 5
    assert LedgerLine.objects.get(pk=wrong.pk).corrected_by == right


def test_a_correction_without_a_reason_is_refused(accredited, enter):
    with pytest.raises(ValidationError) as told:
        enter("ACCREDITED", dt.date(2022, 6, 1), corrects=accredited[-1])

    assert set(problems(told)) == {"reason"}


def test_a_line_is_corrected_once(accredited, enter):
    enter("ACCREDITED", dt.date(2022, 6, 1), corrects=accredited[-1], reason="June.")

    with pytest.raises(ChangedMeanwhile):
        enter("ACCREDITED", dt.date(2022, 7, 1), corrects=accredited[-1], reason="July.")


def test_a_correction_of_one_of_several_lines_of_a_day_stands_in_its_place(enter):
    day = dt.date(2022, 1, 1)
    first, _second = enter("PRE_SELECTED", day), enter("PRE_ACCREDITED", day)

    enter("PRE_SELECTED", day, corrects=first, reason="Evidence added.", evidence="A letter.")

    steps = [line.step for line in LedgerLine.objects.standing().in_order()]
    assert steps == ["PRE_SELECTED", "PRE_ACCREDITED"]


def test_a_line_that_never_was_so_is_struck_out(accredited, enter):
    enter("STRUCK", dt.date(2022, 4, 1), corrects=accredited[-1], reason="Another person was meant.")

    assert on(TODAY) == []
    assert accredited[-1].latest_on(TODAY).step == "FIELD_MISSION"


def test_a_line_others_build_on_is_not_struck_out(accredited, enter):
    with pytest.raises(ValidationError) as told:
        enter("STRUCK", dt.date(2022, 2, 1), corrects=accredited[1], reason="Wrong.")

    assert "would build on nothing" in problems(told)["step"][0]


def test_nothing_is_struck_out_but_another_line(enter):
    with pytest.raises(ValidationError) as told:
        enter("STRUCK", dt.date(2022, 4, 1), reason="Wrong.")

    assert "step" in problems(told)


def test_a_line_is_in_the_trail_with_its_words_apart(accredited, enter):
    line = enter("SUSPENDED", dt.date(2023, 5, 1), reason="Inquiry.")

    entry = AuditEntry.objects.get(object_id=line.pk, content_type__model="ledgerline")
    assert entry.changes["reason"] == "personal"
    assert AuditPersonalValue.objects.get(entry=entry, field="reason").new == "Inquiry."


def test_each_reader_reads_their_own_and_a_donor_only_counts_what_it_pays_for():
    posting = PostingFactory()
    line, other = LedgerLineFactory(person=posting.person), LedgerLineFactory()
    funding = FundingFactory(phase__programme=line.scheme.programme)
    readers = {
        "officer": AccountFactory(officer=True),
        "focal point": AccountFactory(focal_point=True, organisation=posting.organisation),
        "trainer": AccountFactory(master_trainer=True, person=posting.person),
        "donor": AccountFactory(donor=True, organisation=funding.donor),
    }

    seen = {who: set(LedgerLine.objects.visible_to(each)) for who, each in readers.items()}
    counted = {who: set(LedgerLine.objects.countable_for(each)) for who, each in readers.items()}

    both = {line, other}
    assert seen == {"officer": both, "focal point": {line}, "trainer": {line}, "donor": set()}
    assert counted == {"officer": both, "focal point": both, "trainer": {line}, "donor": {line}}
