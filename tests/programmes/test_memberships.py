"""Members of programmes: what sources say of joining, and what members pay."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.models import AuditEntry
from programmes.models import Agreement, Contribution, ContributionPayment, Membership, MembershipClaim
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import (
    ContributionFactory,
    ContributionPaymentFactory,
    MembershipClaimFactory,
    MembershipFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def papua():
    """A member of which two sources give two years, the one of 2009 shown."""
    member = AdministrationFactory(name="Papua New Guinea Customs", member_name="Papua New Guinea")
    membership = MembershipFactory(administration=member)
    MembershipClaimFactory(
        membership=membership, joined_on=dt.date(2009, 1, 1), source="fact sheet", is_shown=True
    )
    MembershipClaimFactory(membership=membership, joined_on=dt.date(2008, 1, 1), source="web page")
    return membership


@pytest.fixture
def works(client, assigned, papua):
    client.force_login(assigned(papua.programme))
    return client


def at(name, *args):
    return reverse(f"programmes:{name}", args=args)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def typed(record, **fields):
    return {"version": record.version if record else 1} | fields


def test_both_years_are_seen_with_their_sources(works, papua):
    listed, page = text_of(works.get(at("membership-list"))), text_of(works.get(papua.get_absolute_url()))

    assert "2009" in listed
    assert "2008" in listed
    assert "Joined 2009" in page
    assert "web page" in page


def test_a_member_is_entered_with_what_the_first_source_says(works, papua):
    solomon = AdministrationFactory(member_name="Solomon Islands")
    fields = {"programme": papua.programme.pk, "administration": solomon.pk, "joined": "2017"}

    works.post(at("membership-new"), typed(None, source="fact sheet", **fields))

    claim = MembershipClaim.objects.get(membership__administration=solomon)
    assert (claim.joined_on, claim.precision, claim.is_shown) == (dt.date(2017, 1, 1), "YEAR", True)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("joined", "", "This field is required"),
        ("joined", "next year", "is not a date"),
        ("joined", "03/04/2017", "can be"),
        ("source", "", "This field is required"),
        ("left_on", "2001-12-31", "left before it joined"),
        ("administration", "0", "valid choice"),
    ],
)
def test_what_is_no_membership_is_refused_at_its_field(works, papua, field, value, message):
    fields = {"programme": papua.programme.pk, "administration": AdministrationFactory().pk}
    fields |= {"joined": "2017", "source": "fact sheet"} | {field: value}

    answer = works.post(at("membership-new"), typed(None, **fields))

    assert message in str(answer.context["form"].errors[field])
    assert Membership.objects.get() == papua


def test_a_member_is_entered_once(works, papua):
    fields = {"programme": papua.programme.pk, "administration": papua.administration.pk, "joined": "2010"}

    answer = works.post(at("membership-new"), typed(None, source="letter", **fields))

    assert "is entered as a member already" in text_of(answer)


def test_a_phase_of_another_programme_is_refused(works, papua, assigned):
    other = PhaseFactory()
    fields = {"programme": papua.programme.pk, "administration": papua.administration.pk, "phase": other.pk}

    answer = works.post(at("membership-edit", papua.pk), typed(papua, **fields))

    assert "phase" in answer.context["form"].errors


def test_showing_another_date_takes_the_place_of_the_one_shown(works, papua):
    earlier = papua.claims.get(source="web page")

    works.post(
        at("claim-edit", papua.pk, earlier.pk),
        typed(earlier, joined="2008", source="web page", is_shown="on"),
    )

    assert list(papua.claims.filter(is_shown=True)) == [earlier]
    assert Membership.objects.get().shown_claim == earlier


def test_one_date_is_always_shown(works, papua):
    shown = papua.claims.get(is_shown=True)

    answer = works.post(
        at("claim-edit", papua.pk, shown.pk), typed(shown, joined="2009", source="fact sheet")
    )

    assert "is_shown" in answer.context["form"].errors
    answer = works.post(at("claim-remove", papua.pk, shown.pk), {"reason": "wrong"})
    assert "Have another one shown first" in text_of(answer)
    assert papua.claims.count() == 2


def test_what_a_source_says_is_removed_with_a_reason(works, papua):
    other = papua.claims.get(is_shown=False)

    works.post(at("claim-remove", papua.pk, other.pk), {"reason": "the page is gone"})

    assert papua.claims.get().source == "fact sheet"
    assert AuditEntry.objects.get(verb="REMOVED").reason == "the page is gone"


def test_a_source_is_entered_once(works, papua):
    answer = works.post(at("claim-new", papua.pk), typed(None, joined="2007", source="web page"))

    assert "entered already" in text_of(answer)


def test_a_member_leaves_on_a_day_after_it_joined(works, papua):
    fields = {"programme": papua.programme.pk, "administration": papua.administration.pk}

    refused = works.post(at("membership-edit", papua.pk), typed(papua, left_on="2008-06-30", **fields))
    works.post(at("membership-edit", papua.pk), typed(papua, left_on="2020-06-30", **fields))

    assert "left_on" in refused.context["form"].errors
    papua.refresh_from_db()
    assert papua.left_on == dt.date(2020, 6, 30)
    assert "left 30 June 2020" in text_of(works.get(papua.get_absolute_url()))


def test_a_membership_entered_by_mistake_is_removed_and_one_with_contributions_stays(works, papua):
    ContributionFactory(membership=papua)
    mistaken = MembershipFactory(programme=papua.programme)
    MembershipClaimFactory(membership=mistaken)

    kept = works.post(at("membership-remove", papua.pk), {"reason": "why not"})
    works.post(at("membership-remove", mistaken.pk), {"reason": "another administration was meant"})

    assert "say when it left" in text_of(kept)
    assert Membership.objects.get() == papua


def test_two_changes_of_one_membership_do_not_undo_each_other(works, papua):
    fields = {"programme": papua.programme.pk, "administration": papua.administration.pk}
    works.post(at("membership-edit", papua.pk), typed(papua, strand="PGS", **fields))

    answer = works.post(at("membership-edit", papua.pk), typed(papua, strand="SALW", **fields))

    assert "Somebody else changed this meanwhile" in text_of(answer)
    assert Membership.objects.get().strand == "PGS"


DUE = {"year": "2023", "amount": "10000", "currency": "USD", "source": "minutes"}


def test_a_contribution_is_due_and_paid_in_parts(works, papua):
    works.post(at("contribution-new", papua.pk), typed(None, due_on="2023-06-30", **DUE))
    contribution = Contribution.objects.get()
    paid = {"amount": "4000.50", "paid_on": "2023-03-01", "source": "receipt"}

    page = text_of(works.post(at("payment-new", contribution.pk), typed(None, **paid), follow=True))

    assert "USD 4,000.50 paid of USD 10,000" in page
    assert "paid in part" in text_of(works.get(at("contribution-list")))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("currency", "", "This field is required"),
        ("currency", "usd", "three capitals"),
        ("currency", "US", "three capitals"),
        ("amount", "0", "more than nothing"),
        ("amount", "-5", "more than nothing"),
        ("amount", "NaN", "number"),
        ("amount", "1e20", "digits"),
        ("year", "2101", "no such year"),
        ("year", "99999999999999999999", "less than or equal"),
        ("source", "", "This field is required"),
        ("due_on", "30/6/2023", "Write the day as"),
    ],
)
def test_what_nobody_can_owe_is_refused_at_its_field(works, papua, field, value, message):
    answer = works.post(at("contribution-new", papua.pk), typed(None, **DUE | {field: value}))

    assert message in text_of(answer)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(("year", "is_asked"), [("2007", True), ("2008", True), ("2009", False)])
def test_a_contribution_for_a_year_before_it_joined_needs_a_reason(works, papua, year, is_asked):
    url, due = at("contribution-new", papua.pk), DUE | {"year": year}

    answer = works.post(url, typed(None, **due))
    works.post(url, typed(None, note="paid in advance", **due))

    asked = answer.context is not None and "note" in answer.context["form"].errors
    assert asked == is_asked
    assert Contribution.objects.get().year == int(year)


def test_two_currencies_of_one_year_stand_apart(works, papua):
    works.post(at("contribution-new", papua.pk), typed(None, **DUE))
    works.post(at("contribution-new", papua.pk), typed(None, **DUE | {"currency": "PGK"}))

    again = works.post(at("contribution-new", papua.pk), typed(None, **DUE))

    assert sorted(Contribution.objects.values_list("currency", flat=True)) == ["PGK", "USD"]
    assert "is entered in that currency" in text_of(again)


def test_more_than_is_due_is_taken_only_with_a_note(works, papua):
    contribution = ContributionFactory(membership=papua, amount=1000)
    ContributionPaymentFactory(contribution=contribution, amount=400)
    paid = {"amount": "601", "paid_on": "2023-03-02", "source": "receipt"}

    asked = works.post(at("payment-new", contribution.pk), typed(None, **paid))
    Contribution.objects.update(note="a rounding of the bank")
    works.post(at("payment-new", contribution.pk), typed(None, **paid))

    assert "more than is due" in str(asked.context["form"].errors["amount"])
    assert ContributionPayment.objects.count() == 2


def test_a_payment_of_a_day_to_come_is_refused(works, papua):
    contribution = ContributionFactory(membership=papua)
    paid = {"amount": "1", "paid_on": "2199-01-01", "source": "receipt"}

    answer = works.post(at("payment-new", contribution.pk), typed(None, **paid))

    assert "still to come" in str(answer.context["form"].errors["paid_on"])


def test_a_contribution_with_payments_stays_until_they_are_removed(works, papua):
    payment = ContributionPaymentFactory(contribution__membership=papua)
    remove = at("contribution-remove", payment.contribution_id)

    kept = works.post(remove, {"reason": "mistake"})
    works.post(at("payment-remove", payment.contribution_id, payment.pk), {"reason": "mistake"})
    works.post(remove, {"reason": "mistake"})

    assert "Remove them first" in text_of(kept)
    assert not Contribution.objects.exists()


def test_what_is_paid_is_not_moved_by_a_filter():
    contribution = ContributionFactory(amount=1000)
    ContributionPaymentFactory(contribution=contribution, amount=400)
    ContributionPaymentFactory(contribution=contribution, amount=600)
    ContributionFactory(amount=1000)

    found = Contribution.objects.filter(payments__amount__gt=1).with_paid().distinct()

    assert [each.paid for each in found] == [1000]
    assert Contribution.objects.settled().get() == contribution
    assert Contribution.objects.outstanding().count() == 1


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("amount", 0, "contribution_amount_is_more_than_nothing"),
        ("currency", "", "contribution_amount_has_currency"),
        ("year", 1900, "contribution_year_is_possible"),
    ],
)
def test_no_script_stores_an_impossible_contribution(field, value, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ContributionFactory(**{field: value})


def test_what_a_member_pays_is_told_to_it_and_not_to_the_others(client, papua):
    own = ContributionFactory(membership=papua)
    other = ContributionFactory(membership=MembershipFactory(programme=papua.programme))
    client.force_login(AccountFactory(focal_point=True, organisation=papua.administration.organisation_ptr))

    listed = text_of(client.get(at("contribution-list")))

    assert own.get_absolute_url() in listed
    assert other.get_absolute_url() not in listed
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(other.membership.get_absolute_url()).context["contributions"].count() == 0


def test_lists_are_asked_by_state_programme_and_year(works, papua):
    left = MembershipFactory(programme=papua.programme, left_on=dt.date(2020, 1, 1))
    MembershipClaimFactory(membership=left, is_shown=True)
    ContributionFactory(membership=papua, year=2022)
    elsewhere = ContributionFactory(membership__programme=ProgrammeFactory())

    def found(name, **asked):
        return list(works.get(at(name), asked).context["page"].object_list)

    assert found("membership-list", state="disputed") == [papua]
    assert found("membership-list", state="left") == [left]
    assert found("contribution-list", programme=elsewhere.membership.programme.code) == [elsewhere]
    assert [each.year for each in found("contribution-list", year=2022, state="outstanding")] == [2022]
    assert works.get(at("contribution-list"), {"state": "rich"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/memberships/", 7),
        ("/contributions/", 5),
        ("/api/v1/memberships/", 6),
        ("/api/v1/contributions/", 6),
    ],
)
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    client, administrator, django_assert_num_queries, rows, url, queries
):
    for payment in ContributionPaymentFactory.create_batch(rows):
        MembershipClaimFactory(membership=payment.contribution.membership)
    client.force_login(administrator)
    client.get(url)

    with django_assert_num_queries(queries):
        client.get(url)


def test_the_memorandum_of_asmp_is_known_to_the_month_with_the_three_who_signed(reference):
    memorandum = Agreement.objects.get(programme__code="ASMP")

    assert (memorandum.signed_on, memorandum.precision) == (dt.date(2001, 12, 1), "MONTH")
    signed = {party.pk for party in memorandum.signed_by}
    founders = Membership.objects.filter(programme__code="ASMP", claims__joined_on=dt.date(2002, 1, 1))
    assert signed == {*founders.values_list("administration", flat=True), memorandum.organisation_id}
    assert len(signed) == 4
