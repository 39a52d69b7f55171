"""The CSV files say of themselves what they hold, in the way of Frictionless data packages."""

import csv
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from reports.blocks import Column, Document, Table
from reports.formats.package import render_zip
from reports.quantities import Quantity
from tests.reports import samples


def opened(document: Document) -> tuple[dict[str, Any], dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(render_zip(document))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("datapackage.json")), files


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def test_the_package_describes_each_file_and_no_other():
    about, files = opened(samples.document())

    assert [each["path"] for each in about["resources"]] == list(files)
    for each in about["resources"]:
        content = files[each["path"]]
        assert (each["bytes"], each["hash"]) == (
            len(content),
            f"sha256:{hashlib.sha256(content).hexdigest()}",
        )
        assert [one["name"] for one in each["schema"]["fields"]] == rows(content)[0]
        assert each["schema"]["missingValues"] == [""]


def test_every_value_is_of_the_type_its_column_is_said_to_have():
    about, files = opened(samples.document())

    for each in about["resources"]:
        _header, *lines = rows(files[each["path"]])
        assert lines
        assert all(any(line) for line in lines)
        for place, field in enumerate(each["schema"]["fields"]):
            if field["type"] == "number":
                [float(line[place]) for line in lines if line[place]]


def test_names_are_fit_for_files_and_programs():
    twins = [Table("Участники: 2020/21", (Column("c"),), (("x",),)) for _ in range(2)]
    about, _files = opened(samples.document(*twins))

    names = [each["name"] for each in about["resources"]]
    assert names == ["summary", "uchastniki-2020-21", "uchastniki-2020-21-2", "cells"]


def test_a_column_of_a_defined_figure_carries_definition_and_unit():
    about, _files = opened(samples.document())
    (courses,) = [each for each in about["resources"] if each["title"] == samples.EVENTS.title]

    (field,) = [each for each in courses["schema"]["fields"] if each["name"] == "Participations (people)"]
    assert field["unit"] == "people"
    assert field["description"].startswith("Participants at events that were held")
    assert about["sources"] == [{"title": "Participation register of the programme"}]


@pytest.mark.parametrize("cell", [None, Quantity.unknown(), Quantity(50, 99)])
def test_what_is_no_number_is_an_empty_field_with_words_beside_it(cell):
    _about, files = opened(samples.document(Table("t", (Column("c", "number"),), ((cell,), (0,)))))

    _header, first, second = rows(files["t.csv"])
    assert first[0] == ""
    assert first[1] in ("not recorded", "50 to 99")
    assert second == ["0", ""]


def test_a_text_is_never_run_as_a_formula():
    _about, files = opened(samples.document(Table("t", (Column("c"),), (("=1+1",),))))

    assert rows(files["t.csv"])[1] == ["'=1+1"]
