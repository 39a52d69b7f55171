"""Lists as people keep them: what can be understood is, the rest is asked, nothing is guessed silently."""

import pytest

from members.models import Administration, NotSame, Person, Posting
from office.models import Upload
from programmes.actions import registering
from programmes.models import KnownHeading, Participation
from tests.factories.members import (
    AdministrationFactory,
    CountryFactory,
    FormerNameFactory,
    OrganisationFactory,
    PersonFactory,
    PostingFactory,
    SuccessionFactory,
)
from tests.factories.programmes import ClosedPeriodFactory, HeadcountFactory, ParticipationFactory
from tests.programmes.lists.conftest import counts, text_of, workbook

pytestmark = pytest.mark.django_db
STATES = "Nominated, Selected, Reserve list, Declined, Attended, Completed, Did not come"
ASK = "ask the secretariat administrator to add it"


def lines(page):
    return [{**line, **dict(line["cells"])} for line in page.context["look"]["lines"]]


def names(page):
    return [(line["Family name"], line["Given names"]) for line in lines(page)]


def problems(page):
    return [(each["place"], each["message"]) for line in lines(page) for each in line["problems"]]


def test_a_messy_sheet_of_fifty_is_in_after_one_look(lists, event, fiji):
    people = [
        [str(n), "", f"  Tui{'lagi' * (n % 9)}{n} ", f"Anna {n}", "f", "FIJI ", n] for n in range(1, 51)
    ]
    rows = [
        ["List of participants", "", "", "", "", "", ""],
        [],
        ["No.", "", "SURNAME", "First name", "Gender", "Country", "Room"],
        *people[:20],
        [],
        *people[20:],
        ["", "", "Total", "50", "", "", ""],
    ]

    page = lists.send("\n".join("\t".join(map(str, row)) for row in rows))

    assert counts(page) == {"new": 50}
    assert page.context["look"]["unread"] == ["Room"]
    saved = lists.save(page)
    assert "50 people added" in text_of(saved)
    assert event.participations.filter(organisation=fiji, person__sex="WOMAN").count() == 50
    assert Posting.objects.count() == 50


@pytest.mark.parametrize(
    "total", ["Total: 2 participants", "TOTAL 2", "Total participants: 2", "Grand total 2 pax"]
)
def test_a_row_that_adds_up_is_nobody_whatever_it_says(lists, event, fiji, total):
    page = lists.send(f"Participant\tCountry\nMere Tui\tFiji\nAna Lolo\tFiji\n{total}\t\n")

    assert {line["number"] for line in lines(page)} == {2, 3}


def test_a_name_that_begins_as_a_total_does_is_somebody(lists, event, fiji):
    page = lists.send("Family name\tGiven names\tCountry\nTotal\tAnna\tFiji\nSum\tPeople\tFiji\n")

    assert names(page) == [("Total", "Anna"), ("Sum", "People")]


@pytest.mark.parametrize("heading", ["Country / Economy", "Country or organisation", "Where from", ""])
def test_the_administration_is_read_under_two_words_for_it_and_where_its_cells_tell(
    lists, event, fiji, tonga, heading
):
    rows = f"Surname\tFirst name\t{heading}\nTui\tMere\tFiji\nLolo\tAna\tTonga\n"

    page = lists.send(rows)

    assert counts(page) == {"new": 2}
    assert [line["Administration"] for line in lines(page)] == ["Fiji", "Tonga"]


def test_a_column_with_words_for_two_things_or_cells_of_two_kinds_is_not_taken_for_either(lists, fiji):
    head = "Surname\tFirst name\tSex\tPosition / Country\tWhere from\n"

    page = lists.send(f"{head}Tui\tMere\tF\tOfficer\tFiji\nLolo\tAna\tF\tAnalyst\tby bus\n")

    assert page.context["look"]["unread"] == ["Position / Country", "Where from"]


