"""Training materials: kept in versions and languages, downloaded by whom they are meant for."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from office.models import ReadEntry
from tests.factories.cohorts import CohortFactory
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.teaching import MaterialFactory, MaterialFileFactory
from trainers.actions.cohorts import remove_cohort
from trainers.models import Material

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(code="MTP")


@pytest.fixture
def officer(programme):
    return AssignmentFactory(programme=programme).account


def said(programme, **changed):
    return {
        "version": 1,
        "programme": programme.pk,
        "topic": TopicFactory().pk,
        "kind": "MODULE",
        "title": "Customs valuation, part 1",
        "language": "en",
        "audience": "TRAINERS",
    } | changed


def test_a_module_is_kept_with_its_file_and_given_back_as_a_download(client, officer, programme):
    client.force_login(officer)

    file = SimpleUploadedFile("part 1.pdf", b"%PDF-1.7 valuation")
    client.post(reverse("trainers:material-new"), said(programme, file=file))
    material = Material.objects.get()
    answer = client.get(reverse("trainers:material-file", args=[material.pk]))

    assert answer.content == b"%PDF-1.7 valuation"
    assert answer["Content-Disposition"] == f'attachment; filename="material-{material.pk}.pdf"'
    assert ReadEntry.objects.filter(what=f"training material {material.pk}", reader=officer).exists()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"file": SimpleUploadedFile("page.html", b"<script>")}, "file", "no file of one of these kinds"),
        ({"file": SimpleUploadedFile("page.pdf", b"<script>")}, "file", "no file of one of these kinds"),
        ({"language": "English (UK)"}, "language", "as a tag"),
        ({"title": ""}, "title", "required"),
        ({"kind": "BALLAD"}, "kind", "valid choice"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, officer, programme, changed, field, words):
    client.force_login(officer)

    answer = client.post(reverse("trainers:material-new"), said(programme, **changed))

    assert words in str(answer.context["form"].errors[field])
    assert not Material.objects.exists()


def test_a_version_is_there_once_in_each_language(client, officer, programme):
    MaterialFactory(programme=programme, title="Customs valuation, part 1", edition="2")
    client.force_login(officer)

    again = client.post(reverse("trainers:material-new"), said(programme, edition="2"))
    client.post(reverse("trainers:material-new"), said(programme, edition="2", language="fr"))

    assert "there already in this language" in str(again.context["form"].errors)
    assert Material.objects.filter(language="fr").exists()


def test_a_material_made_for_a_cohort_leads_there_who_may_see_it(client, officer, programme):
    cohort = CohortFactory(programme=programme, title="Cohort of the Pacific")
    client.force_login(officer)

    client.post(reverse("trainers:material-new"), said(programme, cohort=cohort.pk, audience="EVERYBODY"))
    material = Material.objects.get()
    page = client.get(material.get_absolute_url()).content.decode()
    client.force_login(AccountFactory(donor=True))
    to_others = client.get(material.get_absolute_url()).content.decode()

    assert cohort.get_absolute_url() in page
    assert "Cohort of the Pacific" not in to_others


def test_a_cohort_that_materials_were_made_for_stays(programme):
    cohort = MaterialFactory(programme=programme, cohort=CohortFactory(programme=programme)).cohort

    with pytest.raises(ValidationError, match="materials were made for the cohort"):
        remove_cohort(cohort=cohort, by=Actor(None, Door.COMMAND, "Entered by mistake"))


def test_nothing_is_adapted_from_what_was_adapted_from_it(client, officer, programme):
    first = MaterialFactory(programme=programme)
    second = MaterialFactory(programme=programme, adapted_from=first)
    third = MaterialFactory(programme=programme, adapted_from=second)
    client.force_login(officer)

    answer = client.post(
        reverse("trainers:material-edit", args=[first.pk]), said(programme, adapted_from=third.pk)
    )

    assert "was adapted from this one" in str(answer.context["form"].errors["adapted_from"])
    page = client.get(third.get_absolute_url())
    assert [each for each, _may_open in page.context["origins"]] == [second, first]


def test_what_others_were_adapted_from_stays(client, officer, programme):
    first = MaterialFactory(programme=programme)
    MaterialFactory(programme=programme, adapted_from=first)
    client.force_login(officer)

    client.post(reverse("trainers:material-remove", args=[first.pk]), {"reason": "Old"})

    assert Material.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("SECRETARIAT", {"officer"}),
        ("TRAINERS", {"officer", "trainer"}),
        ("MEMBERS", {"officer", "trainer", "member"}),
        ("EVERYBODY", {"officer", "trainer", "another trainer", "member", "stranger", "donor"}),
    ],
)
def test_a_material_is_read_by_whom_it_is_meant_for(officer, programme, audience, readers):
    fiji = AdministrationFactory()
    MembershipFactory(programme=programme, administration=fiji)
    accounts = {
        "officer": officer,
        "trainer": AccountFactory(master_trainer=True),
        "member": AccountFactory(focal_point=True, organisation=fiji.organisation_ptr),
        "another trainer": AccountFactory(master_trainer=True),
        "stranger": AccountFactory(focal_point=True),
        "donor": AccountFactory(donor=True),
    }
    event = EventFactory(programmes=[programme])
    ParticipationFactory(event=event, person=accounts["trainer"].person)
    material = MaterialFactory(programme=programme, audience=audience)
    MaterialFileFactory(material=material)

    seen = {name for name, account in accounts.items() if material in Material.objects.visible_to(account)}

    assert seen == readers


def test_a_file_is_not_given_to_who_may_not_read_the_material(client, programme):
    material = MaterialFactory(programme=programme, audience="TRAINERS")
    MaterialFileFactory(material=material)
    client.force_login(AccountFactory(donor=True))

    assert client.get(reverse("trainers:material-file", args=[material.pk])).status_code == 404
