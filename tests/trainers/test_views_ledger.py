"""The pages on which accreditations are entered, corrected, found and checked."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from office.models import AuditEntry, ReadEntry
from tests.factories.ledger import LedgerLineFactory, SchemeFactory, TeachingLanguageFactory
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import EventFactory, ParticipationFactory, TopicFactory
from trainers.models import LedgerLine, TeachingLanguage

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme():
    return SchemeFactory(name="Expert", code="ACE")


@pytest.fixture
def valuation():
    return TopicFactory(slug="customs-valuation", name="Customs valuation")


@pytest.fixture
def person():
    return PostingFactory(person=PersonFactory(family_name="Kora", given_names="Ann")).person


@pytest.fixture
def office(client, assigned, scheme):
    """The browser of an officer of the scheme's programme."""
    client.force_login(assigned(scheme.programme))
    return client


def shown(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked)


def names_on(answer):
    return [str(person) for person, _use in answer.context["rows"]]


def test_an_officer_enters_a_step_and_it_stands_in_the_ledger(office, person, scheme, valuation):
    sent = {
        "scheme": scheme.pk,
        "topic": valuation.pk,
        "step": "PRE_SELECTED",
        "taken_on": "2023-03-01",
        "evidence": "Letter of the WCO",
    }

    answer = office.post(reverse("trainers:line-new", args=[person.pk]), sent, follow=True)

    assert answer.redirect_chain == [(reverse("trainers:person-ledger", args=[person.pk]), 302)]
    assert "Letter of the WCO" in answer.text
    line = LedgerLine.objects.get()
    assert (line.step, line.person, line.created_by) == ("PRE_SELECTED", person, answer.wsgi_request.user)
    assert AuditEntry.objects.filter(object_id=line.pk, content_type__model="ledgerline").count() == 1


def test_what_is_refused_stands_beside_its_field_and_nothing_is_saved(office, person, scheme):
    sent = {"scheme": scheme.pk, "step": "SUSPENDED", "taken_on": "2099-01-01"}

    answer = office.post(reverse("trainers:line-new", args=[person.pk]), sent)

    assert set(answer.context["form"].errors) == {"topic", "taken_on", "reason"}
    assert not LedgerLine.objects.exists()


def test_validity_that_ends_before_it_starts_is_told_at_its_field(office, person, scheme, valuation):
    sent = {"scheme": scheme.pk, "topic": valuation.pk, "step": "ACCREDITED"}
    days = {"taken_on": "2023-03-01", "valid_to": "2023-02-28"}

    answer = office.post(reverse("trainers:line-new", args=[person.pk]), sent | days)

    assert "cannot end before it starts" in answer.context["form"].errors["valid_to"][0]


def test_an_officer_of_another_programme_is_offered_no_scheme_of_this_one(client, assigned, person, scheme):
    other = SchemeFactory()
    client.force_login(assigned(other.programme))

    answer = shown(client, "trainers:line-new", person.pk)
    sent = {"scheme": scheme.pk, "step": "PRE_SELECTED", "taken_on": "2023-03-01"}
    refused = client.post(reverse("trainers:line-new", args=[person.pk]), sent)

    assert list(answer.context["form"].fields["scheme"].queryset) == [other]
    assert "scheme" in refused.context["form"].errors


def test_a_line_is_corrected_by_a_further_one_that_says_why(office, person, scheme, valuation):
    wrong = LedgerLineFactory(person=person, scheme=scheme, topic=valuation, step="PRE_SELECTED")
    address = reverse("trainers:line-correct", args=[person.pk, wrong.pk])
    asked = office.get(address)
    sent = {"scheme": scheme.pk, "topic": valuation.pk, "step": "PRE_SELECTED", "taken_on": "2023-04-01"}

    without = office.post(address, sent)
    answer = office.post(address, sent | {"reason": "The letter says April."}, follow=True)

    assert asked.context["form"].initial["taken_on"] == dt.date(2023, 3, 1)
    assert "reason" in without.context["form"].errors
    assert f"corrected by line {LedgerLine.objects.latest('pk').pk}" in answer.text
    assert f"corrects line {wrong.pk}" in answer.text
    assert "The letter says April." in answer.text


def test_who_was_accredited_for_valuation_on_a_day_is_asked_on_the_roster(office, person, scheme, valuation):
    line = LedgerLineFactory(person=person, scheme=scheme, topic=valuation, taken_on=dt.date(2023, 3, 1))
    about = {"person": person, "scheme": scheme, "topic": valuation}
    LedgerLineFactory(**about, step="WITHDRAWN", taken_on=dt.date(2024, 6, 1), reason="Left.")
    LedgerLineFactory(scheme=scheme, taken_on=dt.date(2023, 3, 1))
    asked = {"topic": "customs-valuation"}

    then = shown(office, "trainers:trainer-list", **asked, on="2024-03-01")
    now = shown(office, "trainers:trainer-list", **asked)

    assert names_on(then) == ["Ann Kora"]
    assert [each.pk for each in then.context["rows"][0][0].accreditations] == [line.pk]
    assert names_on(now) == []


