"""Who can teach: fixed dates, no chance."""

import datetime as dt

import factory

from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import ProgrammeFactory, TopicFactory
from trainers.models import (
    CascadeCheck,
    CascadePerson,
    CascadeSample,
    CascadeTraining,
    Material,
    MaterialFile,
    SignedList,
)


class CascadeTrainingFactory(RecordFactory):
    class Meta:
        model = CascadeTraining

    programme = factory.SubFactory(ProgrammeFactory)
    trainer = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(AdministrationFactory)
    topic = factory.SubFactory(TopicFactory)
    starts_on = dt.date(2023, 5, 8)
    customs = 12
    other_agency = 0
    private = 3


class CascadePersonFactory(RecordFactory):
    class Meta:
        model = CascadePerson

    training = factory.SubFactory(CascadeTrainingFactory)
    person = factory.SubFactory(PersonFactory)


class SignedListFactory(RecordFactory):
    class Meta:
        model = SignedList

    training = factory.SubFactory(CascadeTrainingFactory)
    name = "list.pdf"
    size = 9
    digest = "0" * 64
    content = b"%PDF-1.7\n"


class CascadeSampleFactory(RecordFactory):
    class Meta:
        model = CascadeSample

    programme = factory.SubFactory(ProgrammeFactory)
    drawn_on = dt.date(2024, 2, 1)
    population = 10


class CascadeCheckFactory(RecordFactory):
    class Meta:
        model = CascadeCheck

    sample = factory.SubFactory(CascadeSampleFactory)
    training = factory.SubFactory(CascadeTrainingFactory)


class MaterialFactory(RecordFactory):
    class Meta:
        model = Material

    programme = factory.SubFactory(ProgrammeFactory)
    topic = factory.SubFactory(TopicFactory)
    kind = "MODULE"
    title = factory.Sequence(lambda n: f"Module {n}")
    language = "en"


class MaterialFileFactory(RecordFactory):
    class Meta:
        model = MaterialFile

    material = factory.SubFactory(MaterialFactory)
    name = "module.pdf"
    size = 9
    digest = "0" * 64
    content = b"%PDF-1.7\n"
