"""How the portal works: jobs and trails."""

import factory
from django.contrib.contenttypes.models import ContentType

from office.models import AuditEntry, AuditPersonalValue, Job, OutboxMail, ReadEntry, Tombstone, Upload
from tests.factories.members import AccountFactory, OrganisationFactory


class SubjectFactory(factory.django.DjangoModelFactory):
    """A row about any record."""

    class Meta:
        abstract = True

    class Params:
        subject = factory.SubFactory(OrganisationFactory)

    content_type = factory.LazyAttribute(lambda it: ContentType.objects.get_for_model(it.subject))
    object_id = factory.LazyAttribute(lambda it: it.subject.pk)


class JobFactory(SubjectFactory):
    class Meta:
        model = Job

    kind = "reports.build_edition"
    owner = factory.SubFactory(AccountFactory)


class AuditEntryFactory(SubjectFactory):
    class Meta:
        model = AuditEntry

    door = "PAGE"
    verb = "CHANGED"


class AuditPersonalValueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditPersonalValue

    entry = factory.SubFactory(AuditEntryFactory)
    field = "family_name"


class ReadEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReadEntry

    reader = factory.SubFactory(AccountFactory)
    door = "PAGE"
    what = "an event's participants"
    people = 3


class TombstoneFactory(SubjectFactory):
    class Meta:
        model = Tombstone


class OutboxMailFactory(SubjectFactory):
    """A mail that waits."""

    class Meta:
        model = OutboxMail

    key = factory.Sequence(lambda n: f"occasion:{n}")
    to = "somebody@example.org"
    subject = "Call for nominations"
    body = "You are invited."


class UploadFactory(SubjectFactory):
    class Meta:
        model = Upload

    size = 0
    content = b""