def test_a_trainer_is_found_by_scheme_language_administration_and_whether_in_post(office, person, scheme):
    LedgerLineFactory(person=person, scheme=scheme)
    LedgerLineFactory(person=PostingFactory(person=PersonFactory(family_name="Other")).person)
    TeachingLanguageFactory(person=person, language="tpi")
    posting = person.postings.get()
    person.postings.update(standing="IN_POST", known_on=dt.date(2024, 1, 1))

    for asked in (
        {"scheme": "ACE"},
        {"language": "tpi"},
        {"administration": posting.organisation.administration.iso2},
        {"standing": "IN_POST"},
        {"q": "kora"},
    ):
        assert names_on(shown(office, "trainers:trainer-list", **asked)) == ["Ann Kora"], asked
    assert len(names_on(shown(office, "trainers:trainer-list"))) == 2


def test_who_moved_is_found_where_they_serve_now_and_on_a_day_where_they_served_then(office, person, scheme):
    LedgerLineFactory(person=person, scheme=scheme, taken_on=dt.date(2020, 1, 1))
    first, second = person.postings.get(), AdministrationFactory()
    person.postings.update(ends_on=dt.date(2022, 12, 31))
    PostingFactory(person=person, organisation=second, starts_on=dt.date(2023, 1, 1))
    old, new = first.organisation.administration.iso2, second.iso2

    found = {
        (iso2, day): names_on(shown(office, "trainers:trainer-list", administration=iso2, on=day))
        for iso2 in (old, new)
        for day in ("2022-06-01", "2023-06-01")
    }

    assert found == {
        (old, "2022-06-01"): ["Ann Kora"],
        (old, "2023-06-01"): [],
        (new, "2022-06-01"): [],
        (new, "2023-06-01"): ["Ann Kora"],
    }


def test_the_roster_tells_how_often_somebody_taught(office, person, scheme):
    LedgerLineFactory(person=person, scheme=scheme)
    about = {"person": person, "posting": False}
    first, last = EventFactory(), EventFactory(ends_on=dt.date(2024, 5, 3), starts_on=dt.date(2024, 5, 1))
    ParticipationFactory(event=first, role="RESOURCE_PERSON", **about)
    ParticipationFactory(event=first, role="FACILITATOR", **about)
    ParticipationFactory(event=last, role="FACILITATOR", **about)
    ParticipationFactory(role="PARTICIPANT", **about)
    ParticipationFactory(role="RESOURCE_PERSON", state="NO_SHOW", **about)

    (_person, use), *_rest = shown(office, "trainers:trainer-list").context["rows"]

    assert (use.events, use.last_on) == (2, dt.date(2024, 5, 3))


def test_the_roster_may_begin_with_who_taught_most_or_least(office, scheme):
    for name, times in (("Once", 1), ("Never", 0), ("Twice", 2)):
        person = PersonFactory(family_name=name, given_names="")
        LedgerLineFactory(person=person, scheme=scheme)
        for _time in range(times):
            ParticipationFactory(person=person, role="RESOURCE_PERSON", posting=False)

    orders = {
        order: names_on(shown(office, "trainers:trainer-list", order=order)) for order in ("most", "least")
    }

    assert orders == {"most": ["Twice", "Once", "Never"], "least": ["Never", "Once", "Twice"]}
    assert names_on(shown(office, "trainers:trainer-list")) == ["Never", "Once", "Twice"]


@pytest.mark.parametrize(
    "asked", [{"on": "1 March"}, {"topic": "nothing"}, {"scheme": "x"}, {"standing": "?"}, {"foo": "1"}]
)
def test_a_filter_that_is_not_known_is_refused(office, asked):
    assert shown(office, "trainers:trainer-list", **asked).status_code == 400


def test_the_roster_asks_as_often_for_many_as_for_one(office, scheme, django_assert_num_queries):
    def one_more():
        person = PostingFactory().person
        LedgerLineFactory(person=person, scheme=scheme)
        TeachingLanguageFactory(person=person)

    one_more()
    shown(office, "trainers:trainer-list")
    with django_assert_num_queries(9):
        shown(office, "trainers:trainer-list")
    one_more()
    one_more()
    with django_assert_num_queries(9):
        shown(office, "trainers:trainer-list")


@pytest.mark.parametrize(
    ("name", "queries"), [("api:accreditation-list", 6), ("api:ledger-line-list", 5), ("api:scheme-list", 4)]
)
def test_the_api_asks_as_often_for_many_as_for_one(office, django_assert_num_queries, name, queries):
    LedgerLineFactory(event=EventFactory())
    shown(office, name)
    with django_assert_num_queries(queries):
        shown(office, name)
    for _each in range(2):
        TeachingLanguageFactory(person=LedgerLineFactory(event=EventFactory()).person)
    with django_assert_num_queries(queries):
        shown(office, name)


