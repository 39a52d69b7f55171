"""Rows pasted from a spreadsheet: what will become of each, or every problem beside its cell."""

import pytest

from members.choices import OrganisationKind, Sex
from members.models import Person
from office.audit import Actor
from office.choices import Door
from programmes.actions.attending import add_participants
from programmes.choices import EventRole, ParticipationState
from programmes.intake.people import read_people
from programmes.models import Participation
from tests.factories.members import (
    AdministrationFactory,
    CountryFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
    PersonFactory,
    PostingFactory,
)
from tests.factories.programmes import EventFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
HEADINGS = "Family name\tGiven names\tSex\tAdministration\tPosition\tE-mail\tRole\tState\n"
STATES = "Nominated, Selected, Reserve list, Declined, Attended, Completed, Did not come"
ASK = "ask the secretariat administrator to add it"
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def fiji():
    return AdministrationFactory(
        iso2="FJ", member_name="Fiji", name="Fiji Revenue and Customs Service"
    ).organisation_ptr


@pytest.fixture
def read(fiji):
    """Return a function that reads pasted rows, for one event that was held."""
    event = EventFactory()

    def read_rows(text, event=event):
        return read_people(text, event=event, usual_state=ParticipationState.ATTENDED)

    read_rows.event = event
    return read_rows


def problems(pasted):
    assert not pasted.rows
    return [(each.place, each.message) for each in pasted.problems]


def test_a_row_becomes_a_line_of_the_list(read, fiji):
    text = HEADINGS + "Tuilagi\tAnna\tF\tFiji\tInspector\tanna@example.org\tFacilitator\tCompleted"

    (row,) = read(text).rows

    person = row.attendee.person
    assert (row.number, str(person), person.sex, person.organisation) == (2, "Anna Tuilagi", Sex.WOMAN, fiji)
    assert (person.position, person.email) == ("Inspector", "anna@example.org")
    assert (row.attendee.role, row.attendee.state) == (EventRole.FACILITATOR, ParticipationState.COMPLETED)
    assert (row.known, row.listed, row.organisation) == (None, None, "Fiji")


def test_headings_stand_in_any_order_and_usual_spelling(read):
    pasted = read("Country,First name,SURNAME,Gender\nFJ,Anna,Tuilagi,female")

    assert [str(row.attendee.person) for row in pasted.rows] == ["Anna Tuilagi"]
    assert pasted.rows[0].attendee.person.sex == Sex.WOMAN


def test_rows_without_headings_stand_in_the_order_that_is_shown(read):
    (row,) = read("Tuilagi\tAnna\tF\tFiji").rows

    assert (row.number, str(row.attendee.person)) == (1, "Anna Tuilagi")


def test_what_is_left_empty_is_not_stated_a_participant_and_as_usual(read):
    (row,) = read("Family name\tAdministration\nTuilagi\tFJ").rows

    assert row.attendee.person.sex == Sex.NOT_STATED
    assert (row.attendee.role, row.attendee.state) == (EventRole.PARTICIPANT, ParticipationState.ATTENDED)


@pytest.mark.parametrize(
    ("word", "sex"),
    [("f", "WOMAN"), ("Woman", "WOMAN"), ("W", "WOMAN"), ("M", "MAN"), ("male", "MAN"), ("-", "NOT_STATED")],
)
def test_sex_is_read_in_its_usual_words(read, word, sex):
    (row,) = read(f"Family name\tSex\tAdministration\nTuilagi\t{word}\tFJ").rows

    assert row.attendee.person.sex == sex


def test_sex_is_never_guessed_from_a_title(read):
    pasted = read("Mr/Ms\tFamily name\tAdministration\nMs\tTuilagi\tFJ")

    assert pasted.ignored == ("Mr/Ms",)
    assert pasted.rows[0].attendee.person.sex == Sex.NOT_STATED
    assert problems(read("Sex\tFamily name\tAdministration\nMs\tTuilagi\tFJ")) == [
        ("Row 2, Sex", "“Ms” is not one of: Woman, Man, Not stated.")
    ]


@pytest.mark.parametrize(
    "words", ["FJ", "fj", "FJX", "FIJI", "Fiji Revenue and Customs Service", "FRCS", "Country of Fiji"]
)
def test_an_administration_is_known_by_code_name_country_and_other_spelling(read, fiji, words):
    OrganisationAliasFactory(organisation=fiji, name="F.R.C.S.")
    OrganisationAliasFactory(organisation=fiji, name="FRCS")
    fiji.administration.country.name = "Country of Fiji"
    fiji.administration.country.save()

    (row,) = read(f"Family name\tAdministration\nTuilagi\t{words}").rows

    assert row.attendee.person.organisation == fiji


