"""Documentation that cannot rot: what can be checked is checked."""

import re
from pathlib import Path

from django.apps import apps

from members import roles
from members.choices import PERMISSIONS, Permission
from office.records import Record
from reports.management.commands.describe_indicators import described

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_indicators_is_what_the_indicators_say():
    assert (ROOT / "docs/indicators.md").read_text(encoding="utf-8") == described()


def test_every_personal_field_is_in_the_register_of_personal_data():
    register = (ROOT / "docs/personal-data.md").read_text(encoding="utf-8")
    fields = {
        f"`{model.__name__}.{name}`"
        for model in apps.get_models()
        if issubclass(model, Record)
        for name in model.personal_fields
    }

    assert fields  # something could be missing
    assert {each for each in fields if each not in register} == set()


def test_the_role_table_of_the_documentation_names_what_each_role_may_do():
    page = (ROOT / "docs/roles.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", page, flags=re.M))

    assert set(rows) == {str(role) for role in PERMISSIONS}
    for role, held in PERMISSIONS.items():
        assert set(re.findall(r"`(\w+)`", rows[str(role)])) == {str(each) for each in held}


def test_the_documentation_says_of_each_role_what_the_portal_says_on_its_page():
    page = (ROOT / "docs/roles.md").read_text(encoding="utf-8")

    for rows in roles.ROWS.values():
        assert f"| {rows.sees} | {rows.changes} | {rows.counts} |" in page


def test_every_permission_and_every_role_has_words():
    assert set(roles.WORDS) == set(Permission)
    assert set(roles.ROWS) == set(PERMISSIONS)


def test_links_between_documents_lead_somewhere():
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_every_promise_of_the_page_on_security_names_a_test_that_exists():
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    promises = [line for line in page.splitlines() if line.startswith("| ") and "| promise |" not in line]
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)

    assert all(re.search(r"`tests/[\w/]+\.py::\w+`", promise) for promise in promises)
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"
