"""The fact sheet of a programme: one page, whatever is written."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from office.audit import Actor
from office.choices import Door
from reports import tasks
from reports.actions import editions, releasing
from reports.actions.editions import Request
from reports.documents.kinds import FACT_SHEET
from reports.formats.factsheet import Printed, render_fact_sheet
from reports.models import FactSheet
from reports.models.factsheets import MOST_LINES, ROOM
from reports.scope import Scope
from reports.sections.factsheet import document_of, told
from tests.factories.kept import NationalStatisticFactory
from tests.factories.programmes import (
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
)
from tests.factories.reports import FactSheetFactory, PublishedFigureFactory

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)
WORDS = {
    "lead": "It keeps systems running.",
    "situation": "Trained staff leave.",
    "solution": "They help each other.",
    "result": "It provides:\n- trainings;\n- a fellowship.",
}


def at(name, programme, *more):
    return reverse(f"reports:{name}", args=[programme.code, *more])


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def programme(db):
    return ProgrammeFactory(name="Support Mechanism")


@pytest.fixture
def works(client, assigned, programme):
    client.force_login(assigned(programme))
    return client


def test_a_coordinator_writes_the_sheet_and_reads_it(works, programme):
    figure = PublishedFigureFactory(programme=programme, value=70, name="staff helped")
    chosen = {"published": figure.pk, "quotation": "It helped us to connect.", "quoted_name": "B. Malas"}

    page = text_of(works.post(at("fact-sheet-edit", programme), WORDS | chosen | {"version": 1}, follow=True))

    assert '<p class="sheet-number">70</p>' in page
    assert "staff helped" in page
    assert "“It helped us to connect.”" in page
    assert "not recorded" in page


def test_numbers_are_counted_and_not_typed(works, programme):
    FactSheetFactory(programme=programme, indicator="people", caption="officers trained")
    event = EventFactory(programmes=[programme])
    ParticipationFactory.create_batch(3, event=event)

    page = works.get(at("fact-sheet", programme)).context["page"]

    assert page.large.quantity.shown() == "3"
    assert page.large.label == "officers trained"
    assert {line.heading: line.shown for line in page.box}["Number of persons trained"] == "3"


def test_the_box_sums_what_members_say_and_tells_of_how_many_it_is_not_known(works, programme):
    FactSheetFactory(programme=programme, volume_year=2017)
    fiji, samoa, _silent, left = MembershipFactory.create_batch(4, programme=programme)
    left.left_on = dt.date(2016, 1, 1)
    left.save()
    for who, value, year, source in (
        (fiji, 900, 2017, "yearbook"),
        (fiji, 1000, 2017, "web page"),
        (samoa, 300, 2017, "yearbook"),
        (samoa, 77777, 2018, "yearbook"),
        (left, 88888, 2017, "yearbook"),
    ):
        about = {"programme": programme, "administration": who.administration, "year": year}
        NationalStatisticFactory(value=value, source=source, **about)
    NationalStatisticFactory(administration=fiji.administration, value=99999, year=2017)

    box = {line.heading: line for line in works.get(at("fact-sheet", programme)).context["page"].box}

    assert box["2017 volume of activity"].shown == "1,200 to 1,300 declarations processed"
    assert box["2017 volume of activity"].note == "of 1 more it is not recorded"
    assert box["Total number of customs offices"].shown == "not recorded"


def test_a_donor_who_pays_for_nothing_finds_no_sheet(client, donor, programme):
    FactSheetFactory(programme=programme)
    client.force_login(donor)

    assert client.get(at("fact-sheet", programme)).status_code == 404
    assert client.get(at("fact-sheet-file", programme, "pdf")).status_code == 404


@pytest.mark.parametrize("name", ["lead", "situation", "solution", "result"])
@pytest.mark.parametrize("letters", ["", "x"])
def test_a_text_that_is_missing_or_has_no_room_is_refused_at_its_field(works, programme, name, letters):
    answer = works.post(
        at("fact-sheet-edit", programme), WORDS | {"version": 1, name: letters * (ROOM[name] + 1)}
    )

    assert name in answer.context["form"].errors
    assert not FactSheet.objects.exists()


def test_more_lines_than_have_room_are_refused(works, programme):
    answer = works.post(
        at("fact-sheet-edit", programme), WORDS | {"version": 1, "result": "a\n" * (MOST_LINES + 1) + "b"}
    )

    assert "have room" in str(answer.context["form"].errors["result"])


def test_a_figure_of_another_programme_and_two_large_figures_are_refused(works, programme):
    url, other = at("fact-sheet-edit", programme), PublishedFigureFactory()
    own = PublishedFigureFactory(programme=programme)

    strange = works.post(url, WORDS | {"version": 1, "published": other.pk})
    both = works.post(url, WORDS | {"version": 1, "published": own.pk, "indicator": "people"})
    unsaid = works.post(url, WORDS | {"version": 1, "quotation": "It helped."})

    assert "published" in strange.context["form"].errors
    assert "room for one large figure" in text_of(both)
    assert "needs the name" in text_of(unsaid)
    assert not FactSheet.objects.exists()


def test_two_who_write_at_once_do_not_undo_each_other(works, programme):
    FactSheetFactory(programme=programme)
    url = at("fact-sheet-edit", programme)
    works.post(url, WORDS | {"version": 1})

    answer = works.post(url, WORDS | {"version": 1, "lead": "Mine."})

    assert "Somebody else changed this meanwhile" in text_of(answer)
    assert FactSheet.objects.get().lead == WORDS["lead"]


def test_no_script_stores_two_large_figures(programme):
    figure = PublishedFigureFactory(programme=programme)
    with pytest.raises(IntegrityError, match="fact_sheet_has_one_large_figure"), transaction.atomic():
        FactSheetFactory(programme=programme, published=figure, indicator="people")


@pytest.mark.parametrize("code", ["pdf", "xlsx", "zip"])
def test_it_is_taken_along_in_each_format(works, programme, code):
    FactSheetFactory(programme=programme, indicator="people")

    answer = works.get(at("fact-sheet-file", programme, code))

    assert answer.status_code == 200
    assert len(answer.content) > 100
    assert works.get(at("fact-sheet-file", programme, "exe")).status_code == 404


def _printed(letter, *, lines=1, box="not recorded"):
    def filled(room):
        return (letter * room)[:room].strip()

    def paragraphs(name):
        text = filled(ROOM[name])
        piece = -(-len(text) // lines)
        return [text[start : start + piece] for start in range(0, len(text), piece)]

    return Printed(
        programme="ASMP",
        name=filled(200),
        lead=filled(ROOM["lead"]),
        parts=[(name, paragraphs(name)) for name in ("situation", "solution", "result")],
        large="at least 1,234,567",
        caption=filled(ROOM["caption"]),
        large_source=filled(500),
        quotation=filled(ROOM["quotation"]),
        quoted_name=filled(80),
        quoted_title=filled(120),
        box=[
            (f"Total number of customs offices {place}", box, "of 5 more it is not recorded", True)
            for place in range(4)
        ],
        foot="Figures as of today",
        language="en",
        counted_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("letter", "lines"),
    [("W", 1), ("W W", 12), ("word ", 12), ("\u200bก", 1), ("国", 12), ("#[*_$ ", 3), ("a", 12)],
)
def test_whatever_has_room_in_the_form_has_room_on_the_page(letter, lines):
    pages = PdfReader(io.BytesIO(render_fact_sheet(_printed(letter, lines=lines, box="W" * 120)))).pages

    assert len(pages) == 1
    assert "Figures as of today" in pages[0].extract_text()


def test_the_sheet_of_asmp_has_the_words_of_its_source(client, administrator, reference):
    client.force_login(administrator)
    sheet = FactSheet.objects.get(programme__code="ASMP")

    page = text_of(client.get(sheet.get_absolute_url()))
    content = client.get(at("fact-sheet-file", sheet.programme, "pdf")).content

    assert '<p class="sheet-number">70</p>' in page
    assert "Benjamin Malas" in page
    assert "2017 volume of activity" in page
    (leaf,) = PdfReader(io.BytesIO(content)).pages
    words = " ".join(leaf.extract_text().split())
    for part in ("SITUATION", "SOLUTION", "RESULT", "migrating to more developed", "helped us in the region"):
        assert part in words


def test_who_is_quoted_is_named_to_who_works_and_neither_to_a_donor_nor_in_an_edition(
    programme, assigned, donor
):
    sheet = FactSheetFactory(
        programme=programme, quotation="It helped.", quoted_name="B. Malas", quoted_title="Director, Vanuatu"
    )
    officer = assigned(programme)
    shown = [
        str(document_of(told(scope, sheet), now=NOW, reference="X-1").to_json())
        for scope in (
            Scope(officer, programme=programme),
            Scope(officer, programme=programme, for_others=True),
            Scope(donor, programme=programme),
            Scope.public(programme=programme),
        )
    ]

    assert ["B. Malas" in each for each in shown] == [True, False, False, False]
    assert all("It helped." in each and "Director, Vanuatu" in each for each in shown)


def test_it_is_frozen_released_by_another_and_stays_when_the_texts_change(works, programme, assigned):
    sheet = FactSheetFactory(programme=programme, quotation="It helped.", quoted_name="B. Malas")
    owner = assigned(programme)
    by = Actor(owner, Door.PAGE)
    edition, job = editions.ask_for_edition(request=Request(programme=programme, kind=FACT_SHEET), by=by)

    tasks.build_edition(job_id=job.pk)
    sheet.lead = "It says something else now."
    sheet.save()

    edition.refresh_from_db()
    words = str(edition.document)
    assert FactSheetFactory.lead in words
    assert "something else" not in words
    files = {each.format: bytes(each.content) for each in edition.files.all()}
    (leaf,) = PdfReader(io.BytesIO(files["pdf"])).pages
    assert "It helped." in leaf.extract_text()
    assert edition.reference in leaf.extract_text()
    releasing.submit_edition(edition=edition, now=NOW, by=by)
    with pytest.raises(ValidationError):
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by)


def test_a_programme_without_a_fact_sheet_has_none_to_freeze(programme):
    with pytest.raises(ValidationError, match="no such document"):
        Request(programme=programme, kind=FACT_SHEET)
