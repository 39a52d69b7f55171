"""An attribute of few persons is kept back from who may not see those persons."""

import pytest

from members.choices import Sex
from reports.indicators.registry import COMPLETIONS, SHARE_OF_WOMEN
from reports.measuring.dimensions import MODE
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.members import PersonFactory
from tests.factories.programmes import EventFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def total(indicator, scope=None):
    return measure(scope or Scope.public(), [indicator])[indicator]


@pytest.fixture
def few():
    """Four people by name at one event: two women, one of them completed."""
    event = EventFactory()
    for sex, state in (
        (Sex.WOMAN, "COMPLETED"),
        (Sex.WOMAN, "ATTENDED"),
        (Sex.MAN, "ATTENDED"),
        (Sex.MAN, "ATTENDED"),
    ):
        ParticipationFactory(event=event, person=PersonFactory(sex=sex), state=state)
    return event


@pytest.mark.parametrize("indicator", [SHARE_OF_WOMEN, COMPLETIONS], ids=["women", "completions"])
def test_an_attribute_of_few_people_is_kept_back_from_who_may_not_see_them(few, indicator, focal_point):
    for scope in (Scope.public(), Scope(reader=focal_point)):
        assert total(indicator, scope) == Quantity.withheld(indicator.unit_kind)
        assert total(indicator, scope).shown() == "withheld"


@pytest.mark.parametrize("indicator", [SHARE_OF_WOMEN, COMPLETIONS], ids=["women", "completions"])
def test_it_is_told_to_who_may_see_them_and_not_in_what_they_write_for_others(few, indicator, officer):
    assert total(indicator, Scope(reader=officer)).low
    assert total(indicator, Scope(reader=officer, for_others=True)).is_withheld


def test_a_focal_point_is_told_of_its_own_few(few, focal_point):
    own = focal_point.organisation.administration
    ParticipationFactory(event=few, organisation=own, person=PersonFactory(sex=Sex.WOMAN))

    assert total(SHARE_OF_WOMEN, Scope(reader=focal_point, administration=own)).low == 100


def test_of_five_people_it_is_told(few):
    ParticipationFactory(event=few, person=PersonFactory(sex=Sex.WOMAN))

    assert total(SHARE_OF_WOMEN).low == 60
    assert total(COMPLETIONS).low == 1


def test_groups_of_a_split_are_kept_back_one_by_one(few):
    other = EventFactory(mode="ONLINE")
    for _ in range(5):
        ParticipationFactory(event=other, person=PersonFactory(sex=Sex.WOMAN))

    groups = measure(Scope.public(), [SHARE_OF_WOMEN], by=[MODE]).by(MODE)

    assert {group.key[0]: group[SHARE_OF_WOMEN].shown() for group in groups} == {
        "NOT_STATED": "withheld",
        "ONLINE": "100 %",
    }


def test_what_is_withheld_is_said_and_read_again_from_an_edition():
    withheld = Quantity.withheld("percent")

    assert (withheld.shown(), withheld.is_recorded) == ("withheld", False)
    assert Quantity.from_json(withheld.to_json()) == withheld
