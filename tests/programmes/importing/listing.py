"""Published lists for tests: rows written to a file, and the import run over it."""

import csv
from io import StringIO

from django.core.management import call_command

from programmes.intake.published import COLUMNS, OPTIONAL

ROW = {
    "event_title": "National workshop on origin",
    "kind": "workshop",
    "start_date": "2023-09-04",
    "end_date": "2023-09-08",
    "source_url": "https://example.org/news/1",
}


def line_of(**cells):
    """Return one line of a list: a plain workshop, but for the cells given."""
    return {**dict.fromkeys(COLUMNS, ""), **ROW, **cells}


def save_list(path, *rows, encoding="utf-8", columns=COLUMNS):
    """Write a list with these rows and return its path; the rows stand in lines 2, 3, 4…"""
    named = [each for each in OPTIONAL if any(each in row for row in rows)]
    with path.open("w", encoding=encoding, newline="") as opened:
        writer = csv.DictWriter(opened, [*columns, *named], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run_import(path, *, write=True):
    """Import the file and return the lines printed."""
    printed = StringIO()
    call_command("import_events", path, write=write, stdout=printed)
    return printed.getvalue().splitlines()
