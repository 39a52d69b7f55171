"""Workbooks written, and opened again by another library."""

import io

import openpyxl
from openpyxl.workbook import Workbook

from sheets.workbooks import Properties, Sheet, write_xlsx


def workbook_of(*sheets: Sheet, properties: Properties | None = None) -> Workbook:
    file = io.BytesIO()
    write_xlsx(sheets, file, properties=properties)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()), rich_text=False)
