"""The strands of work of a programme, and who works in it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from programmes.actions.entering import EventLinks, save_event
from programmes.actions.stranding import strands_named
from programmes.models import Event, Partner, Strand
from reports import sections
from reports.scope import Scope
from tests.factories.kept import PartnerFactory, StrandFactory
from tests.factories.members import AccountFactory, OrganisationFactory
from tests.factories.programmes import EventFactory, HeadcountFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def trainers(programme):
    return StrandFactory(programme=programme, name="Master trainers", named_by=["MTP", "Master Trainer"])


def test_the_title_of_an_imported_event_names_its_strand_by_whole_words(programme, trainers):
    assert strands_named(programme, "MTP: Working Group 2") == [trainers]
    assert strands_named(programme, "Workshop for master trainer candidates") == [trainers]
    assert strands_named(programme, "Workshop on SMTP servers") == []
    assert strands_named(ProgrammeFactory(), "MTP: Working Group 2") == []


def test_an_event_is_of_no_strand_of_another_programme(programme, trainers):
    with pytest.raises(ValidationError) as refused:
        EventLinks(programmes=[ProgrammeFactory()], strands=[trainers])

    assert list(refused.value.message_dict) == ["strands"]


def test_the_form_of_an_event_asks_for_its_strand_and_keeps_it(client, assigned, programme, trainers):
    client.force_login(assigned(programme))
    event = EventFactory(programmes=[programme])
    page = client.get(reverse("programmes:event-edit", args=[event.pk]))
    assert "Master trainers" in page.content.decode()
    links = EventLinks(programmes=[programme], strands=[trainers])

    save_event(event=event, links=links, by=Actor(None, Door.COMMAND))

    assert Event.objects.get(pk=event.pk).strands.get() == trainers
    shown = client.get(event.get_absolute_url()).content.decode()
    assert "Strand of work" in shown


def test_nobody_is_asked_for_a_strand_where_a_programme_has_none(client, assigned, trainers):
    other = ProgrammeFactory()
    client.force_login(assigned(other))
    event = EventFactory(programmes=[other])

    page = client.get(reverse("programmes:event-edit", args=[event.pk])).content.decode()

    assert "Strands" not in page


def test_each_strand_has_its_figures_and_what_is_of_none_is_told_apart(programme, trainers):
    support = StrandFactory(programme=programme, name="Support")
    group = EventFactory(programmes=[programme])
    group.strands.add(trainers)
    both = EventFactory(programmes=[programme])
    both.strands.add(trainers, support)
    for event, people in ((group, 20), (both, 5), (EventFactory(programmes=[programme]), 7)):
        HeadcountFactory(event=event, people=people)

    section = sections.by_strand(Scope.public(programme=programme))

    (table,) = section.blocks
    found = {row[0]: (row[1].shown(), row[2].shown()) for row in table.rows}
    assert found == {"Master trainers": ("2", "25"), "Support": ("1", "5"), "Of no strand": ("1", "7")}
    assert sections.by_strand(Scope.public(programme=ProgrammeFactory())) is None


def test_a_partner_is_entered_on_its_page_and_shown_on_that_of_the_programme(client, assigned, programme):
    client.force_login(assigned(programme))
    OrganisationFactory(name="Japan Customs")
    typed = {
        "version": "1",
        "programme": programme.pk,
        "organisation_name": "Japan Customs",
        "part": "Its experts teach",
    }

    answer = client.post(reverse("programmes:partners-new"), typed, follow=True)

    assert answer.status_code == 200
    assert Partner.objects.get().part == "Its experts teach"
    page = client.get(reverse("reports:programme-page", args=[programme.code])).content.decode()
    assert "Its experts teach" in page
    assert "signed none that is shown here" in page


def test_a_partner_stands_once_and_does_not_end_before_it_began():
    row = PartnerFactory()
    with pytest.raises(IntegrityError, match="partner_once"):
        Partner.objects.create(programme=row.programme, organisation=row.organisation, part="again")


def test_a_partner_that_ends_before_it_began_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="partner_until_after_since"):
        PartnerFactory(since_on=dt.date(2023, 1, 2), until_on=dt.date(2023, 1, 1))


def test_strands_are_seen_by_those_who_see_the_programme(programme, trainers):
    stranger = AccountFactory(focal_point=True)

    assert not Strand.objects.visible_to(stranger).exists()
    assert Strand.objects.visible_to(AccountFactory(officer=True)).get() == trainers
