"""The staff of a support activity from a spreadsheet: shown, saved together, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Person
from programmes.models import SupportPerson
from tests.factories.kept import SupportActivityFactory, SupportPersonFactory
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import ClosedPeriodFactory
from tests.programmes.lists.conftest import Lists, counts, said, text_of

pytestmark = pytest.mark.django_db
THREE = (
    "Family name\tGiven names\tCountry\tPosition\tManaged or received\n"
    "Naidu\tRavi\tFiji\tIT officer\tManaged\n"
    "Naidu\tRavi\tFiji\tIT officer\tReceived\n"
    "Leota\tSina\tSamoa\tInspector\t\n"
)


class SupportLists(Lists):
    """The pages of the list of a support activity."""

    def address(self, name, *args):
        return reverse(f"programmes:{name}", args=[self.event.pk, *args])

    def send(self, content):
        data = {"rows": content}
        if isinstance(content, bytes):
            data = {"file": SimpleUploadedFile("staff.xlsx", content)}
        return self.client.post(self.address("support-list-send"), data, follow=True)


@pytest.fixture
def activity():
    samoa = AdministrationFactory(iso2="WS", member_name="Samoa")
    AdministrationFactory(iso2="FJ", member_name="Fiji")
    return SupportActivityFactory(administration=samoa)


@pytest.fixture
def lists(client, assigned, activity):
    client.force_login(assigned(activity.programme))
    return SupportLists(client, activity)


def test_staff_on_both_sides_are_shown_saved_and_taken_back(lists, activity):
    page = lists.send(THREE)

    assert counts(page) == {"new": 3}
    assert said(page, 2)["Side"] == "Received support"
    assert not SupportPerson.objects.exists()

    saved = lists.save(page)

    assert saved.status_code == 200
    sides = {(each.person.family_name, each.side) for each in activity.people.select_related("person")}
    assert sides == {("Naidu", "MANAGED"), ("Naidu", "RECEIVED"), ("Leota", "RECEIVED")}
    assert Person.objects.count() == 2
    assert counts(lists.send(THREE)) == {"unchanged": 3}


def test_a_downloaded_list_comes_back_unchanged(lists, activity):
    SupportPersonFactory(activity=activity)
    workbook = lists.client.get(lists.address("support-list-workbook")).content

    assert counts(lists.send(workbook)) == {"unchanged": 1}


def test_a_side_nobody_knows_is_told_with_its_cell(lists):
    page = lists.send(THREE.replace("Managed\n", "Watched\n"))

    assert "is not one of: Managed support, Received support" in text_of(page)


def test_in_a_closed_period_no_list_is_saved(lists, activity):
    page = lists.send(THREE)
    ClosedPeriodFactory(programme=activity.programme, starts_on="2023-01-01", ends_on="2023-12-31")

    answer = lists.save(page)

    assert "is closed from" in text_of(answer)
    assert not SupportPerson.objects.exists()
