"""Every model can be made in one line, and every record of a programme knows who may see it."""

import importlib

import factory
import pytest
from django.apps import apps

from programmes.kinds.registry import KINDS
from tests.factories.kept import MADE

MODULES = (
    "members",
    "office",
    "programmes",
    "ledger",
    "teaching",
    "cohorts",
    "deliverables",
    "kept",
    "results",
    "missions",
    "offices",
    "surveys",
    "reports",
)
APPS = ("members", "office", "programmes", "trainers", "reports")
FACTORIES = {
    each._meta.model: each
    for name in MODULES
    for each in vars(importlib.import_module(f"tests.factories.{name}")).values()
    if isinstance(each, type)
    and issubclass(each, factory.django.DjangoModelFactory)
    and not each._meta.abstract
}
# Facts and their sums: nobody enters them, and only Scope decides which of them are counted for whom.
KEPT_BY_THE_PORTAL = {"EventFact", "TurnoutFact", "CountedSpan", "ChangedSpan", "EventSum", "TurnoutSum"} | {
    "FrozenEvent",
    "FrozenRecord",
    "FrozenSeat",
}
OURS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in APPS and model._meta.managed and model.__name__ not in KEPT_BY_THE_PORTAL
]
# Rows about programmes that are read through another record: no door starts from them.
READ_THROUGH = {
    "Assignment": "the account and the programme",
    "ClosedPeriod": "the programme",
    "EventOrganisation": "the event",
    "Funding": "the phase",
    "SourceRow": "the event",
    "Topic": "a list anybody may know",
    "TopicAlias": "the topic",
    "EditionFile": "the edition",
    "EditionFacts": "the edition",
    "CohortAdministration": "the cohort",
    "ItemType": "a list anybody may know",
    "System": "a list anybody may know",
}


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_has_a_factory(model):
    made = FACTORIES[model]()

    assert str(made)


def test_every_kind_of_record_is_made_for_the_sweeps():
    assert set(MADE) == set(KINDS)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_record_of_a_programme_knows_who_may_see_it(model):
    if model._meta.app_label in {"programmes", "trainers", "reports"} and model.__name__ not in READ_THROUGH:
        assert hasattr(model._default_manager.all(), "visible_to")
