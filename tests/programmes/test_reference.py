"""Topics, programmes and memberships that come with the portal, and the events that rest on them."""

import csv
import datetime as dt
from decimal import Decimal

import pytest

from members.intake.data_files import BadDataFile
from members.intake.reference import organisations_by_spelling
from members.models import Country
from office.audit import Actor
from office.choices import Door
from programmes.actions.equipment import wrongs_of
from programmes.choices import Accuracy, Precision
from programmes.intake import deliverables, reference
from programmes.models import (
    Component,
    Consignment,
    Funding,
    Handover,
    Membership,
    MembershipClaim,
    Phase,
    Programme,
    Topic,
    TopicAlias,
)
from sheets.text import fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

BY = Actor(None, Door.COMMAND)


def rows_of(name):
    with (reference.DATA / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def words_of(rows, *columns):
    """Return every single word of cells that hold lists split by semicolons."""
    cells = (row[column] for row in rows for column in columns)
    return {part.strip() for cell in cells for part in cell.split(";")} - {""}


EVENTS = rows_of("published-events.csv")


def test_published_events_are_all_with_an_address_or_a_named_document():
    without = {row["source_url"] for row in EVENTS if not row["source_url"].startswith("http")}

    assert len(EVENTS) == 103
    assert without == {"seed 000"}  # the first of the five documents in docs/sources.md


def test_every_organiser_and_sponsor_of_the_events_is_known():
    known = organisations_by_spelling()

    names = words_of(EVENTS, "organisers", "sponsor")

    assert len(names) > 60
    assert {name for name in names if fold(name) not in known} == set()


def test_no_event_names_one_organisation_twice_in_one_role():
    known = organisations_by_spelling()

    for row in EVENTS:
        for column in ("organisers", "sponsor"):
            names = words_of([row], column)
            assert len({known[fold(name)].pk for name in names}) == len(names), row["event_title"]


def test_every_topic_of_the_events_is_on_the_list():
    known = {fold(topic.name): topic for topic in Topic.objects.all()}
    known |= {alias.folded: alias.topic for alias in TopicAlias.objects.select_related("topic")}

    topics = words_of(EVENTS, "topic")

    assert len(topics) > 40
    assert {topic for topic in topics if fold(topic) not in known} == set()


def test_every_country_of_the_events_is_known():
    codes = words_of(EVENTS, "countries", "host_country")

    assert Country.objects.filter(iso2__in=codes).count() == len(codes)


def test_every_programme_of_the_events_is_known_but_for_those_of_others():
    codes = words_of(EVENTS, "programme") - {"OTHER"}

    assert codes == {programme.code for programme in Programme.objects.all()}


@pytest.mark.parametrize(
    ("wording", "slug"),
    [
        ("Passenger controls", "passenger-controls"),
        ("customs valuation", "customs-valuation"),
        ("HS", "hs-classification"),
        ("PGS", "programme-global-shield"),
        ("Train-the-Trainer", "training-of-trainers"),
        ("counter-terrorism", "security"),
        ("AEO", "aeo"),
    ],
)
def test_wording_of_a_topic_leads_to_it(wording, slug):
    assert TopicAlias.objects.filter(folded=fold(wording), topic__slug=slug).exists() or (
        fold(Topic.objects.get(slug=slug).name) == fold(wording)
    )


def test_parts_of_a_shared_total_are_events_of_the_list():
    events = {(row["event_title"], row["source_url"]) for row in EVENTS}
    parts = [(row["part_title"], row["part_address"]) for row in rows_of("shared-totals.csv")]

    assert len(parts) == 4
    assert set(parts) <= events


def test_programmes_stand_in_their_order_and_rocb_counts_from_july():
    programmes = Programme.objects.in_order()

    assert [programme.code for programme in programmes] == [
        "ASMP",
        "APSP",
        "MTP",
        "ROCB",
        "DIALOGUE",
    ]
    assert {each.code: each.year_starts_in for each in programmes if each.year_starts_in > 1} == {"ROCB": 7}


def test_phases_of_apsp_overlap_by_three_months():
    first, second = Phase.objects.filter(programme__code="APSP").in_order()

    assert (first.starts_on, first.ends_on) == (dt.date(2017, 3, 23), dt.date(2019, 6, 30))
    assert (second.starts_on, second.ends_on) == (dt.date(2019, 4, 1), dt.date(2020, 8, 31))


def test_money_is_as_exact_as_its_source():
    japan = Funding.objects.filter(donor__name="Government of Japan").order_by("phase__number")

    assert [(each.amount, each.currency, each.accuracy) for each in japan] == [
        (Decimal(7250000), "USD", Accuracy.AT_LEAST),
        (Decimal(500000), "USD", Accuracy.EXACT),
    ]
    assert "7 million" in japan[0].source


def test_donor_without_a_published_amount_has_none():
    amounts = Funding.objects.filter(donor__name__in=["JICA", "CCF/Japan"])

    assert list(amounts.values_list("amount", flat=True)) == [None, None, None]


@pytest.mark.parametrize(("iso2", "shown", "other"), [("PG", 2009, 2008), ("SB", 2017, 2016)])
def test_two_sources_of_a_join_year_stand_side_by_side(iso2, shown, other):
    claims = MembershipClaim.objects.filter(
        membership__programme__code="ASMP", membership__administration__country=iso2
    ).order_by("-is_shown")

    assert [(claim.joined_on.year, claim.is_shown) for claim in claims] == [
        (shown, True),
        (other, False),
    ]
    assert {claim.precision for claim in claims} == {Precision.YEAR}
    assert len({claim.source for claim in claims}) == 2


@pytest.mark.parametrize(
    ("code", "phase", "strand", "members"),
    [
        ("ASMP", None, "", 5),
        ("APSP", None, "", 9),
        ("ROCB", None, "", 35),
        ("MTP", 2, "HS classification and customs valuation (Pacific)", 6),
        ("MTP", 2, "Risk management and post-clearance audit (Pacific)", 8),
        ("MTP", 2, "Rules of Origin (Africa)", 21),
    ],
)
def test_members_of_a_programme_phase_and_strand(code, phase, strand, members):
    found = (
        Membership.objects.filter(programme__code=code, phase__number=phase, strand=strand)
        if phase
        else Membership.objects.filter(programme__code=code, phase=None, strand=strand)
    )

    assert found.count() == members


def test_five_administrations_joined_rules_of_origin_a_year_later():
    later = MembershipClaim.objects.filter(
        membership__strand="Rules of Origin (Africa)", joined_on=dt.date(2022, 8, 1)
    )

    assert {claim.membership.administration.iso2 for claim in later} == {
        "ET",
        "CM",
        "MG",
        "SN",
        "ZA",
    }
    assert {claim.precision for claim in later} == {Precision.MONTH}


def test_membership_in_an_unknown_phase_is_refused_with_its_place(tmp_path):
    path = tmp_path / "memberships.csv"
    path.write_text("programme,phase,strand,iso2,left_on,source\nAPSP,3,,FJ,,x\nAPSP,,,XX,,x\n")

    with pytest.raises(BadDataFile) as refused:
        reference.load_memberships(by=BY, overwrite=False, path=path)

    assert [(each.line, each.column, each.message) for each in refused.value.problems] == [
        (2, "phase", "APSP has no phase 3."),
        (3, "iso2", "“XX” is not known."),
    ]


def test_claim_of_no_member_or_no_date_is_refused(tmp_path):
    path = tmp_path / "membership-claims.csv"
    path.write_text(
        "programme,phase,strand,iso2,joined,is_shown,source\nASMP,,,TO,2009,yes,x\nASMP,,,FJ,once,yes,x\n"
    )

    with pytest.raises(BadDataFile) as refused:
        reference.load_claims(by=BY, overwrite=False, path=path)

    assert [(each.line, each.column) for each in refused.value.problems] == [
        (2, "iso2"),
        (3, "joined"),
    ]


def test_claim_to_the_day_is_kept_to_the_day(tmp_path):
    path = tmp_path / "membership-claims.csv"
    path.write_text("programme,phase,strand,iso2,joined,is_shown,source\nASMP,,,FJ,2002-01-14,no,a letter\n")

    reference.load_claims(by=BY, overwrite=False, path=path)

    claim = MembershipClaim.objects.get(source="a letter")
    assert (claim.joined_on, claim.precision) == (dt.date(2002, 1, 14), Precision.DAY)


def test_second_claim_to_be_shown_is_not_loaded_and_said(tmp_path):
    path = tmp_path / "membership-claims.csv"
    path.write_text("programme,phase,strand,iso2,joined,is_shown,source\nASMP,,,FJ,2003,yes,a letter\n")

    tally = reference.load_claims(by=BY, overwrite=False, path=path)

    (line,) = tally.refused
    assert line.startswith("line 2: ")
    assert not MembershipClaim.objects.filter(source="a letter").exists()


def test_the_published_handover_to_viet_nam_is_of_seven_one_and_one_tested_before():
    handovers = Handover.objects.filter(consignment__administration__country="VN")
    given = {each.consignment.item.slug: each.quantity for each in handovers}

    assert given == {"raman-spectrometer": 7, "backscatter-x-ray": 1, "xrf-analyser": 1}
    assert {each.handed_over_on for each in handovers} == {dt.date(2019, 6, 14)}
    assert [list(wrongs_of(each, dt.date(2020, 1, 1))) for each in Consignment.objects.all()] == [[]] * 3


def test_the_second_phase_of_apsp_had_two_of_its_four_components():
    second = Phase.objects.get(programme__code="APSP", number=2)

    assert [each.topic.slug for each in Component.objects.of_phase(second).in_order()] == [
        "programme-global-shield",
        "passenger-controls",
    ]
    assert Component.objects.filter(programme__code="APSP").count() == 4


def test_loading_the_deliverables_again_changes_nothing():
    tallies = deliverables.load(by=BY, overwrite=False)

    assert [(each.new, each.changed, each.kept, each.refused) for each in tallies] == [(0, 0, [], [])] * 5
