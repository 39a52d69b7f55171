"""An event of Fiji's region, an officer before its pages, and lists to send."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from office.models import Upload
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import EventFactory, ProgrammeFactory


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def tonga():
    return AdministrationFactory(iso2="TO", member_name="Tonga")


@pytest.fixture
def event(fiji, tonga):
    return EventFactory(programmes=[ProgrammeFactory()])


def workbook(*rows, **sheets):
    """Return the bytes of a workbook whose first sheet has these rows."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for title, lines in {"List": rows, **sheets}.items():
            sheet = book.add_worksheet(title)
            for number, cells in enumerate(lines):
                sheet.write_row(number, 0, cells)
    return file.getvalue()


class Lists:
    """The pages of an event's lists, with somebody before them."""

    def __init__(self, client, event):
        self.client = client
        self.event = event

    def address(self, name, *args):
        return reverse(f"programmes:{name}", args=[self.event.pk, *args])

    def page(self, name, *args):
        return reverse(f"programmes:{name}", args=args)

    def send(self, content, name="list.xlsx"):
        """Send a file, or rows as text; return the page that shows what would become of it."""
        data = {"rows": content}
        if isinstance(content, bytes):
            data = {"file": SimpleUploadedFile(name, content)}
        return self.client.post(self.address("event-people-paste"), data, follow=True)

    def post(self, page, **answers):
        upload = page.context["upload"]
        data = {"sign": page.context["look"]["sign"], **answers}
        return self.client.post(self.page("list-look", upload.pk), data, follow=True)

    def save(self, page, which="all", **answers):
        return self.post(page, save=which, **answers)

    def download(self):
        return self.client.get(self.address("event-people-workbook")).content

    def undo(self):
        upload = Upload.objects.exclude(state="OPEN").latest("pk")
        return self.client.post(self.page("list-undo", upload.pk), follow=True)


@pytest.fixture
def lists(client, assigned, event):
    client.force_login(assigned(event.programmes.get()))
    return Lists(client, event)


def text_of(page):
    return page.content.decode()


def counts(page):
    """Return what would become of the rows, without what none of them meets."""
    return {fate: rows for fate, rows in page.context["look"]["counts"].items() if rows}


def said(page, line=0):
    """Return what a line of the preview says, by its headings."""
    return dict(page.context["look"]["lines"][line]["cells"])
