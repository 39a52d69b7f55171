"""Countries, organisations and administrations that come with the portal."""

import datetime as dt

import pytest

from members.choices import RegionalRoleKind
from members.intake import reference
from members.intake.data_files import BadDataFile
from members.models import (
    Administration,
    Country,
    Organisation,
    OrganisationAlias,
    RegionalRole,
)
from office import audit
from office.audit import Actor
from office.choices import Door, Verb
from office.models import AuditEntry
from sheets.text import fold
from tests.reference import load_reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

BY = Actor(None, Door.COMMAND)


def test_region_has_its_35_members_in_four_sub_regions():
    region = Administration.objects.of_the_region()

    by_sub_region = {
        name: region.filter(sub_region=name).count()
        for name in ("Sub-Continent", "Far East", "ASEAN", "Australasia / Oceania")
    }

    assert region.count() == 35
    assert by_sub_region == {
        "Sub-Continent": 9,
        "Far East": 6,
        "ASEAN": 10,
        "Australasia / Oceania": 10,
    }


def test_every_country_of_the_standard_is_known():
    assert Country.objects.count() == 249
    assert str(Country.objects.get(iso3="LAO")) == "Lao People's Democratic Republic"


def test_every_administration_of_the_region_has_a_time_zone():
    assert not Administration.objects.filter(time_zone="").exists()


def test_members_outside_the_region_are_countable_and_not_of_it():
    guam = Administration.objects.get(country="GU")

    assert guam.is_described
    assert guam not in Administration.objects.of_the_region()


@pytest.mark.parametrize(
    ("spelling", "iso2"),
    [
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("Laos", "LA"),
        ("Lao P.D.R.", "LA"),
        ("Lao PDR", "LA"),
        ("Republic of Korea", "KR"),
        ("Korea", "KR"),
        ("Royal Thai Customs", "TH"),
        ("Thai Customs Department", "TH"),
        ("NACEN", "IN"),
        ("CBEC", "IN"),
        ("Bureau of Customs", "PH"),
        ("RTC Fiji", "FJ"),
        ("RCL Japan", "JP"),
        ("Cote d'Ivoire", "CI"),
        ("Cameroun", "CM"),
    ],
)
def test_spelling_of_an_administration_leads_to_it(spelling, iso2):
    found = reference.organisations_by_spelling()[fold(spelling)]

    assert found.administration.iso2 == iso2


def test_donors_named_alike_stay_apart():
    known = reference.organisations_by_spelling()

    japanese = {
        known[fold(name)].pk
        for name in ("Government of Japan", "CCF/Japan", "JICA", "Japan Customs", "Japan")
    }

    assert len(japanese) == 4  # Japan, the Member, is Japan Customs


def test_no_spelling_is_the_name_of_any_organisation():
    names = {fold(each.name) for each in Organisation.objects.all()}

    assert not names & set(OrganisationAlias.objects.values_list("folded", flat=True))


def test_vice_chair_is_known_for_each_day_since_2016():
    terms = RegionalRole.objects.filter(kind=RegionalRoleKind.VICE_CHAIR).order_by("ends_on")

    begins = [term.starts_on for term in terms]
    day_after = [term.ends_on + dt.timedelta(days=1) for term in terms if term.ends_on]

    assert begins[1:] == day_after[:-1]
    assert len(day_after) == 6


def test_office_for_capacity_building_is_hosted_by_thailand_since_2004():
    (role,) = RegionalRole.objects.filter(kind=RegionalRoleKind.ROCB)

    assert (role.administration.iso2, role.ends_on) == ("TH", None)
    assert role.starts_on == dt.date(2004, 9, 1)


def test_organisation_renamed_in_the_portal_is_not_made_a_second_time(administrator):
    jica = Organisation.objects.get(name="JICA")
    jica.name = "Japan International Cooperation Agency (JICA)"
    audit.save(jica, by=Actor(administrator, Door.PAGE))
    before = Organisation.objects.count()

    printed = load_reference(write=True)

    assert Organisation.objects.count() == before
    assert any("name is “Japan International" in line for line in printed)
    assert reference.organisations_by_spelling()[fold("JICA")] == jica


def test_administration_added_to_the_file_is_made_with_its_line_in_the_trail(tmp_path):
    path = tmp_path / "administrations.csv"
    path.write_text(
        "iso2,name,member_name,wco_region,sub_region,is_member,time_zone,note,source\n"
        "GB,HM Customs,United Kingdom,Europe,,yes,Europe/London,,a source\n"
    )

    tally = reference.load_administrations(by=BY, overwrite=False, path=path)

    made = Administration.objects.get(country="GB")
    (entry,) = AuditEntry.objects.filter(object_id=made.pk)
    assert tally.new == 1
    assert (entry.actor, entry.door, entry.verb) == (None, Door.COMMAND, Verb.CREATED)


def test_alias_needs_exactly_one_owner(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text("organisation,iso2,alias,source\nWCO,FJ,Both,x\n,,Neither,x\nOther,,Who,x\n")

    with pytest.raises(BadDataFile) as refused:
        reference.load_aliases(by=BY, overwrite=False, path=path)

    assert [(each.line, each.column) for each in refused.value.problems] == [
        (2, "organisation"),
        (3, "organisation"),
        (4, "organisation"),
    ]


def test_spelling_that_the_portal_gave_to_another_is_kept_and_listed():
    OrganisationAlias.objects.filter(name="CCF-K").update(
        organisation=Organisation.objects.get(name="CCF/China")
    )

    tally = reference.load_aliases(by=BY, overwrite=False)

    (line,) = tally.kept
    assert "CCF-K" in line
    assert OrganisationAlias.objects.get(name="CCF-K").organisation.name == "CCF/China"
    assert not AuditEntry.objects.filter(label="CCF-K").exists()