def test_somebody_may_come_from_an_organisation_that_is_no_administration(read):
    wco = OrganisationFactory(name="WCO", kind=OrganisationKind.INTERNATIONAL)

    (row,) = read("Surname\tOrganisation\tRole\nTuilagi\tWCO\tSpeaker").rows

    assert row.attendee.person.organisation == wco
    assert row.attendee.role == EventRole.RESOURCE_PERSON


def test_every_problem_is_told_at_once_beside_its_row_and_column(read):
    AdministrationFactory(iso2="TO", member_name="Tonga")
    CountryFactory(iso2="NR", name="Nauru")
    text = HEADINGS + (
        "\tAnna\tF\tFiji\n"
        "Tuilagi\tAnna\tx\tFji\t\tanna(at)example\tBoss\tMaybe\n"
        "Kumar\tRavi\tM\tNauru\n"
        "Vunipola\tMere\tF\tAtlantis\n"
        "Tan\tWei\t\t\n"
    )

    assert problems(read(text)) == [
        ("Row 2, Family name", "It is empty."),
        ("Row 3, Sex", "“x” is not one of: Woman, Man, Not stated."),
        ("Row 3, Administration", "“Fji” is not known here. Is it “Fiji”?"),
        ("Row 3, E-mail", "“anna(at)example” is not an e-mail address."),
        (
            "Row 3, Role",
            "“Boss” is not one of: Participant, Resource person, Facilitator, Observer.",
        ),
        (
            "Row 3, State",
            f"“Maybe” is not one of: {STATES}.",
        ),
        (
            "Row 4, Administration",
            f"No customs administration of Nauru is known here yet: {ASK}.",
        ),
        ("Row 5, Administration", "“Atlantis” is no administration or organisation known here."),
        (
            "Row 6, Administration",
            "It is empty: write a country, an ISO code or the name of an organisation.",
        ),
    ]


def test_a_word_for_two_organisations_is_not_guessed(read):
    OrganisationFactory(name="Customs (Korea)")
    korea = AdministrationFactory(iso2="KR", member_name="Korea (Republic of)", name="Korea Customs Service")
    korea.country.name = "Customs Korea"
    korea.country.save()

    ((place, message),) = problems(read("Family name\tAdministration\nKim\tcustoms korea"))

    assert place == "Row 2, Administration"
    assert "Korea Customs Service" in message
    assert "Customs (Korea)" in message


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\x07", "U+0007"),
        ("\x00", "U+0000"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    ],
)
def test_characters_nobody_can_see_are_refused_with_row_and_column(read, character, named):
    ((place, message),) = problems(read(f"Family name\tAdministration\nTui{character}lagi\tFJ"))

    assert place == "Row 2, Family name"
    assert named in message


def test_text_that_looks_like_a_formula_is_kept_as_text(read):
    (row,) = read("Family name\tPosition\tAdministration\n-Tuilagi\t=1+1\tFJ").rows

    assert (row.attendee.person.family_name, row.attendee.person.position) == ("-Tuilagi", "=1+1")


def test_names_are_stored_composed_and_keep_every_letter(read):
    (row,) = read("Family name\tGiven names\tAdministration\n  Nguye\u0302\u0303n \tʻAna\u00a0 Lē\tFJ").rows

    assert str(row.attendee.person) == "ʻAna Lē Nguyễn"


def test_too_long_a_name_is_refused_before_it_reaches_the_database(read):
    ((place, message),) = problems(read(f"Family name\tAdministration\n{'x' * 121}\tFJ"))

    assert place == "Row 2, Family name"
    assert "more than 120 characters" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Family name\tFamily name\tAdministration\nA\tB\tFJ", "stands twice"),
        ("Given names\tAdministration\nAnna\tFJ", "is missing"),
        ("Family name\tAdministration\n", "no row under the headings"),
        ("Family name\tAdministration\nTuilagi\tFJ\tand\tmore", "only 2 columns"),
        ("Family name\tAdministration\n" + "Tuilagi\tFJ\n" * 501, "more than 500 rows"),
        ("Family name\tAdministration\n" + "x" * 200_001, "at most 0.2"),
        ("   \n \n", "nothing in it"),
    ],
)
def test_what_cannot_be_read_as_rows_is_refused_whole(read, text, message):
    found = [each.message for each in read(text).problems]

    assert any(message in each for each in found), found
    assert not read(text).rows


# --- The same person twice -----------------------------------------------------------------------


def test_the_same_person_twice_in_one_role_is_a_problem(read):
    text = "Family name\tGiven names\tAdministration\nTuilagi\tAnna\tFJ\nAnna\tTUILAGI\tFiji"

    assert problems(read(text)) == [("Row 3, Family name", "The same person in the same role as in row 2.")]


