"""Administrations that were renamed or became others keep their past."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from members.actions import renaming
from members.intake import reference
from members.models import FormerName, Succession
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from reports.periods import Period
from reports.scope import Scope
from reports.sections import names_in_the_time
from sheets.text import fold
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    FormerNameFactory,
    SuccessionFactory,
)
from tests.factories.programmes import EventFactory, HeadcountFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def administrator(client):
    account = AccountFactory(administrator=True)
    client.force_login(account)
    return account


@pytest.fixture
def eswatini():
    return AdministrationFactory(iso2="SZ", member_name="Eswatini", name="Eswatini Revenue Service")


def a_name(administration, **values):
    typed = {"kind": "MEMBER", "name": "Swaziland", "ends_on": dt.date(2018, 4, 18), "source": "WCO"} | values
    return FormerName(administration=administration, **typed)


def test_two_names_on_one_day_are_refused(eswatini):
    renaming.save_former_name(record=a_name(eswatini), by=BY)

    with pytest.raises(ValidationError, match="another name on some of these days"):
        renaming.save_former_name(record=a_name(eswatini, name="Ngwane", ends_on=dt.date(1968, 9, 6)), by=BY)

    after = a_name(eswatini, name="Kingdom", starts_on=dt.date(2018, 4, 19), ends_on=dt.date(2019, 1, 1))
    renaming.save_former_name(record=after, by=BY)
    renaming.save_former_name(record=a_name(eswatini, kind="SERVICE", name="Customs and Excise"), by=BY)
    renaming.save_former_name(record=a_name(AdministrationFactory()), by=BY)
    assert FormerName.objects.count() == 4


def test_what_it_is_called_today_is_no_former_name(eswatini):
    with pytest.raises(ValidationError, match="called so today"):
        renaming.save_former_name(record=a_name(eswatini, name="ESWATINI"), by=BY)

    assert renaming.save_former_name(record=a_name(eswatini, kind="SERVICE", name="Eswatini"), by=BY)


def test_nobody_becomes_itself_nor_by_way_of_others():
    first, second, third = AdministrationFactory.create_batch(3)
    for one, other in ((first, second), (second, third)):
        SuccessionFactory(predecessor=one, successor=other)

    for successor in (first, third):  # third became nobody yet
        record = Succession(
            predecessor=third, successor=successor, kind="MERGED", since_on=dt.date(2016, 1, 1), source="WCO"
        )
        with pytest.raises(ValidationError, match="itself"):
            renaming.save_succession(record=record, by=BY)
    assert Succession.objects.count() == 2


def test_what_became_of_one_is_entered_once(eswatini):
    SuccessionFactory(predecessor=eswatini)
    again = Succession(
        predecessor=eswatini,
        successor=AdministrationFactory(),
        kind="MERGED",
        since_on=dt.date(2020, 1, 1),
        source="WCO",
    )

    with pytest.raises(ValidationError, match="already what became"):
        renaming.save_succession(record=again, by=BY)


def test_one_that_was_gone_before_succeeds_nobody(eswatini):
    gone = SuccessionFactory(since_on=dt.date(2010, 1, 1)).predecessor
    late = Succession(
        predecessor=eswatini, successor=gone, kind="MERGED", since_on=dt.date(2012, 1, 1), source="WCO"
    )

    with pytest.raises(ValidationError, match="before this day"):
        renaming.save_succession(record=late, by=BY)


def test_a_former_name_is_entered_corrected_and_removed_on_pages(client, administrator, eswatini):
    new = reverse("members:former-name-new", args=["SZ"])
    typed = {"version": 1, "kind": "MEMBER", "name": " Swaziland ", "ends_on": "", "source": "WCO"}

    refused = client.post(new, typed)
    assert list(refused.context["form"].errors) == ["ends_on"]
    client.post(new, typed | {"ends_on": "2018-04-18"})

    record = FormerName.objects.get()
    page = client.get(reverse("reports:administration-page", args=["SZ"])).content.decode()
    assert "Until 18 April 2018: Swaziland" in page
    edit = reverse("members:former-name-edit", args=[record.pk])
    stale = client.post(edit, typed | {"version": 9, "ends_on": "2018-04-18", "note": "By decree"})
    assert "Somebody else changed this" in stale.content.decode()
    client.post(reverse("members:former-name-remove", args=[record.pk]), {"reason": "Entered twice"})
    assert not FormerName.objects.exists()
    trail = AuditEntry.objects.filter(content_type__model="formername").order_by("pk")
    assert [(each.verb, each.reason) for each in trail] == [("CREATED", ""), ("REMOVED", "Entered twice")]


def test_what_became_of_it_is_entered_and_told_on_both_pages(client, administrator, eswatini):
    union = AdministrationFactory(iso2="UN", member_name="The Union")
    typed = {"version": 1, "kind": "MERGED", "since_on": "2020-01-01", "source": "WCO"}
    client.post(reverse("members:succession-new", args=["SZ"]), typed | {"successor": union.pk})

    for iso2, other in (("SZ", "UN"), ("UN", "SZ")):
        page = client.get(reverse("reports:administration-page", args=[iso2])).content.decode()
        assert "Since 1 January 2020: Eswatini merged into The Union" in page
        assert reverse("reports:administration-page", args=[other]) in page

    focal_point = AccountFactory(focal_point=True, organisation=union)
    client.force_login(focal_point)
    page = client.get(reverse("reports:administration-page", args=["UN"])).content.decode()
    assert "merged into" in page
    assert reverse("reports:administration-page", args=["SZ"]) not in page


def test_reference_data_finds_an_administration_by_what_it_was_called(eswatini):
    FormerNameFactory(administration=eswatini, name="Swaziland")

    assert reference.organisations_by_spelling()[fold("swaziland")].pk == eswatini.pk


def test_the_api_tells_former_names_and_what_became_of_it(client, administrator, eswatini):
    FormerNameFactory(administration=eswatini, name="Swaziland")
    SuccessionFactory(predecessor=eswatini, successor__iso2="UN")

    told = client.get(reverse("api:administration-detail", args=["SZ"])).json()

    assert [each["name"] for each in told["former_names"]] == ["Swaziland"]
    assert told["succession"] | {"source": ""} == {
        "predecessor": "SZ", "successor": "UN", "kind": "MERGED", "since_on": "2015-07-01", "source": "",
    }  # fmt: skip
    other = client.get(reverse("api:administration-detail", args=["UN"])).json()
    assert (other["succession"], other["preceded"][0]["predecessor"]) == (None, "SZ")


def test_figures_of_a_predecessor_stand_beside_and_are_not_added(client, administrator, eswatini):
    union = AdministrationFactory(iso2="UN", member_name="The Union")
    SuccessionFactory(predecessor=eswatini, successor=union)
    event = EventFactory(ends_on=dt.date(2014, 5, 9), starts_on=dt.date(2014, 5, 5))
    HeadcountFactory(event=event, organisation=eswatini, people=7)
    HeadcountFactory(event=event, organisation=union, people=4)

    page = client.get(reverse("reports:administration-page", args=["UN"]))

    (beside,) = [each for each in page.context["figures"] if each.title == "Before it"]
    (seats,) = [row for row in beside.blocks[0].rows if row[0] == "Participations"]
    assert [cell.shown() for cell in seats[1:]] == ["4", "7"]
    own = page.context["figures"][0].blocks[0].figures
    assert [each.quantity.shown() for each in own if each.label == "Participations"] == ["4"]


def test_a_report_of_a_past_time_says_which_members_had_another_name(administrator, eswatini):
    FormerNameFactory(administration=eswatini, name="Swaziland", ends_on=dt.date(2018, 4, 18))
    FormerNameFactory(administration=eswatini, name="Old service", kind="SERVICE")

    told = {
        year: names_in_the_time(
            Scope(administrator, period=Period(dt.date(year, 1, 1), dt.date(year, 12, 31)))
        )
        for year in (2018, 2019)
    }

    assert told[2018].blocks[0].items == (
        "Eswatini. Until 18 April 2018: Swaziland (The Member's name, as the WCO wrote it)",
    )
    assert told[2019] is None
