"""What every factory of a record shares."""

import factory


class RecordFactory(factory.django.DjangoModelFactory):
    """A record written past the audit trail: tests of the trail use the actions."""

    class Meta:
        abstract = True