def test_one_e_mail_with_two_names_is_a_problem(read):
    text = "Family name\tE-mail\tAdministration\nTuilagi\ta@example.org\tFJ\nKumar\tA@example.org\tFJ"

    assert problems(read(text)) == [("Row 3, E-mail", "Row 2 has the same e-mail with another name.")]


def test_two_of_one_name_with_their_own_e_mails_are_two_people(read):
    text = "Family name\tE-mail\tAdministration\nTuilagi\ta@example.org\tFJ\nTuilagi\tb@example.org\tFJ"

    assert len(read(text).new) == 2


def test_one_person_in_two_roles_is_no_problem(read):
    text = "Family name\tRole\tAdministration\nTuilagi\t\tFJ\nTuilagi\tFacilitator\tFJ"

    assert len(read(text).attendees) == 2


def test_one_name_in_two_roles_with_one_e_mail_is_asked_about(read):
    text = (
        "Family name\tRole\tE-mail\tAdministration\nTuilagi\t\ta@example.org\tFJ\nTuilagi\tFacilitator\t\tFJ"
    )

    assert problems(read(text)) == [
        ("Row 3, Family name", "If this is the person of row 2, give both rows the same e-mail.")
    ]


# --- Held against the register and the list ------------------------------------------------------


def test_somebody_known_is_told_apart_from_somebody_new_and_somebody_listed(read, fiji):
    known = PersonFactory(family_name="Tuilagi", given_names="Anna")
    PostingFactory(person=known, organisation=fiji)
    listed = ParticipationFactory(
        event=read.event, organisation=fiji, person__family_name="Naulivou", person__given_names="Epeli"
    )

    pasted = read(
        "Family name\tGiven names\tAdministration\nTuilagi\tAnna\tFJ\nNaulivou\tEpeli\tFJ\nNew\tOne\tFJ"
    )

    assert [(row.number, row.known) for row in pasted.known] == [(2, known)]
    assert [(row.number, row.listed) for row in pasted.listed] == [(3, listed)]
    assert [row.number for row in pasted.new] == [4]
    assert len(pasted.attendees) == 2


def test_the_same_paste_again_finds_everybody_on_the_list(read):
    text = HEADINGS + "Tuilagi\tAnna\tF\tFiji\tChief\ta@example.org\nTuilagi\tAnna\tF\tFJ\t\tb@example.org"
    add_participants(event=read.event, attendees=read(text).attendees, by=BY)
    stored = (Person.objects.count(), Participation.objects.count())

    again = read(text)

    assert stored == (2, 2)
    assert [row.number for row in again.listed] == [2, 3]
    assert again.attendees == []


def test_a_name_of_several_people_is_a_problem_of_its_row(read, fiji):
    for email in ("one@example.org", ""):
        person = PersonFactory(family_name="Tuilagi", given_names="Anna", email=email)
        PostingFactory(person=person, organisation=fiji)

    ((place, message),) = problems(read("Surname\tFirst name\tCountry\nTuilagi\tAnna\tFJ"))

    assert place == "Row 2, Surname"
    assert "Anna Tuilagi, one@example.org; Anna Tuilagi" in message


def test_a_known_name_with_another_e_mail_is_a_problem_of_its_row(read, fiji):
    person = PersonFactory(family_name="Tuilagi", given_names="Anna", email="one@example.org")
    PostingFactory(person=person, organisation=fiji)

    ((place, message),) = problems(
        read("Surname\tFirst name\tCountry\tMail\nTuilagi\tAnna\tFJ\tother@example.org")
    )

    assert place == "Row 2, Surname"
    assert "add this person alone" in message


def test_two_rows_that_the_register_says_are_one_person_are_a_problem(read, fiji):
    person = PersonFactory(family_name="Tuilagi", given_names="Anna", email="one@example.org")
    PostingFactory(person=person, organisation=fiji)
    text = "Surname\tFirst name\tCountry\tMail\nTuilagi\tAnna\tFJ\t\nTuilagi\tAnna Mere\tFJ\tone@example.org"

    assert problems(read(text)) == [
        ("Row 3, Surname", "The register says it is the same person as in row 2.")
    ]


def test_the_plan_is_another_once_somebody_came_onto_the_list_meanwhile(read):
    text = "Family name\tAdministration\nTuilagi\tFJ"
    before = read(text)
    add_participants(event=read.event, attendees=before.attendees, by=BY)

    assert read(text).plan != before.plan
    assert read(text, event=EventFactory()).plan != before.plan  # known there, new here before


@pytest.mark.parametrize("rows", [1, 30])
def test_reading_takes_the_same_queries_however_many_the_rows(read, django_assert_num_queries, rows):
    text = "Family name\tAdministration\n" + "".join(f"Name{row}\tFJ\n" for row in range(rows))

    with django_assert_num_queries(6):
        assert len(read(text).rows) == rows