def test_the_same_list_again_changes_nothing(lists, event):
    rows = "Family name\tGiven names\tCountry\nTuilagi\tAnna\tFJ\nKumar\tRavi\tFiji\n"
    lists.save(lists.send(rows))
    before = list(Participation.objects.order_by("pk").values())

    again = lists.send(rows)

    assert counts(again) == {"unchanged": 2}
    lists.save(again)
    assert list(Participation.objects.order_by("pk").values()) == before
    assert Person.objects.count() == 2


def test_saving_twice_what_was_shown_once_saves_it_once(lists, event):
    page = lists.send("Family name\tCountry\nTuilagi\tFJ\n")

    lists.save(page)
    lists.save(page)

    assert event.participations.count() == 1


def test_two_uploads_of_one_list_at_once_enter_nobody_twice(lists, event):
    rows = "Family name\tCountry\nTuilagi\tFJ\n"
    first, second = lists.send(rows), lists.send(rows)

    lists.save(first)
    late = lists.save(second)

    assert "has changed since it was shown" in text_of(late)
    assert counts(late) == {"unchanged": 1}
    assert Person.objects.count() == 1


def test_all_or_nothing_saves_nothing_and_good_rows_save_the_good_ones(lists, event):
    page = lists.send("Family name\tCountry\nTuilagi\tFJ\nTan\tAtlantis\n")

    assert counts(page) == {"new": 1, "problem": 1}
    assert "Tan · Atlantis" in text_of(page)
    assert "nothing was saved" in text_of(lists.save(page, "all"))
    assert not Person.objects.exists()
    lists.save(page, "good")
    assert [str(row.person) for row in event.participations.all()] == ["Tuilagi"]
    assert Upload.objects.get().counts["problem"] == 1


def test_every_problem_is_told_at_once_with_its_cell(lists, tonga):
    CountryFactory(iso2="NR", name="Nauru")
    head = ["Family name", "Given names", "Sex", "Administration", "Position", "E-mail", "Role", "State"]
    content = workbook(
        head,
        ["", "Anna", "F", "Fiji"],
        ["Tuilagi", "Anna", "x", "Fji", "", "anna(at)example", "Boss", "Maybe"],
        ["Kumar", "Ravi", "M", "Nauru"],
        ["Tan", "Wei"],
        ["Tui\u202elagi", "Anna", "", "FJ"],
        ["x" * 121, "Anna", "", "FJ"],
    )

    found = problems(lists.send(content))

    assert found[:9] == [
        ("Row 2, Family name (A2)", "It is empty."),
        ("Row 3, Sex (C3)", "“x” is not one of: Woman, Man, Not stated."),
        ("Row 3, Administration (D3)", "“Fji” is not known here. Is it “Fiji”?"),
        ("Row 3, E-mail (F3)", "“anna(at)example” is not an e-mail address."),
        ("Row 3, Role (G3)", "“Boss” is not one of: Participant, Resource person, Facilitator, Observer."),
        ("Row 3, State (H3)", f"“Maybe” is not one of: {STATES}."),
        ("Row 4, Administration (D4)", f"No customs administration of Nauru is known here yet: {ASK}."),
        (
            "Row 5, Administration (D5)",
            "It is empty: write a country, an ISO code or the name of an organisation.",
        ),
        (
            "Row 6, Family name (A6)",
            "It holds a character nobody can see: U+202E RIGHT-TO-LEFT OVERRIDE.",
        ),
    ]
    assert "more than 120 characters" in found[9][1]


def test_the_sheet_comes_back_with_the_problems_beside_the_rows(lists):
    page = lists.send("List\n\nFamily name\tCountry\nTuilagi\tFJ\nTan\tAtlantis\n")
    upload = page.context["upload"]

    back = lists.client.get(lists.page("list-remarks", upload.pk))

    again = lists.send(back.content)
    assert counts(again) == counts(page)
    look = again.context["look"]
    assert look["heading_row"] == 3
    assert look["columns"][2]["title"] == "What the portal says"
    assert "B5: “Atlantis” is no administration" in str(look["columns"][2]["samples"])


# --- What is asked -------------------------------------------------------------------------------


