"""National statistics: per administration and year, each source beside the other."""

import pytest
from django.db import IntegrityError, transaction

from programmes.models import NationalStatistic
from tests.factories.kept import NationalStatisticFactory
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

NEW = "/statistics/new/"


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def works(client, assigned, programme):
    client.force_login(assigned(programme))
    return client


@pytest.fixture
def typed(programme):
    return {
        "version": 1,
        "programme": programme.pk,
        "administration": AdministrationFactory(member_name="Samoa").pk,
        "year": "2017",
        "measure": "DECLARATIONS",
        "value": "48211",
        "accuracy": "EXACT",
        "source": "yearbook",
    }


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_number_is_entered_with_its_year_and_source(works, typed):
    page = text_of(works.post(NEW, typed, follow=True))

    for word in ("48,211", "2017", "Samoa", "Declarations processed", "yearbook"):
        assert word in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("year", "2099", "still to come"),
        ("year", "1815", "greater than or equal to 1950"),
        ("year", "last year", "whole number"),
        ("value", "-1", "greater than or equal to 0"),
        ("value", "9" * 30, "less than or equal"),
        ("measure", "PEOPLE", "valid choice"),
        ("source", "", "required"),
    ],
)
def test_what_is_no_statistic_is_refused_at_its_field(works, typed, field, value, message):
    answer = works.post(NEW, typed | {field: value})

    assert message in str(answer.context["form"].errors[field])
    assert not NationalStatistic.objects.exists()


def test_two_sources_are_two_numbers_and_the_conflict_is_shown(works, typed):
    works.post(NEW, typed)
    page = text_of(works.post(NEW, typed | {"source": "web page", "value": "48000"}, follow=True))

    assert "48,211, according to yearbook" in page
    assert text_of(works.get("/statistics/")).count("sources disagree") == 2
    assert NationalStatistic.objects.disputed().count() == 2


def test_sources_that_agree_are_no_conflict(works, typed):
    works.post(NEW, typed)
    works.post(NEW, typed | {"source": "web page"})
    NationalStatisticFactory(value=1)

    assert NationalStatistic.objects.count() == 3
    assert not NationalStatistic.objects.disputed().exists()


def test_what_a_source_says_of_a_year_is_entered_once(works, typed):
    works.post(NEW, typed)

    answer = works.post(NEW, typed | {"value": "1"})

    assert "entered already" in text_of(answer)
    assert NationalStatistic.objects.get().value == 48211


def test_no_script_stores_a_year_before_there_were_any():
    with pytest.raises(IntegrityError, match="national_statistic_year"), transaction.atomic():
        NationalStatisticFactory(year=1815)


def test_an_administration_sees_its_own_numbers(client, programme):
    own = NationalStatisticFactory(programme=programme)
    MembershipFactory(programme=programme, administration=own.administration)
    other = NationalStatisticFactory(programme=programme)
    client.force_login(AccountFactory(focal_point=True, organisation=own.administration.organisation_ptr))

    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
