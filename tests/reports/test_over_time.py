"""The office and the region over time: who was what when, told to each reader as far as they may know."""

import datetime as dt

import pytest
from django.urls import reverse

from members.models import RegionalRole
from office.models import ReadEntry
from reports.blocks import canonical
from reports.periods import Period
from reports.plain import to_plain
from reports.scope import Scope
from reports.sections.over_time import Span, picture_of, spans_of, years_of
from reports.sections.region_roles import roles_in_the_time
from tests.factories.members import AdministrationFactory, RegionalRoleFactory
from tests.factories.missions import MissionFactory
from tests.factories.offices import OfficePostFactory
from tests.factories.programmes import EventFactory, FundingFactory, PhaseFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 7, 1)


def test_years_tell_what_began_ended_and_was_held(auditor):
    phase = PhaseFactory(starts_on="2022-04-01", ends_on="2023-08-31")
    EventFactory(starts_on="2023-05-01", ends_on="2023-05-03", programmes=[phase.programme])
    spans = spans_of(auditor)

    years = {each.year: each for each in years_of(Scope(auditor), spans)}

    assert list(years) == [2023, 2022]
    assert [span.label for span in years[2022].began] == [str(phase)]
    assert [span.label for span in years[2023].ended] == [str(phase)]
    assert years[2023].events.low == 1
    assert "indicator=events_held" in years[2023].evidence_url
    assert years[2022].events is None


def test_a_bar_runs_from_its_first_day_to_its_last_or_to_today():
    closed = Span("Phase", "one", dt.date(2020, 1, 1), dt.date(2022, 1, 1))
    still_open = Span("Phase", "two", dt.date(2022, 1, 1), None)

    picture = picture_of([closed, still_open], TODAY)
    one, two = picture.bars

    assert [kind for _y, kind in picture.headings] == ["Phase"]

    assert one.x + one.width == two.x
    assert two.x + two.width == pytest.approx(one.x + (1000 - one.x) * 4.5 / 5, abs=2)


def test_names_of_the_office_are_read_by_the_secretariat_and_by_no_donor(client, auditor, donor):
    phase = PhaseFactory()
    FundingFactory(phase=phase, donor=donor.organisation)
    OfficePostFactory(programme=phase.programme, name="Ana Seru")

    client.force_login(donor)
    assert "Ana Seru" not in client.get(reverse("reports:timeline")).content.decode()
    client.force_login(auditor)
    assert "Ana Seru" in client.get(reverse("reports:timeline")).content.decode()

    assert ReadEntry.objects.get().reader == auditor


def test_a_mission_of_another_administration_is_not_told_to_a_focal_point(focal_point):
    MissionFactory(title="Diagnosis elsewhere")

    assert not [span for span in spans_of(focal_point) if "Diagnosis" in span.label]


def test_a_report_tells_posts_by_who_lent_them_and_names_nobody(auditor):
    RegionalRoleFactory(kind="ROCB", starts_on="2004-09-01")
    fiji = AdministrationFactory(member_name="Fiji")
    post = OfficePostFactory(kind="EXPERT", name="Ana Seru", administration=fiji)
    OfficePostFactory(programme=post.programme, name="Before", starts_on="2010-01-01", ends_on="2012-12-31")
    OfficePostFactory(programme=post.programme, name="Later", starts_on=None, seen_on="2024-02-01")
    scope = Scope(auditor, programme=post.programme, period=Period.calendar_year(2023))

    section = roles_in_the_time(scope)

    assert [row[:3] for row in section.blocks[1].rows] == [("Seconded expert", "", str(fiji))]
    assert "Ana Seru" not in canonical(to_plain(section))


def test_a_role_in_the_region_is_entered_changed_and_removed_with_a_reason(client, administrator):
    fiji = AdministrationFactory(is_member=True, wco_region="Asia/Pacific")
    client.force_login(administrator)
    typed = {
        "version": "1",
        "administration": fiji.pk,
        "kind": "RTC",
        "starts_on": "2020-01-01",
        "ends_on": "2019-01-01",
        "source": "Minutes",
    }

    refused = client.post(reverse("members:regional-role-new"), typed)
    assert "cannot end before it starts" in refused.content.decode()
    client.post(reverse("members:regional-role-new"), typed | {"ends_on": ""})
    role = RegionalRole.objects.get()
    assert "Minutes" in client.get(reverse("members:regional-role-list")).content.decode()
    address = reverse("members:regional-role-edit", args=[role.pk])
    client.post(address, typed | {"ends_on": "2023-12-31"})
    role.refresh_from_db()
    assert role.ends_on == dt.date(2023, 12, 31)
    stale = client.post(address, typed | {"source": "Mine"})
    assert stale.status_code == 200
    client.post(reverse("members:regional-role-remove", args=[role.pk]), {"reason": "Entered twice"})
    assert not RegionalRole.objects.exists()
