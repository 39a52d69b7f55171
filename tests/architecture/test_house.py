"""The house keeps its own rules: floors, sizes, names."""

from pathlib import Path

import allauth
import pytest
from django.apps import apps
from django.db import models
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["sheets", "office", "members", "programmes", "trainers", "reports", "capacity"]
OUR_MODELS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
MODULES = sorted(
    path.relative_to(ROOT)
    for floor in [*FLOORS, "benchmarks", "recount", "tests"]
    for path in (ROOT / floor).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))
BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
ALLAUTH = Path(allauth.__file__).parent / "templates"  # ours take the place of its own
LONG_TESTS = 500  # a test module may be longer than a room of the house


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_no_foreign_key_points_to_a_floor_above(model):
    own = FLOORS.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            target = field.related_model._meta.app_label
            is_actor = (
                model._meta.app_label == "office" and field.related_model._meta.label == "members.Account"
            )
            record_actor = field.name in {"created_by", "updated_by"}
            if target in FLOORS and not is_actor and not record_actor:
                assert FLOORS.index(target) <= own, field


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_a_field_says_by_its_name_whether_it_is_a_day_or_a_moment(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DateTimeField):
            assert field.name == "at" or field.name.endswith(("_at", "_until", "_login")), field
        elif isinstance(field, models.DateField):
            assert field.name.endswith(("_on", "_from", "_to")), field


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_what_a_row_of_it_is(model):
    assert model.__str__ is not models.Model.__str__
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_grows_past_what_one_can_read(path):
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())

    assert lines <= (LONG_TESTS if path.parts[0] == "tests" else 300)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_every_template_compiles_is_short_and_is_used(path):
    get_template(str(path))
    text = (ROOT / "templates" / path).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120

    sources = [ROOT / module for module in MODULES] + [ROOT / "templates" / each for each in TEMPLATES]
    named = any(f"{path}" in source.read_text(encoding="utf-8") for source in sources if source.name != path)
    assert named or path.name in BY_DJANGO or (ALLAUTH / path).exists()


def test_an_app_itself_holds_nothing():
    for floor in FLOORS:
        text = (ROOT / floor / "__init__.py").read_text(encoding="utf-8").strip()
        assert len(text.splitlines()) <= 8, floor
