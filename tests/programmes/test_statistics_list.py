"""National statistics sent as a list: rows of administrations and years."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.models import AuditEntry
from programmes.models import NationalStatistic
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import AssignmentFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
SEND = reverse("programmes:statistics-send")
LIST = (
    "Country\tYear\tOffices\tDeclarations\tTrained\n"
    "Fiji\t2017\t12\t1,234,567\t\n"
    "VU\t2017\tabout 5\t\t40\n"
    "Fiji\t2018\t12\t1 300 000\t55\n"
)


@pytest.fixture
def programme():
    AdministrationFactory(iso2="FJ", member_name="Fiji")
    AdministrationFactory(iso2="VU", member_name="Vanuatu")
    return ProgrammeFactory()


@pytest.fixture
def works(client, programme):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=programme)
    client.force_login(account)
    return client


def send(client, programme, rows, source="Annual reports"):
    return client.post(SEND, {"programme": programme.pk, "source": source, "rows": rows})


def problems_of(answer):
    assert answer.status_code == 200, "it was taken"
    return [each for problems in answer.context["form"].errors.values() for each in problems]


def test_a_list_is_entered_row_by_row_and_an_empty_cell_is_no_nought(works, programme):
    assert send(works, programme, LIST).status_code == 302

    told = {
        (each.administration.country_id, each.year, each.measure): (each.value, each.accuracy)
        for each in NationalStatistic.objects.all()
    }
    assert len(told) == 7
    values = sorted(value for value, _accuracy in told.values())
    assert values == [5, 12, 12, 40, 55, 1_234_567, 1_300_000]
    assert [accuracy for value, accuracy in told.values() if value == 5] == ["ABOUT"]


def test_a_list_sent_twice_leaves_the_same_and_a_correction_is_in_the_trail(works, programme):
    send(works, programme, LIST)
    send(works, programme, LIST)
    send(works, programme, "Fiji\t2017\t13")

    assert NationalStatistic.objects.count() == 7
    row = NationalStatistic.objects.get(
        administration__member_name="Fiji", year=2017, measure="CUSTOMS_OFFICES"
    )
    assert (row.value, row.version) == (13, 2)
    assert AuditEntry.objects.filter(object_id=row.pk, verb="CHANGED").count() == 1


def test_another_source_is_another_line(works, programme):
    send(works, programme, "Fiji\t2017\t12")
    send(works, programme, "Administration,Year,Offices,Source\nFiji,2017,14,Web page")

    assert NationalStatistic.objects.disputed().count() == 2


def test_every_problem_is_told_at_once_with_its_row_and_nothing_is_stored(works, programme):
    rows = (
        "Administration\tYear\tCustoms offices\tDeclarations\n"
        "Atlantis\t2017\t3\t\n"
        "Fiji\t2999\t3\t\n"
        "Fiji\t17\t3\t\n"
        "Fiji\t2017\ta few\t-5\n"
        "Fiji\t2016\t3\t\n"
        "Fiji\t2016\t4\t\n"
    )

    problems = " ".join(problems_of(send(works, programme, rows)))

    for said in (
        "Row 2, Administration",
        "Row 3, Year: 2999 is still to come",
        "Row 4, Year",
        "Row 5, Customs offices",
        "Row 5, Declarations processed",
        "Row 7, Customs offices: Row 6 says it already",
    ):
        assert said in problems
    assert not NationalStatistic.objects.exists()


@pytest.mark.parametrize(
    "rows", ["", "   ", "\t\t\n", "Country\tOffices\nFiji\t3", "\x00", '"', "Fiji\t2017"]
)
def test_what_says_nothing_or_cannot_be_read_is_refused(works, programme, rows):
    assert problems_of(send(works, programme, rows))
    assert not NationalStatistic.objects.exists()


def test_without_a_source_nothing_is_taken(works, programme):
    assert "Say who says so" in " ".join(problems_of(send(works, programme, "Fiji\t2017\t12", source="")))


def test_a_file_is_taken_as_well(works, programme):
    file = SimpleUploadedFile("numbers.csv", b"Administration;Year;Offices\nFiji;2017;12\n")

    works.post(SEND, {"programme": programme.pk, "source": "Yearbook", "file": file})

    assert NationalStatistic.objects.get().value == 12


def test_an_officer_of_another_programme_enters_nothing_here(client, officer, programme):
    client.force_login(officer)

    assert problems_of(send(client, programme, "Fiji\t2017\t12"))
    assert not NationalStatistic.objects.exists()
