"""Importing lists of one or a few lines."""

import pytest

from programmes.models import Event
from tests.factories.members import AdministrationFactory
from tests.programmes.importing.listing import line_of, run_import, save_list


@pytest.fixture
def fiji(db):
    return AdministrationFactory(iso2="FJ")


@pytest.fixture
def land(tmp_path):
    """Return a function that imports one line and returns its event, or fails."""

    def import_line(**cells):
        printed = run_import(save_list(tmp_path / "list.csv", line_of(**cells)))
        assert printed[-1].startswith("1 row: 1 new"), printed
        return Event.objects.get(source_rows__address="https://example.org/news/1")

    return import_line


@pytest.fixture
def printed(tmp_path):
    """Return a function that imports lines and returns what is printed."""

    def import_lines(*lines, write=True):
        return run_import(save_list(tmp_path / "list.csv", *lines), write=write)

    return import_lines