def test_unknown_headings_are_asked_once_and_remembered(lists, event):
    sheet = workbook(["Nom de famille", "Prénoms", "Pays"], ["Tuilagi", "Anna", "FJ"])

    page = lists.send(sheet)
    assert page.context["look"]["column_questions"]
    assert 'name="save"' not in text_of(page)
    settled = lists.post(
        page,
        sheet="0",
        heading_row="1",
        **{"column-0": "family_name", "column-1": "given_names", "column-2": "administration"},
    )

    assert names(settled) == [("Tuilagi", "Anna")]
    assert KnownHeading.objects.count() == 3
    assert counts(lists.send(sheet)) == {"new": 1}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("TUILAGI, Anna Mere", ("TUILAGI", "Anna Mere")),
        ("Anna Mere TUILAGI", ("TUILAGI", "Anna Mere")),
        ("Ms. NGUYEN Thi Lan", ("NGUYEN", "Thi Lan")),
        ("Suharto", ("Suharto", "")),
    ],
)
def test_a_whole_name_is_taken_apart_where_it_says_how(lists, name, parts):
    assert names(lists.send(f"Name\tCountry\n{name}\tFJ\n")) == [parts]


@pytest.mark.parametrize(
    ("answer", "parts"), [("yes", ("Anna", "Mere Tuilagi")), ("no", ("Tuilagi", "Anna Mere"))]
)
def test_else_the_order_of_names_is_asked(lists, answer, parts):
    page = lists.send("Name\tCountry\nAnna Mere Tuilagi\tFJ\n")

    assert page.context["look"]["lacking_order"] == ["Anna Mere Tuilagi"]
    assert 'name="save"' not in text_of(page)
    assert names(lists.post(page, family_first=answer)) == [parts]


def test_a_title_is_taken_for_a_sex_only_when_somebody_says_so(lists):
    page = lists.send("Mr/Ms\tFamily name\tCountry\nMs\tTuilagi\tFJ\nDr\tKumar\tFJ\n")

    assert [line["Sex"] for line in lines(page)] == ["Not stated", "Not stated"]
    said = lists.post(page, asked_titles="1", sex_by_title="1")
    assert [line["Sex"] for line in lines(said)] == ["Woman", "Not stated"]


def test_a_title_that_is_a_post_is_a_position(lists):
    page = lists.send("Title\tFamily name\tCountry\nSenior officer\tTuilagi\tFJ\n")

    assert lines(page)[0]["Position"] == "Senior officer"


def test_an_unknown_organisation_is_asked_for_all_its_rows(lists, tonga):
    page = lists.send("Family name\tCountry\nTuilagi\tFriendly Islands\nFifita\tfriendly islands\n")

    assert page.context["look"]["unknown"][0]["shown"] == "Friendly Islands"
    said = lists.post(page, **{"word-0": "friendly islands", "meant-0": "Tonga"})
    assert counts(said) == {"new": 2}
    assert {line["Administration"] for line in lines(said)} == {"Tonga"}


def test_a_list_without_administration_asks_whose_everybody_is(lists):
    page = lists.send("Family name\tGiven names\tPosition\nTuilagi\tAnna\tChief\n")

    assert page.context["look"]["wants_everybody_of"]
    assert counts(lists.post(page, everybody_of="Fiji")) == {"new": 1}


def test_several_lists_in_one_file_ask_which_one(lists):
    content = workbook(
        ["Family name", "Country"], ["Tuilagi", "FJ"], Other=[["Surname", "Member"], ["Tan", "FJ"]]
    )

    page = lists.send(content)

    assert "Several worksheets look like a list" in text_of(page)
    other = lists.post(page, was="0.1", sheet="1", heading_row="1")
    assert "Several worksheets" not in text_of(other)
    assert names(other) == [("Tan", "")]


def test_somebody_the_register_may_know_is_asked_about_and_remembered(lists, event, fiji):
    for email in ("one@example.org", "two@example.org"):
        person = PersonFactory(family_name="Tuilagi", given_names="Anna", email=email)
        PostingFactory(person=person, organisation=fiji)
    rows = "Family name\tGiven names\tCountry\nTuilagi\tAnna\tFJ\n"

    page = lists.send(rows)
    assert counts(page) == {"asked": 1}
    assert "one@example.org" in text_of(page)
    chosen = lists.post(page, **{"row-2": "new"})
    assert counts(chosen) == {"new": 1}
    lists.save(chosen)

    assert Person.objects.count() == 3
    assert NotSame.objects.count() == 2
    assert counts(lists.send(rows)) == {"unchanged": 1}
    lists.undo()
    assert (Person.objects.count(), NotSame.objects.count(), event.participations.count()) == (2, 0, 0)


