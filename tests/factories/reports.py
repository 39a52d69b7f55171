"""What is told: editions, their files, and published figures."""

import datetime as dt

import factory
from pyroaring import BitMap

from reports.measuring.distinct import stored
from reports.models import (
    Abbreviation,
    Edition,
    EditionFacts,
    EditionFile,
    FactSheet,
    Objection,
    PublishedFigure,
    Schedule,
    Seal,
)
from tests.factories.base import RecordFactory
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import ClosedPeriodFactory, ProgrammeFactory


class PublishedFigureFactory(RecordFactory):
    class Meta:
        model = PublishedFigure

    programme = factory.SubFactory(ProgrammeFactory)
    name = "Officers trained"
    value = 147
    unit = "officers"
    source = factory.Sequence(lambda n: f"source {n}")


class FactSheetFactory(RecordFactory):
    class Meta:
        model = FactSheet

    programme = factory.SubFactory(ProgrammeFactory)
    lead = "It keeps the systems of its members running."
    situation = "Trained staff leave."
    solution = "The members help each other."
    result = "They are helped."


class AbbreviationFactory(RecordFactory):
    class Meta:
        model = Abbreviation

    short = factory.Sequence(lambda n: f"AB{n}")
    meaning = "A word in full"
    source = "a source"


class EditionFactory(RecordFactory):
    class Meta:
        model = Edition

    class Params:
        frozen = factory.Trait(
            state="DRAFT", document={"schema": 1, "title": "Report", "sections": []}, sha256="0" * 64
        )
        submitted = factory.Trait(
            state="SUBMITTED",
            document={"schema": 1, "title": "Report", "sections": []},
            sha256="0" * 64,
            submitted_by=factory.SubFactory(AccountFactory, officer=True),
        )
        released = factory.Trait(
            state="RELEASED", document={"schema": 1, "title": "Report", "sections": []}, sha256="0" * 64
        )

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)


class EditionFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionFile

    edition = factory.SubFactory(EditionFactory, released=True)
    format = "csv"
    content = b"content"
    size = 7
    sha256 = "0" * 64


class EditionFactsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionFacts

    edition = factory.SubFactory(EditionFactory, frozen=True)
    events = seats = stored(BitMap())
    figures = factory.LazyFunction(list)
    rules = factory.LazyFunction(dict)
    sections = factory.LazyFunction(list)


class ObjectionFactory(RecordFactory):
    class Meta:
        model = Objection

    edition = factory.SubFactory(EditionFactory, submitted=True)
    administration = factory.SubFactory(AdministrationFactory)
    text = "We were not asked."


class ScheduleFactory(RecordFactory):
    class Meta:
        model = Schedule

    programme = factory.SubFactory(ProgrammeFactory)
    owner = factory.SubFactory(AccountFactory, officer=True)
    first_on = dt.date(2023, 1, 1)


class SealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seal

    period = factory.SubFactory(ClosedPeriodFactory)
    sealed_at = looked_at = dt.datetime(2024, 1, 15, 9, tzinfo=dt.UTC)
    checksum = found = "0" * 64
    figures = b""
