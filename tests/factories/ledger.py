"""Who can teach: fixed days, no chance."""

import datetime as dt

import factory

from tests.factories.base import RecordFactory
from tests.factories.members import OrganisationFactory, PersonFactory
from tests.factories.programmes import ProgrammeFactory, TopicFactory
from trainers.choices import PATH, Step
from trainers.models import LedgerLine, Scheme, TeachingLanguage


class SchemeFactory(RecordFactory):
    """A scheme with every step and without end of validity."""

    class Meta:
        model = Scheme

    code = factory.Sequence(lambda n: f"S{n}")
    name = factory.LazyAttribute(lambda it: f"Scheme {it.code}")
    abbreviation = factory.SelfAttribute("code")
    owner = factory.SubFactory(OrganisationFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    steps = factory.LazyFunction(lambda: [step.value for step in PATH])
    source = "a source"


class LedgerLineFactory(RecordFactory):
    """Somebody accredited on 1 March 2023, without end; written past the rules of the ledger."""

    class Meta:
        model = LedgerLine

    person = factory.SubFactory(PersonFactory)
    scheme = factory.SubFactory(SchemeFactory)
    topic = factory.SubFactory(TopicFactory)
    step = Step.ACCREDITED
    taken_on = dt.date(2023, 3, 1)
    name = factory.LazyAttribute(lambda it: "As Certified" if it.step == Step.ACCREDITED else "")
    code = factory.LazyAttributeSequence(lambda it, n: f"C{n:015d}" if it.step == Step.ACCREDITED else None)
    place = factory.Sequence(lambda n: n + 1)


class TeachingLanguageFactory(RecordFactory):
    class Meta:
        model = TeachingLanguage

    person = factory.SubFactory(PersonFactory)
    language = "en"