def test_a_known_person_gets_what_the_register_lacked_and_keeps_the_rest(lists, fiji):
    person = PersonFactory(family_name="Tuilagi", given_names="Anna", email="")
    PostingFactory(person=person, organisation=fiji)

    lists.save(
        lists.send("Family name\tGiven names\tCountry\tSex\tMail\nTuilagi\tAnna\tFJ\tF\ta@example.org\n")
    )

    person.refresh_from_db()
    assert (person.sex, person.email) == ("WOMAN", "a@example.org")
    assert Posting.objects.count() == 1


def test_the_same_person_twice_in_one_role_is_a_problem(lists):
    page = lists.send("Family name\tGiven names\tCountry\nTuilagi\tAnna\tFJ\nAnna\tTUILAGI\tFiji\n")

    assert problems(page) == [("Row 3, Family name (A3)", "The same person as in row 2.")]


def test_one_e_mail_with_two_names_is_a_problem(lists):
    page = lists.send("Family name\tMail\tCountry\nTuilagi\ta@example.org\tFJ\nKumar\tA@example.org\tFJ\n")

    assert problems(page) == [("Row 3, Mail (B3)", "Row 2 has the same e-mail with another name.")]


def test_one_person_in_two_roles_is_no_problem(lists, event):
    lists.save(lists.send("Family name\tRole\tCountry\nTuilagi\t\tFJ\nTuilagi\tFacilitator\tFJ\n"))

    assert (Person.objects.count(), event.participations.count()) == (1, 2)


# --- What refuses a list ---------------------------------------------------------------------------


def test_a_closed_period_refuses_the_rows_with_its_reason(lists, event):
    programme = event.programmes.get()
    ClosedPeriodFactory(programme=programme, reason="The report is out.")

    page = lists.save(lists.send("Family name\tCountry\nTuilagi\tFJ\n"))

    assert "The report is out." in text_of(page)
    assert not Person.objects.exists()


def test_participants_counted_on_the_parent_refuse_the_rows(lists, event):
    event.parent = HeadcountFactory(event__title="Both weeks").event
    event.save()

    page = lists.save(lists.send("Family name\tCountry\nTuilagi\tFJ\n"))

    assert "already counted at “Both weeks”" in text_of(page)
    assert not Person.objects.exists()


def test_somebody_who_does_not_work_on_the_programme_sends_nothing(lists, client, officer):
    page = lists.send("Family name\tCountry\nTuilagi\tFJ\n")
    client.force_login(officer)

    upload = page.context["upload"].pk
    for name in ("list-look", "list-remarks"):
        assert client.get(lists.page(name, upload)).status_code == 403
    assert client.post(lists.page("list-undo", upload)).status_code == 403
    assert client.get(lists.address("event-people-workbook")).status_code == 403


def test_an_upload_is_read_by_those_who_may_change_what_it_is_about(lists, client, donor):
    other = Upload.objects.create(subject=ParticipationFactory().event, size=0)

    assert client.get(lists.page("list-look", other.pk)).status_code == 403
    client.force_login(donor)
    assert client.get(lists.page("list-look", other.pk)).status_code == 404
    assert client.get(lists.page("list-look", other.pk + 1)).status_code == 404


def test_text_that_looks_like_a_formula_is_stored_as_it_is(lists, event):
    lists.save(lists.send('Family name\tPosition\tCountry\n=cmd|"/c calc"!A1\t-5\tFJ\n'))

    row = event.participations.get()
    assert (row.person.family_name, row.position) == ('=cmd|"/c calc"!A1', "-5")


