"""Who takes part, dull on purpose: fixed values, variants as traits."""

import datetime as dt

import factory
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from members.choices import OrganisationKind, Role, TokenScope
from members.models import (
    Account,
    Administration,
    ApiToken,
    Country,
    FormerName,
    Merge,
    MergeLine,
    NotSame,
    Organisation,
    OrganisationAlias,
    Person,
    Posting,
    RegionalRole,
    Succession,
)
from members.models.tokens import digest_of
from tests.factories.base import RecordFactory


class CountryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("iso2",)

    iso2 = factory.Sequence(lambda n: f"{n // 26 % 10}{chr(65 + n % 26)}")  # no code of a real country
    iso3 = factory.LazyAttribute(lambda country: f"{country.iso2}X")
    name = factory.LazyAttribute(lambda country: f"Country {country.iso2}")


class OrganisationFactory(RecordFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.GOVERNMENT


class OrganisationAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationAlias

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Other spelling {n}")


class AdministrationFactory(RecordFactory):
    class Meta:
        model = Administration

    class Params:
        iso2 = None

    country = factory.Maybe(
        "iso2",
        yes_declaration=factory.SubFactory(CountryFactory, iso2=factory.SelfAttribute("..iso2")),
        no_declaration=factory.SubFactory(CountryFactory),
    )
    kind = OrganisationKind.ADMINISTRATION
    member_name = factory.LazyAttribute(lambda it: it.country.name)
    name = factory.LazyAttribute(lambda it: f"Customs of {it.country.name}")
    wco_region = Administration.ASIA_PACIFIC
    is_member = True


class RegionalRoleFactory(RecordFactory):
    class Meta:
        model = RegionalRole

    administration = factory.SubFactory(AdministrationFactory)
    kind = "RTC"
    source = "a source"


class FormerNameFactory(RecordFactory):
    class Meta:
        model = FormerName

    administration = factory.SubFactory(AdministrationFactory)
    kind = "MEMBER"
    name = factory.Sequence(lambda n: f"Former name {n}")
    ends_on = dt.date(2015, 6, 30)
    source = "a source"


class SuccessionFactory(RecordFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(AdministrationFactory)
    successor = factory.SubFactory(AdministrationFactory)
    kind = "MERGED"
    since_on = dt.date(2015, 7, 1)
    source = "a source"


class PersonFactory(RecordFactory):
    class Meta:
        model = Person

    family_name = factory.Sequence(lambda n: f"Family{n}")
    given_names = "Given"


class PostingFactory(RecordFactory):
    class Meta:
        model = Posting

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(AdministrationFactory)
    position = "Officer"


class NotSameFactory(RecordFactory):
    class Meta:
        model = NotSame

    person = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)


class AccountFactory(RecordFactory):
    class Meta:
        model = Account
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        auditor = factory.Trait(role=Role.AUDITOR)
        officer = factory.Trait(role=Role.OFFICER)
        focal_point = factory.Trait(
            role=Role.FOCAL_POINT, organisation=factory.SubFactory(AdministrationFactory)
        )
        donor = factory.Trait(role=Role.DONOR, organisation=factory.SubFactory(OrganisationFactory))
        master_trainer = factory.Trait(role=Role.MASTER_TRAINER, person=factory.SubFactory(PersonFactory))

    email = factory.Sequence(lambda n: f"account{n}@example.org")
    name = factory.Sequence(lambda n: f"Account {n}")
    role = Role.OFFICER
    password = "!"


class ApiTokenFactory(RecordFactory):
    """A token in force for everything; ``key`` is what it was made of."""

    class Meta:
        model = ApiToken

    class Params:
        key = factory.Sequence(lambda n: f"capacity_key_of_a_test_{n}")

    account = factory.SubFactory(AccountFactory)
    name = "a dashboard"
    digest = factory.LazyAttribute(lambda it: digest_of(it.key))
    start = factory.LazyAttribute(lambda it: it.key[:14])
    scopes = factory.LazyFunction(lambda: list(TokenScope.values))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30))


class MergeFactory(RecordFactory):
    """A merge that stands, written without moving a row."""

    class Meta:
        model = Merge

    kept = factory.SubFactory(PersonFactory)
    lost = factory.SubFactory(PersonFactory)


class MergeLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MergeLine

    merge = factory.SubFactory(MergeFactory)
    content_type = factory.LazyFunction(lambda: ContentType.objects.get_for_model(Posting))
    object_id = 1
    what = "MOVED"
