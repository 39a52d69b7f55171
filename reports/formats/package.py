"""A document as CSV files in a ZIP with a description for programs: a Frictionless data package."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from anyascii import anyascii
from django.utils import translation
from django.utils.translation import gettext as _

from reports.blocks import Definition, Definitions, Document
from reports.formats import delimited, flat, workbook
from reports.formats.legal import legal_document
from reports.formats.packing import packed
from sheets import writing

DESCRIPTION = "datapackage.json"
CELLS = "cells"
MARK = b"\xef\xbb\xbf"
TYPES = {"text": "string", "number": "number", "percent": "number", "date": "date", "flag": "boolean"}
LONGEST_NAME = 60
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Resource:
    """One CSV file of the package."""

    name: str
    title: str
    columns: tuple[writing.Column, ...]
    content: bytes
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.name}.csv"


def render_zip(document: Document) -> bytes:
    """Return a ZIP file of CSV files: one per table and chart, and ``cells.csv`` with every cell of all.

    ``datapackage.json`` gives each file and column its type, unit and definition (Data Package 1). An
    empty field is no value; the words for it, as "not recorded" or "at least 99", stand in the column
    beside it, and with their bounds in ``cells.csv``.
    """
    with translation.override(document.language):
        clean = legal_document(document)
        resources = list(_resources(clean))
        about = _described(replace(clean, extracted_at=document.extracted_at), resources, document.sha256)
        text = json.dumps(about, ensure_ascii=False, indent=1).encode()
        files = [(DESCRIPTION, text), *((each.path, each.content) for each in resources)]
    return packed(files, at=document.extracted_at)


def _resources(document: Document) -> Iterator[Resource]:
    names: set[str] = {CELLS}
    for sheet in workbook.sheets_of(document):
        name = flat.unlike(_slug(str(sheet.title)), names).replace(" (", "-").removesuffix(")")
        names.add(name)
        rows = [row for row in sheet.rows if any(value is not None for value in row.values())]
        content = b"".join(writing.write_csv(rows, sheet.columns)).removeprefix(MARK)
        notes = tuple(str(each) for each in sheet.notes or ())
        yield Resource(name, str(sheet.title), tuple(sheet.columns), content, notes)
    content = delimited.render_csv(document).removeprefix(MARK)
    yield Resource(CELLS, _("Every cell of every table, one to a line"), delimited.COLUMNS, content)


def _slug(title: str) -> str:
    """Return a title as the name of a file and of a resource: small Latin letters, digits, hyphens."""
    return re.sub("[^a-z0-9]+", "-", anyascii(title).lower())[:LONGEST_NAME].strip("-") or "table"


def _described(document: Document, resources: list[Resource], sha256: str) -> Plain:
    known = {
        each.name: each
        for _section, block in document.blocks()
        if isinstance(block, Definitions)
        for each in block.entries
    }
    about = {
        "profile": "tabular-data-package",
        "name": _slug(document.reference),
        "id": f"urn:sha256:{sha256}",
        "title": " · ".join(each for each in (document.title, document.programme, document.phase) if each),
        "description": _(
            "An empty field is no value, and never zero: the words for it stand in the column beside it."
            " A text that a spreadsheet would run as a formula begins with an apostrophe."
        ),
        "version": document.reference,
        "created": document.extracted_at.isoformat(),
        "resources": [_resource(each, known) for each in resources],
    }
    sources = sorted({each.source for each in known.values() if each.source})
    return about | ({"sources": [{"title": each} for each in sources]} if sources else {})


def _resource(resource: Resource, known: dict[str, Definition]) -> Plain:
    about: Plain = {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": resource.path,
        "title": resource.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(resource.content),
        "hash": f"sha256:{hashlib.sha256(resource.content).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [_field(each, known) for each in resource.columns],
            "missingValues": [""],
        },
    }
    return about | ({"description": "\n".join(resource.notes)} if resource.notes else {})


def _field(column: writing.Column, known: dict[str, Definition]) -> Plain:
    """Return what a column holds; what a figure counts, where its heading names one that is defined."""
    heading = str(column.heading)
    name, _before, unit = heading.removesuffix(")").rpartition(" (")
    about: Plain = {"name": heading, "type": TYPES[column.kind]}
    if found := known.get(heading) or known.get(name):
        about["description"] = found.definition
        about["unit"] = found.unit
    if name and heading.endswith(")"):
        about["unit"] = unit
    if column.kind == "percent":
        about["unit"] = _("share of 1")
    return about