def test_names_are_stored_composed_and_keep_every_letter(lists, event):
    lists.save(lists.send("Family name\tGiven names\tCountry\n  Nguye\u0302\u0303n \tʻAna\u00a0 Lē\tFJ\n"))

    assert str(event.participations.get().person) == "ʻAna Lē Nguyễn"


def test_somebody_may_come_from_an_organisation_that_is_no_administration(lists, event):
    OrganisationFactory(name="WCO")

    lists.save(lists.send("Surname\tOrganisation\tRole\nTuilagi\tWCO\tSpeaker\n"))

    assert event.participations.get().role == "RESOURCE_PERSON"


def test_a_word_for_two_organisations_is_not_guessed(lists):
    OrganisationFactory(name="Customs (Korea)")
    korea = AdministrationFactory(iso2="KR", member_name="Korea (Republic of)", name="Korea Customs Service")
    korea.country.name = "Customs Korea"
    korea.country.save()

    ((place, message),) = problems(lists.send("Family name\tAdministration\nKim\tcustoms korea\n"))

    assert place == "Row 2, Administration (B2)"
    assert "Korea Customs Service" in message


@pytest.mark.parametrize("name", ["A" * 130 + ", Ana", "Ana, " + "B" * 130])
def test_a_part_of_a_whole_name_that_is_too_long_is_a_problem_of_its_cell(lists, event, fiji, name):
    page = lists.send(f"Name\tCountry\n{name}\tFJ\n")

    ((place, message),) = problems(page)
    assert place.endswith("A2") or "A2" in place
    assert "more than 120 characters" in message
    assert lists.save(page, "good").status_code == 200
    assert not Person.objects.exists()


def test_a_row_that_somebody_removed_while_it_was_saved_is_told_and_nothing_is_saved(
    lists, event, fiji, monkeypatch
):
    lists.save(lists.send("Family name\tGiven names\tCountry\nSeru\tAna\tFJ\n"))
    page = lists.send("Family name\tGiven names\tCountry\tPosition\nSeru\tAna\tFJ\tChief\n")
    register = registering.register

    def while_another_removes_it(*plan, **by):
        Participation.objects.all().delete()
        return register(*plan, **by)

    monkeypatch.setattr(registering, "register", while_another_removes_it)

    assert "changed the same people meanwhile" in text_of(lists.save(page))
    assert Upload.objects.latest("pk").saved_at is None


def test_whose_people_they_all_are_is_asked_once_and_not_told_of_every_row(lists, event, fiji):
    page = lists.send("Family name\tGiven names\nTui\tMere\nLolo\tAna\n")

    assert "No column tells the administration" in text_of(page)
    assert lines(page) == []


def test_an_old_name_is_understood_and_the_sender_told_until_when_it_was_used(lists, fiji):
    eswatini = AdministrationFactory(member_name="Eswatini")
    FormerNameFactory(administration=eswatini, name="Swaziland", starts_on="1968-09-06", ends_on="2018-04-18")
    FormerNameFactory(administration=eswatini, name="Fiji", ends_on="1901-12-31")  # another one's of today

    page = lists.send("Family name\tCountry\nDlamini\tSwaziland\nSeru\tFiji\n")

    assert page.context["look"]["notes"] == [
        "“Swaziland” is understood as Eswatini, which was called so until 18 April 2018."
    ]
    assert [line["Administration"] for line in lines(page)] == ["Eswatini", "Fiji"]


def test_of_one_that_became_another_the_sender_is_told_since_when(lists, fiji):
    SuccessionFactory(predecessor=fiji, successor__member_name="The Union", since_on="2020-01-01")

    page = lists.send("Family name\tCountry\nSeru\tFiji\n")

    assert page.context["look"]["notes"] == [
        "“Fiji” has been The Union since 1 January 2020: what is of a later day belongs there."
    ]
    assert Administration.objects.count() == 3  # and the rows stay where they were sent


def test_a_name_two_had_is_asked_about(lists, fiji):
    FormerNameFactory(name="Old Realm")
    FormerNameFactory(name="Old Realm")

    page = lists.send("Family name\tCountry\nSeru\tOld Realm\n")

    assert "write the whole name" in problems(page)[0][1]
