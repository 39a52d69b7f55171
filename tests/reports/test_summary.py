"""The year in a few sentences of its figures, the strategic plan, and abbreviations."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from reports.blocks import Column, Narrative, Section, Table
from reports.documents.abbreviating import only_used
from reports.documents.kinds import ANNUAL_REPORT
from reports.documents.making import make_document
from reports.models import Abbreviation
from reports.periods import Period
from reports.scope import Scope
from reports.sections.plans import strategic_plan
from reports.sections.summary import executive_summary
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.missions import MissionFactory
from tests.factories.programmes import (
    EventFactory,
    HeadcountFactory,
    PlanFactory,
    PlanItemFactory,
    ProgrammeFactory,
)
from tests.factories.reports import AbbreviationFactory
from tests.reports.samples import document

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2018, 9, 1, tzinfo=dt.UTC)
YEAR = Period(dt.date(2017, 7, 1), dt.date(2018, 6, 30))


def held(programme, day, **about):
    event = EventFactory(starts_on=day, ends_on=day, programmes=[programme], **about)
    HeadcountFactory(event=event, people=10, organisation=AdministrationFactory())


def test_the_summary_says_what_the_year_held(auditor):
    programme = ProgrammeFactory(short_name="ROCB A/P")
    held(programme, dt.date(2017, 12, 4), level="SUB_REGIONAL")
    held(programme, dt.date(2018, 1, 15), level="REGIONAL", kind="ACCREDITATION")
    held(programme, dt.date(2018, 2, 1), level="NATIONAL")
    held(programme, dt.date(2018, 7, 1), level="REGIONAL")
    MissionFactory(programme=programme, starts_on="2018-03-01", ends_on="2018-03-02")

    (told,) = executive_summary(Scope(auditor, programme=programme, period=YEAR)).blocks[0].paragraphs

    assert "ROCB A/P held 3 events." in told
    assert "Of these, 2 were regional or sub-regional, and 1 was an accreditation workshop." in told
    assert "30 participations were counted, from 3 administrations." in told
    assert "1 mission went to 1 administration." in told


def test_a_single_event_is_told_in_the_singular(auditor):
    programme = ProgrammeFactory(short_name="ROCB A/P")
    held(programme, dt.date(2017, 12, 4), level="SUB_REGIONAL")

    (told,) = executive_summary(Scope(auditor, programme=programme, period=YEAR)).blocks[0].paragraphs

    assert told.endswith(
        "held 1 event. Of these, 1 was regional or sub-regional, and none was an accreditation workshop."
        " 10 participations were counted, from 1 administration."
    )


def test_a_year_without_events_is_told_in_one_sentence(auditor):
    scope = Scope(auditor, programme=ProgrammeFactory(short_name="ROCB A/P"), period=YEAR)

    (told,) = executive_summary(scope).blocks[0].paragraphs

    assert told == "In the period from 1 July 2017 to 30 June 2018, ROCB A/P held no event."


def test_without_a_year_there_is_no_summary(auditor):
    assert executive_summary(Scope(auditor, programme=ProgrammeFactory())) is None


def test_the_strategic_plan_is_the_one_that_holds_the_end_of_the_year(auditor):
    plan = PlanFactory(kind="STRATEGIC", starts_on="2018-01-01", ends_on="2020-12-31", title="2018-2020")
    PlanItemFactory(plan=plan, title="Train the trainers")
    PlanFactory(programme=plan.programme, kind="STRATEGIC", starts_on="2015-01-01", ends_on="2017-12-31")
    scope = Scope(auditor, programme=plan.programme, period=YEAR)

    section = strategic_plan(scope)

    assert [row[0] for row in section.blocks[0].rows] == ["Train the trainers"]
    assert strategic_plan(scope.narrowed(period=Period.calendar_year(2022))) is None


def test_a_document_explains_the_abbreviations_it_uses_and_no_other(auditor):
    for short in ("ROCB", "AEO", "A/P", "RM", "aeo"):
        AbbreviationFactory(short=short, meaning=f"Meaning of {short}")
    programme = ProgrammeFactory(name="Programme of the ROCB A/P", short_name="The office")
    EventFactory(programmes=[programme], title="Workshop on AEO", starts_on=YEAR.start, ends_on=YEAR.start)

    scope = Scope(auditor, programme=programme, period=YEAR)
    report = make_document(scope, reference="X-001", now=NOW, kind=ANNUAL_REPORT)

    (section,) = [each for each in report.sections if each.title == "Abbreviations"]
    assert section.blocks[0].rows == (
        ("A/P", "Meaning of A/P"),
        ("AEO", "Meaning of AEO"),
        ("ROCB", "Meaning of ROCB"),
    )


def test_a_text_an_officer_writes_is_looked_at_for_abbreviations_too():
    AbbreviationFactory(short="PCA")
    table = Table("Abbreviations used here", (Column("Abbreviation"), Column("Meaning")), (("PCA", "Audit"),))
    explained = Section("Abbreviations", (table,))

    def told(*texts):
        written = tuple(Section("Text", (Narrative("", (text,)),)) for text in texts)
        return only_used(replace(document(), sections=(*written, explained)), explained).sections[
            len(texts) :
        ]

    assert told("Nothing of the kind", "PCAs and pca are other words") == ()
    assert told("The PCA, after all.") == (explained,)


def test_the_office_keeps_the_abbreviations(client):
    client.force_login(AccountFactory(officer=True))
    sent = {"version": 1, "short": "NTFC", "meaning": "Trade committee", "source": "WTO"}

    client.post(reverse("reports:abbreviation-new"), sent)
    again = client.post(reverse("reports:abbreviation-new"), sent)

    row = Abbreviation.objects.get()
    assert "This abbreviation is entered already." in again.content.decode()
    edit = reverse("reports:abbreviation-edit", args=[row.pk])
    client.post(edit, sent | {"meaning": "National committee"})
    assert "National committee" in client.get(reverse("reports:abbreviation-list")).content.decode()
    client.post(reverse("reports:abbreviation-remove", args=[row.pk]), {"reason": "Not used"})
    assert not Abbreviation.objects.exists()