def test_a_ledger_asks_as_often_for_many_lines_as_for_one(office, person, scheme, django_assert_num_queries):
    def one_more():
        LedgerLineFactory(person=person, scheme=scheme, event=EventFactory(), created_by=AccountFactory())

    one_more()
    shown(office, "trainers:person-ledger", person.pk)
    with django_assert_num_queries(11):
        shown(office, "trainers:person-ledger", person.pk)
    one_more()
    one_more()
    with django_assert_num_queries(11):
        shown(office, "trainers:person-ledger", person.pk)


def test_a_focal_point_sees_its_own_trainers_and_a_donor_nobody(client, person, scheme):
    LedgerLineFactory(person=person, scheme=scheme)
    LedgerLineFactory(person=PostingFactory(person=PersonFactory(family_name="Foreign")).person)
    client.force_login(AccountFactory(focal_point=True, organisation=person.postings.get().organisation))
    own = shown(client, "trainers:trainer-list")
    client.force_login(AccountFactory(donor=True))
    none = shown(client, "trainers:trainer-list")

    assert names_on(own) == ["Ann Kora"]
    assert names_on(none) == []
    assert "Kora" not in none.text


def test_reading_names_is_logged(office, person, scheme):
    LedgerLineFactory(person=person, scheme=scheme)
    shown(office, "trainers:trainer-list")
    shown(office, "trainers:person-ledger", person.pk)

    logged = ReadEntry.objects.values_list("what", "people")
    assert set(logged) == {("the roster of trainers", 1), (f"person {person.pk}", 1)}


def test_the_languages_of_a_person_are_said_and_taken_back(office, person):
    TeachingLanguageFactory(person=person, language="en")
    address = reverse("trainers:person-languages", args=[person.pk])

    office.post(address, {"languages": ["tpi", "fr"]})

    assert sorted(TeachingLanguage.objects.values_list("language", flat=True)) == ["fr", "tpi"]


def test_a_master_trainer_sees_their_own_accreditations_and_certificate(client, person, scheme):
    line = LedgerLineFactory(person=person, scheme=scheme)
    client.force_login(AccountFactory(master_trainer=True, person=person))

    page = shown(client, "trainers:own-ledger")

    assert reverse("reports:certificate", args=[line.pk]) in page.text
    assert "Enter a step" not in page.text
    assert shown(client, "reports:certificate", LedgerLineFactory().pk).status_code == 404


def test_a_person_who_is_made_up_is_marked_on_every_page(office, scheme):
    person = PersonFactory(is_made_up=True)
    line = LedgerLineFactory(person=person, scheme=scheme)

    for name, *about in (
        ("trainers:trainer-list",),
        ("trainers:person-ledger", person.pk),
        ("trainers:line-new", person.pk),
        ("trainers:line-correct", person.pk, line.pk),
        ("trainers:check", line.code),
        ("reports:trainer-pool",),
    ):
        assert "Made up for the demonstration" in shown(office, name, *about).text, name


def test_an_address_of_an_entry_that_was_merged_leads_to_the_person(office, person):
    lost = PersonFactory(merged_into=person)

    answer = shown(office, "trainers:person-ledger", lost.pk)

    assert answer.url == reverse("trainers:person-ledger", args=[person.pk])


def test_the_api_tells_who_was_accredited_on_a_day(office, person, scheme, valuation):
    LedgerLineFactory(
        person=person,
        scheme=scheme,
        topic=valuation,
        taken_on=dt.date(2023, 3, 1),
        valid_to=dt.date(2024, 3, 1),
    )
    TeachingLanguageFactory(person=person, language="tpi")
    address = reverse("api:accreditation-list")

    then = office.get(address, {"on": "2024-03-01", "topic": "customs-valuation"}).json()["results"]
    later = office.get(address, {"on": "2024-03-02"}).json()["results"]

    assert [(each["person"]["family_name"], each["scheme"], each["valid_to"]) for each in then] == [
        ("Kora", "ACE", "2024-03-01")
    ]
    assert then[0]["person"]["languages"] == ["tpi"]
    assert later == []
    assert office.get(address, {"on": "soon"}).status_code == 400


def test_the_api_gives_every_line_of_the_ledger(office, person, scheme):
    wrong = LedgerLineFactory(person=person, scheme=scheme, step="PRE_SELECTED")
    LedgerLineFactory(
        person=person, scheme=scheme, topic=wrong.topic, step="STRUCK", corrects=wrong, reason="No."
    )

    lines = office.get(reverse("api:ledger-line-list"), {"person": person.pk}).json()["results"]

    assert {(each["step"], each["corrects"]) for each in lines} == {
        ("PRE_SELECTED", None),
        ("STRUCK", wrong.pk),
    }
    assert office.get(reverse("api:scheme-list")).json()["results"][0]["steps"][-1] == "ACCREDITED"


def test_today_is_the_day_where_it_begins_first(office, person, scheme, valuation):
    in_samoa = (timezone.now() + dt.timedelta(hours=14)).date()
    sent = {"scheme": scheme.pk, "topic": valuation.pk, "step": "PRE_SELECTED", "taken_on": in_samoa}

    office.post(reverse("trainers:line-new", args=[person.pk]), sent)

    assert LedgerLine.objects.get().taken_on == in_samoa
