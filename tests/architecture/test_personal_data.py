"""Personal fields: each is registered, or it is written down here that it says nothing about a person."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from members.models import Person
from office.records import BOOKKEEPING, Record

ROOT = Path(__file__).resolve().parents[2]
REGISTER = (ROOT / "docs/personal-data.md").read_text(encoding="utf-8")

# Fields of records about a person that say nothing of them that has to be kept from anybody.
SAYS_NOTHING = {
    "Person": {"is_made_up", "anonymised_at"},
    "Posting": {"starts_on", "ends_on", "standing", "known_on"},
    "Participation": {"role", "state", "rank", "is_sponsored"},
    "Account": {"role", "is_active", "ends_at", "is_demonstration", "sign_outs"},
    "Merge": {"split_at"},
    "NotSame": {"reason"},
    "Attendance": set(),
    "Operator": {"trained_on"},
    "LedgerLine": {"step", "taken_on", "valid_to", "place", "code"},
    "TeachingLanguage": set(),
    "CascadeTraining": {
        "starts_on",
        "ends_on",
        "place",
        "mode",
        "hours",
        "customs",
        "other_agency",
        "private",
        "women",
    },
    "CascadePerson": {"sector"},
    "CohortParticipant": {"joined_on", "left_on", "certified_on", "is_exception"},
    "StageAttendance": set(),
    "Fellowship": {"place", "objectives", "starts_on", "ends_on", "state", "source"},
    "FellowshipWeek": {"number"},
    "FellowshipMilestone": {"name", "due_on", "reached_on"},
    "SupportPerson": {"side"},
    "MissionExpert": set(),
}


def _leads_to_a_person(model):
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return any(
        field.related_model is Person
        or field.related_model.__name__ in {"Participation", "CohortParticipant", "Fellowship"}
        for field in keys
    )


ABOUT_PERSONS = [
    model
    for model in apps.get_models()
    if issubclass(model, Record) and (model is Person or _leads_to_a_person(model))
]


@pytest.mark.parametrize("model", ABOUT_PERSONS, ids=lambda model: model.__name__)
def test_every_field_of_a_record_about_a_person_is_registered_or_says_nothing(model):
    name = model.__name__
    for field in model._meta.local_concrete_fields:
        if field.is_relation or field.primary_key or field.name in BOOKKEEPING:
            continue
        is_known = field.name in model.personal_fields | model.derived_fields
        assert is_known or field.name in SAYS_NOTHING[name], f"{name}.{field.name}"


def test_each_line_of_the_register_says_what_for_how_long_and_what_becomes_of_it():
    lines = re.findall(r"^\| (`\w+\.\w+`.*) \|$", REGISTER, flags=re.M)

    assert lines
    for line in lines:
        cells = [cell.strip() for cell in line.split(" | ")]
        assert len(cells) == 4, line
        assert all(cells), line


def test_what_the_register_keeps_of_an_erased_person_is_what_the_models_keep():
    kept = {f"{model.__name__}.{name}" for model in ABOUT_PERSONS for name in model.kept_when_anonymous}
    lines = re.findall(r"^\| `(\w+\.\w+)`.*\| stays[^|]*\|$", REGISTER, flags=re.M)

    assert kept == set(lines)
