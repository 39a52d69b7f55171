"""Several cascade trainings from a spreadsheet: every problem at once with its cell, all saved or nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import AssignmentFactory, MembershipFactory, ProgrammeFactory, TopicFactory
from tests.factories.teaching import CascadeTrainingFactory
from trainers.models import CascadeTraining

pytestmark = pytest.mark.django_db

PASTE = reverse("trainers:cascade-paste")
HEADINGS = (
    "Trainer\tWhose people\tProgramme\tTopic\tFirst day\tLast day\tCustoms\tPrivate sector\tWomen\tNote"
)


@pytest.fixture
def programme():
    return ProgrammeFactory(code="MTP", short_name="MTP")


@pytest.fixture(autouse=True)
def fiji():
    return AdministrationFactory(iso2="FJ", name="Fiji Customs", member_name="Fiji")


@pytest.fixture(autouse=True)
def topic():
    return TopicFactory(name="Customs valuation", slug="customs-valuation")


@pytest.fixture(autouse=True)
def mere(fiji):
    person = PersonFactory(family_name="Vunipola", given_names="Mere")
    PostingFactory(person=person, organisation=fiji)
    return person


@pytest.fixture
def as_officer(client, programme):
    client.force_login(AssignmentFactory(programme=programme).account)
    return client


def row(**changed):
    cells = {
        "trainer": "Mere Vunipola",
        "whose": "Fiji",
        "programme": "MTP",
        "topic": "Customs valuation",
        "first": "2024-02-05",
        "last": "",
        "customs": "12",
        "private": "0",
        "women": "5",
        "note": "Made before the ledger",
    } | changed
    return "\t".join(cells.values())


def send(client, *rows):
    return client.post(PASTE, {"rows": "\n".join([HEADINGS, *rows])})


def test_trainings_are_shown_first_and_saved_all_when_somebody_says_so(as_officer, mere, topic, fiji):
    shown = send(as_officer, row(), row(first="12 March 2024", customs="3", women=""))

    assert not CascadeTraining.objects.exists()
    assert shown.context["look"].problems == ()
    as_officer.post(PASTE, {"kept": shown.context["kept"], "save": "1"})

    first, second = CascadeTraining.objects.order_by("starts_on")
    assert (first.trainer, first.topic, first.organisation_id, first.people) == (mere, topic, fiji.pk, 12)
    assert (str(second.starts_on), second.women, second.grade) == ("2024-03-12", None, "C")


def test_every_problem_is_told_at_once_with_its_cell_and_nothing_is_saved(as_officer):
    shown = send(
        as_officer,
        row(),
        row(topic="Alchemy", women="99"),
        "",
        row(first="03/04/2024"),
        row(first="2999-01-01", women="98"),
        row(trainer="Nobody Atall", note="", programme="XYZ"),
    )

    problems = dict(shown.context["look"].problems)
    assert {cell: problems[cell] for cell in sorted(problems)} == {
        "A7": problems["A7"],
        "C7": problems["C7"],
        "D3": "“Alchemy” is no topic known here.",
        "E5": "“03/04/2024” can be two days: write it as 2024-03-31.",
        "E6": "A training is reported when it has taken place.",
        "I3": "There cannot be more women than people.",
        "I6": "There cannot be more women than people.",
    }
    assert "Nobody in the register" in problems["A7"]
    assert "XYZ" in problems["C7"]
    as_officer.post(PASTE, {"kept": shown.context["kept"], "save": "1"})
    assert not CascadeTraining.objects.exists()


def test_what_may_be_one_training_is_flagged_and_kept(as_officer, programme, topic, fiji):
    CascadeTrainingFactory(
        programme=programme, topic=topic, organisation=fiji, starts_on="2024-02-05", ends_on=None
    )

    first, second = send(as_officer, row(), row(customs="7")).context["look"].lines

    assert len(first.alike) == 1
    assert [words for words in second.alike if "row 2" in words]


@pytest.mark.parametrize(
    ("headings", "cell"),
    [
        ("Trainer\tTopic\tColour\tFirst day", "C1"),
        ("Trainer\tTopic\tTopic\tFirst day", "C1"),
        ("Trainer\tTopic", "A1"),
    ],
)
def test_headings_that_cannot_be_relied_on_are_named(as_officer, headings, cell):
    shown = as_officer.post(PASTE, {"rows": f"{headings}\na\tb\tc\td"})

    assert [where for where, _message in shown.context["look"].problems] == [cell]


@pytest.mark.parametrize(
    "kept", ["", "[", "{}", "[[1, 2], [3, 4]]", '[[1, ["Topic"]]]', '[["1", []], [2, [3]]]']
)
def test_a_list_that_does_not_come_back_as_it_was_shown_is_refused(as_officer, kept):
    answer = as_officer.post(PASTE, {"kept": kept, "save": "1"})

    assert "send it again" in answer.content.decode()
    assert not CascadeTraining.objects.exists()


def test_more_than_fit_are_refused(as_officer):
    answer = send(as_officer, *[row()] * 101)

    assert "more than 100 trainings" in answer.content.decode()


def test_the_workbook_comes_back_filled_in(as_officer):
    given = as_officer.get(reverse("trainers:cascade-workbook"))
    book = load_workbook(io.BytesIO(given.content))
    sheet = book["Trainings"]
    headings = [cell.value for cell in sheet[1]]
    filled = dict(zip(HEADINGS.split("\t"), row().split("\t"), strict=True))
    for place, heading in enumerate(headings, start=1):
        sheet.cell(2, place).value = filled.get(heading)
    file = io.BytesIO()
    book.save(file)

    shown = as_officer.post(PASTE, {"file": SimpleUploadedFile("cascade.xlsx", file.getvalue())})

    assert shown.context["look"].problems == ()
    assert len(shown.context["look"].trainings) == 1


def test_a_trainer_reports_only_their_own_and_a_focal_point_of_its_own_people(client, programme, mere, fiji):
    CascadeTrainingFactory(programme=programme, trainer=mere, organisation=fiji)
    stranger = PersonFactory(family_name="Stranger", given_names="Ann")
    trainer = AccountFactory(master_trainer=True, person=mere)
    client.force_login(trainer)
    (line,) = send(client, row(trainer="Ann Stranger")).context["look"].lines
    assert line.training.trainer == mere

    MembershipFactory(programme=programme, administration=fiji)
    client.force_login(AccountFactory(focal_point=True, organisation=fiji.organisation_ptr))
    (line,) = send(client, row(trainer="Ann Stranger")).context["look"].lines
    assert "of those you may see" in line.problems[0][1]
    (line,) = send(client, row(whose="")).context["look"].lines
    assert line.training.organisation_id == fiji.pk
    assert stranger.full_name not in str(line)


def test_each_row_of_a_list_costs_the_same_few_statements(as_officer):
    def cost(rows):
        with CaptureQueriesContext(connection) as asked:
            send(as_officer, *[row(first=f"2024-02-{day:02}") for day in range(1, rows + 1)])
        return len(asked)

    once, more = cost(2), cost(6)

    assert more - once <= 4 * 15
